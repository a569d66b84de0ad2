import { snapshotSchemaName, type Snapshot, type SnapshotRoute } from '../../src/contract/snapshot.ts';
import { formatPrefix, prefixOf } from '../../src/net/prefix.ts';

/** Numbers that look random and are the same in every run (a linear congruential generator). */
function* numbers(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) yield (state = (Math.imul(state, 1103515245) + 12345) >>> 0);
}

/**
 * A machine with a VPN and a table of `count` routes, lengths as in the internet's own tables; one in four is IPv6.
 * @param seed another one is another machine
 */
export function machineWith(count: number, seed = 12345): Snapshot {
  const random = numbers(seed);
  const next = (below: number) => (random.next().value >>> 8) % below;
  const routes: SnapshotRoute[] = [
    { destination: '0.0.0.0/0', nextHop: '192.168.1.1', interfaceIndex: 1, metric: 0 },
    { destination: '::/0', nextHop: 'fe80::1', interfaceIndex: 1, metric: 0 },
  ];
  const inside = { 4: 0x34000000n, 6: 0x2603n << 112n };
  while (routes.length < count) {
    const family = next(4) === 0 ? 6 : 4;
    const word = BigInt(next(1 << 24));
    // Every fifth route lies near the Optimize prefixes, so that there is something to cut.
    const value =
      next(5) === 0 ? inside[family] + (family === 4 ? word : word << 88n) : family === 4 ? word << 8n : word << 104n;
    const length = family === 4 ? 12 + next(21) : 24 + next(41);
    const destination = formatPrefix(prefixOf({ family, value }, length));
    routes.push({
      destination,
      nextHop: family === 4 ? '192.168.1.1' : 'fe80::1',
      interfaceIndex: 1 + next(2),
      metric: next(4),
    });
  }
  const machine: Snapshot = {
    schema: snapshotSchemaName,
    computer: 'bench',
    platform: 'windows',
    collectedAt: '2026-11-24T00:00:00Z',
    stable: true,
    running: [],
    vpnConnections: [],
    interfaces: [
      {
        index: 1,
        name: 'Ethernet',
        up: true,
        type: 6,
        deviceId: 'PCI\\VEN_8086',
        metric4: 25,
        metric6: 25,
        addresses: ['192.168.1.10/24'],
      },
      {
        index: 2,
        name: 'VPN',
        up: true,
        type: 53,
        description: 'WireGuard Tunnel',
        metric4: 5,
        metric6: 5,
        addresses: ['10.8.0.2/24'],
      },
    ],
    routes,
  };
  // As it comes from a file: texts made by concatenation are slower to read.
  return JSON.parse(JSON.stringify(machine));
}
