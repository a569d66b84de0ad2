import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { checkout } from '../bed/paths.ts';
import { requireOrSkip } from '../bed/require.ts';
import { exclusions, judged, localDefaults, machine, row } from '../judge/machine.ts';
import { program } from '../live/program.ts';
import { objectionsTo, restoreBicep } from './bicep.ts';
import { analyse, kustoType, type Column } from './kusto.ts';

const examples = join(checkout, 'examples/fleet');
const at = (computer: string, collectedAt: string) => ({ computer, collectedAt });
const vpnDefault = '0.0.0.0/1 dev vpn';
const good = [...localDefaults, ...exclusions, vpnDefault];
const snapshots = [
  machine(good, at('PC-1', '2026-11-01T08:00:00Z')),
  machine([...good, '52.112.64.0/20 dev vpn'], at('PC-1', '2026-11-02T08:00:00Z')),
  machine([...good, '52.112.64.0/20 dev vpn'], at('PC-2', '2026-11-02T08:00:00Z')),
  machine([...good, '52.112.64.0/20 dev vpn'], at('PC-3', '2026-11-01T08:00:00Z')),
  machine(good, at('PC-3', '2026-11-02T08:00:00Z')),
  machine(localDefaults, { ...at("O'Brien; DROP", '2026-11-02T08:00:00Z'), interfaces: [row(10)] }),
];

describe('the examples for a fleet', function () {
  this.timeout(60_000);

  describe('SQL for DuckDB', () => {
    let answers: unknown[][];
    let folder: string;
    before(async () => {
      folder = mkdtempSync(join(tmpdir(), 'duckdb-'));
      mkdirSync(join(folder, 'verdicts'));
      const input = snapshots.map((each) => JSON.stringify(each)).join('\n') + '\nbad\n';
      const { stdout } = spawnSync(program, ['fleet', '--ndjson'], { input, encoding: 'utf8' });
      writeFileSync(join(folder, 'verdicts/a.ndjson'), stdout);
      const instance = await DuckDBInstance.create(':memory:');
      const connection = await instance.connect();
      await connection.run(`SET file_search_path = '${folder}'`);
      answers = [];
      for (const statement of readFileSync(join(examples, 'duckdb.sql'), 'utf8')
        .replace(/^--.*$/gm, '')
        .split(';')) {
        if (statement.trim() === '') continue;
        const reader = await connection.runAndReadAll(statement);
        if (/^\s*SELECT/.test(statement)) answers.push(reader.getRowsJson());
      }
      connection.closeSync();
      instance.closeSync();
    });
    after(() => rmSync(folder, { recursive: true }));

    it('counts computers by their newest verdict', () =>
      assert.deepEqual(answers[0], [
        ['Fail', '2'],
        ['NotApplicable', '1'],
        ['Pass', '1'],
      ]));
    it('tells what is wrong', () =>
      assert.deepEqual(
        answers[1]!.find((cells) => (cells as string[])[0] === 'OptimizeRoutes'),
        ['OptimizeRoutes', 'Fail', '2'],
      ));
    it('tells what leaks', () => assert.deepEqual(answers[2], [['52.112.64.0/20', 'vpn', '2']]));
    it('tells the VPN clients', () => assert.deepEqual(answers[3], [['its driver is that of WireGuard', true, '3']]));
    it('tells who became worse', () =>
      assert.deepEqual(
        answers[4]!.map((cells) => (cells as string[]).slice(0, 2)),
        [['PC-1', 'Pass']],
      ));
  });

  describe('table and data collection rule for Log Analytics', () => {
    interface Columns {
      columns: Column[];
    }
    const text = readFileSync(join(examples, 'log-analytics/template.json'), 'utf8');
    const template = JSON.parse(text);
    const [tables, rule] = template.resources;
    const stream: Columns = rule.properties.streamDeclarations['Custom-TeamsSplitTunnel'];
    const table: Columns = tables.properties.schema;
    const [flow] = rule.properties.dataFlows;

    it('declare fields as a verdict has them', () => {
      const verdict = judged(snapshots[1]!) as unknown as Record<string, unknown>;
      for (const { name, type } of stream.columns) {
        const value = verdict[name];
        const expected = typeof value === 'object' ? 'dynamic' : name === 'collectedAt' ? 'datetime' : typeof value;
        assert.equal(type, expected, name);
      }
    });

    it('are joined by a transformation that makes just the columns of the table', () => {
      const { objections, columns } = analyse(flow.transformKql, 'source', stream.columns);
      assert.deepEqual(objections, []);
      assert.deepEqual(columns, table.columns.map(kustoType));
      assert.equal(flow.outputStream, `Custom-${tables.properties.schema.name}`);
    });

    const queries = readFileSync(join(examples, 'log-analytics/queries.kql'), 'utf8').split(/\n{2,}/);
    for (const query of queries) {
      it(`are asked by a query that the Kusto language service accepts: ${query.split('\n')[0]!.slice(3)}`, () => {
        const { objections, columns } = analyse(query, tables.properties.schema.name, table.columns);
        assert.deepEqual(objections, []);
        assert.ok(columns.length >= 2);
        const broken = analyse(
          query.replace('TimeGenerated', 'TimeMade'),
          tables.properties.schema.name,
          table.columns,
        );
        assert.match(broken.objections[0]!, /'TimeMade' does not refer to any known column/);
      });
    }

    describe('by the published types of Azure', function () {
      requireOrSkip(this, ['dotnet']);

      let bicep: string;
      before(() => {
        bicep = restoreBicep();
      });

      it('have the properties that their resources have', () => {
        assert.deepEqual(objectionsTo(text, bicep), []);
        const broken = text.replace('"streamDeclarations"', '"streams"').replace('"columns"', '"fields"');
        const objections = objectionsTo(broken, bicep).join('\n');
        assert.match(objections, /"streams" is not allowed on objects of type "DataCollectionRuleResourceProperties"/);
        assert.match(objections, /"fields" is not allowed/);
      });
    });
  });
});
