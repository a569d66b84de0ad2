import type { EndpointList } from '../../src/contract/endpoints.ts';
import {
  snapshotSchemaName,
  type Snapshot,
  type SnapshotInterface,
  type SnapshotRoute,
} from '../../src/contract/snapshot.ts';
import type { Check, Verdict } from '../../src/contract/verdict.ts';
import { judge, type JudgeOptions } from '../../src/judge/judge.ts';

export const local = 10;
export const vpn = 20;

export const worldwide: EndpointList = {
  cloud: 'Worldwide',
  version: '2026110100',
  source: 'file',
  confirmedAt: '2026-11-01',
  rows: [
    {
      id: 11,
      serviceArea: 'Skype',
      category: 'Optimize',
      required: true,
      ips: ['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38'],
      udpPorts: '3478,3479,3480,3481',
    },
  ],
};

export function row(index: number, more: Partial<SnapshotInterface> = {}): SnapshotInterface {
  const own =
    index === vpn ? { name: 'vpn', description: 'WireGuard Tunnel', type: 53 } : { name: 'Ethernet', type: 6 };
  const addresses = index === vpn ? ['10.8.0.2/24', 'fd00:8::2/64'] : ['192.168.1.10/24', '2001:db8::10/64'];
  return {
    index,
    up: true,
    connected4: true,
    connected6: true,
    metric4: 25,
    metric6: 25,
    deviceId: index === local ? 'PCI\\VEN_8086' : null,
    addresses,
    ...own,
    ...more,
  };
}

/** `destination via next hop dev interface metric number`, a route as people write it. */
export function route(text: string, more: Partial<SnapshotRoute> = {}): SnapshotRoute {
  const [destination, ...words] = text.split(' ');
  const after = (word: string) => (words.includes(word) ? words[words.indexOf(word) + 1] : null);
  const interfaceIndex = after('dev') === 'vpn' ? vpn : local;
  return { destination, nextHop: after('via'), interfaceIndex, metric: Number(after('metric') ?? 0), ...more };
}

export function machine(routes: (string | SnapshotRoute)[], more: Partial<Snapshot> = {}): Snapshot {
  return {
    schema: snapshotSchemaName,
    computer: 'PC',
    platform: 'windows',
    collectedAt: '2026-11-20T08:00:00Z',
    stable: true,
    running: [],
    vpnConnections: [],
    interfaces: [row(local), row(vpn)],
    routes: routes.map((each) => (typeof each === 'string' ? route(each) : each)),
    ...more,
  };
}

export const localDefaults = ['0.0.0.0/0 via 192.168.1.1 metric 10', '::/0 via fe80::1 metric 10'];
export const vpnDefaults = ['0.0.0.0/0 dev vpn', '::/0 dev vpn'];
export const exclusions = [
  '52.112.0.0/14 via 192.168.1.1',
  '52.122.0.0/15 via 192.168.1.1',
  '2603:1063::/38 via fe80::1',
];

const noRoles: JudgeOptions = { roles: { vpn: [], local: [], strict: false }, require: [] };

export function judged(snapshot: Snapshot, options: Partial<JudgeOptions> = {}, list = worldwide): Verdict {
  return judge(snapshot, list, { ...noRoles, ...options });
}

export function checkOf(verdict: Verdict, id: string): Check {
  const check = verdict.checks.find((each) => each.id === id);
  if (!check) throw new Error(`there is no check ${id}`);
  return check;
}
