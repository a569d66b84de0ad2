-- Verdicts of many machines in DuckDB, over a folder or a bucket of NDJSON.
--
--   teams-split-tunnel fleet SNAPSHOTS --ndjson > verdicts/2026-11-24.ndjson
--   duckdb < duckdb.sql
--
-- For a bucket: 's3://BUCKET/verdicts/*.ndjson' with the extension httpfs. Each line is a message of the program, and its
-- value a verdict; lines of other types (warnings) are left out.

CREATE OR REPLACE VIEW verdicts AS
SELECT unnest("value")
FROM read_ndjson(
  'verdicts/*.ndjson',
  columns = {
    "type": 'VARCHAR',
    "value": 'STRUCT(
      "status" VARCHAR,
      "computer" VARCHAR,
      "collectedAt" TIMESTAMP,
      "endpoints" STRUCT("cloud" VARCHAR, "version" VARCHAR, "confirmedAt" VARCHAR),
      "vpn" STRUCT("connected" BOOLEAN, "interfaces" STRUCT("name" VARCHAR, "reason" VARCHAR)[]),
      "leaks" STRUCT("cidrs" VARCHAR[], "family" INTEGER, "interfaceName" VARCHAR, "routes" VARCHAR[])[],
      "checks" STRUCT("id" VARCHAR, "status" VARCHAR, "message" VARCHAR, "recommendation" VARCHAR)[]
    )'
  }
)
WHERE "type" = 'object';

-- The newest verdict of every computer.
CREATE OR REPLACE VIEW latest AS
SELECT * FROM verdicts QUALIFY row_number() OVER (PARTITION BY computer ORDER BY "collectedAt" DESC) = 1;

-- Computers by status.
SELECT status, count(*) AS computers FROM latest GROUP BY status ORDER BY computers DESC, status;

-- What is wrong, and on how many computers.
SELECT c.id AS "check", c.status, count(DISTINCT computer) AS computers
FROM latest, unnest(checks) AS t(c)
WHERE c.status IN ('Fail', 'Warning', 'Unknown')
GROUP BY ALL ORDER BY computers DESC, "check";

-- What leaks, and by which interface.
SELECT cidr, leak."interfaceName" AS interface, count(DISTINCT computer) AS computers
FROM latest, unnest(leaks) AS t(leak), unnest(leak.cidrs) AS u(cidr)
GROUP BY ALL ORDER BY computers DESC, cidr;

-- VPN clients, by how they were recognised.
SELECT client.reason AS recognised, vpn.connected, count(DISTINCT computer) AS computers
FROM latest, unnest(vpn.interfaces) AS t(client)
GROUP BY ALL ORDER BY computers DESC, recognised;

-- Computers that became worse: their newest verdict is Fail, the one before was not.
SELECT computer, before, "collectedAt"
FROM (
  SELECT *, lag(status) OVER (PARTITION BY computer ORDER BY "collectedAt") AS before FROM verdicts
  QUALIFY row_number() OVER (PARTITION BY computer ORDER BY "collectedAt" DESC) = 1
)
WHERE status = 'Fail' AND before <> 'Fail'
ORDER BY computer;
