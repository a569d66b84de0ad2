import fc from 'fast-check';
import type { EndpointList } from '../../src/contract/endpoints.ts';
import {
  snapshotSchemaName,
  type Snapshot,
  type SnapshotInterface,
  type SnapshotNextHop,
  type SnapshotRule,
} from '../../src/contract/snapshot.ts';
import { formatAddress, width } from '../../src/net/address.ts';
import { formatPrefix, lastOf, parseInterfaceAddress } from '../../src/net/prefix.ts';

/** A list with prefixes so small that every address can be tried. */
export const smallList: EndpointList = {
  cloud: 'Worldwide',
  version: '2026010100',
  source: 'file',
  confirmedAt: '2026-01-01',
  rows: [
    {
      id: 11,
      serviceArea: 'Skype',
      category: 'Optimize',
      ips: ['52.112.0.0/28', '52.112.0.32/29', '2603:1063::/124'],
      udpPorts: '3478,3479,3480,3481',
    },
  ],
};

export const windows = { 4: { first: 0x34700000n, bits: 32 }, 6: { first: 0x26031063n << 96n, bits: 128 } } as const;

/** A destination that holds, touches or lies in the small prefixes. */
export const destination = fc
  .record({
    family: fc.constantFrom<4 | 6>(4, 6),
    offset: fc.integer({ min: 0, max: 63 }),
    size: fc.constantFrom(0, 0, 0, 1, 1, 2, 3, 4, 5, 6, 31, 32),
  })
  .map(({ family, offset, size }) => {
    const { first, bits } = windows[family];
    const hostBits = BigInt(size >= 31 ? bits - (32 - size) : size);
    const value = ((first + BigInt(offset)) >> hostBits) << hostBits;
    return `${formatAddress(family, value)}/${bits - Number(hostBits)}`;
  });

const metric = fc.constantFrom(null, 0, 5, 5, 10, 25);
const flag = fc.constantFrom(null, true, true, true, false);
const kinds = ['local', 'vpn', 'tunnel'];

const address = fc.tuple(destination, fc.constantFrom(24, 27, 28, 29, 30, 31, 32)).map(([text, length]) => {
  const [host] = text.split('/');
  return host.includes(':') ? `${host}/${length + 96}` : `${host === '0.0.0.0' ? '10.0.0.1' : host}/${length}`;
});

const interfaces = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      up: fc.boolean(),
      connected4: flag,
      connected6: flag,
      disableDefaultRoutes4: fc.constantFrom(null, false, true),
      disableDefaultRoutes6: fc.constantFrom(null, false, true),
      metric4: metric,
      metric6: metric,
      addresses: fc.array(address, { maxLength: 2 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((rows) => rows.map(({ kind, ...row }, i) => ({ index: i + 1, name: `${kind}${i + 1}`, ...row })));

const nextHop = fc.constantFrom(null, null, '192.168.1.1', '192.168.1.2', 'fe80::1');
const interfaceIndex = fc.integer({ min: 1, max: 5 });

const windowsRoute = fc.record({
  destination,
  nextHop,
  interfaceIndex,
  metric,
  effectiveMetric: fc.constantFrom(undefined, undefined, undefined, 7, 10),
  loopback: fc.constantFrom(undefined, undefined, undefined, undefined, true),
  validLifetime: fc.constantFrom(undefined, undefined, undefined, 100, 0),
});

type Row = Pick<SnapshotInterface, 'index' | 'addresses'>;

/** A host route of Windows' own bookkeeping: to an address of an interface, its network address or directed broadcast. */
const ownRoute = fc
  .record({ at: fc.nat(4), end: fc.constantFrom('first', 'last', 'own') })
  .map(({ at, end }) => (rows: readonly Row[]) => {
    const { index, addresses } = rows[at % rows.length];
    if (!addresses?.length) return [];
    const { address, prefix } = parseInterfaceAddress(addresses[0]);
    const value = { first: prefix.first, last: lastOf(prefix), own: address.value }[end]!;
    const destination = formatPrefix({ family: address.family, first: value, length: width(address.family) });
    return [{ destination, nextHop: null, interfaceIndex: index, metric: 0 }];
  });

const linuxRoute = fc.record({
  destination,
  nextHop,
  interfaceIndex,
  metric: fc.constantFrom(0, 0, 10, 20),
  table: fc.constantFrom(undefined, 254, 254, 255, 100, 101),
  type: fc.constantFrom(undefined, 'unicast', 'unicast', 'unicast', 'blackhole', 'unreachable', 'prohibit', 'throw'),
  nextHops: fc.constantFrom<SnapshotNextHop[] | undefined>(undefined, undefined, undefined, [
    { nextHop: '192.168.1.1', interfaceIndex: 1 },
    { nextHop: null, interfaceIndex: 2 },
  ]),
});

const selector = fc.constantFrom<Partial<SnapshotRule>>(
  { not: true },
  { from: '0.0.0.0/0' },
  { from: '10.0.0.0/8' },
  { fwmark: 0 },
  { fwmark: 0xca6c },
  { fwmark: 0xca00, fwmask: 0xff },
  { iif: 'lo' },
  { iif: 'local1' },
  { oif: 'vpn2' },
  { ipproto: 17 },
  { ipproto: 6 },
  { dport: [3478, 3481] },
  { dport: [1, 65535] },
  { dport: [3479, 3479] },
  { dport: [53, 53] },
  { uidrange: [0, 999] },
  { suppressPrefixLength: 0 },
  { suppressPrefixLength: 28 },
  { suppressPrefixLength: 28 },
  { suppressPrefixLength: 30 },
);

const rule = fc
  .record({
    family: fc.constantFrom<4 | 6>(4, 6),
    priority: fc.integer({ min: 1, max: 32765 }),
    to: fc.option(destination, { nil: undefined }),
    action: fc.constantFrom('table', 'table', 'table', 'table', 'blackhole', 'unreachable'),
    table: fc.constantFrom(254, 100, 101),
    selectors: fc.array(selector, { maxLength: 2 }),
  })
  .map(({ selectors, ...rule }): SnapshotRule => Object.assign(rule, ...selectors));

const defaultRules = ([4, 6] as const).flatMap((family) => [
  { family, priority: 0, action: 'table', table: 255 },
  { family, priority: 32766, action: 'table', table: 254 },
  { family, priority: 32767, action: 'table', table: 253 },
]);

/** Rules of one priority and family keep the kernel's order; the random ones get their own, so that order never matters. */
const rules = fc
  .uniqueArray(rule, { maxLength: 5, selector: ({ priority }) => priority })
  .map((random) => [...random, ...defaultRules]);

function snapshot(platform: string) {
  return { schema: snapshotSchemaName, computer: 'test', platform, collectedAt: '2026-01-02T00:00:00Z' };
}

export const windowsSnapshot = fc
  .record({ interfaces, routes: fc.array(windowsRoute, { maxLength: 14 }), own: fc.array(ownRoute, { maxLength: 2 }) })
  .map(({ interfaces, routes, own }): Snapshot => ({
    ...snapshot('windows'),
    interfaces,
    routes: [...routes, ...own.flatMap((make) => make(interfaces))],
  }));

export const linuxSnapshot = fc
  .record({ interfaces, routes: fc.array(linuxRoute, { maxLength: 14 }), rules })
  .map((parts): Snapshot => ({ ...snapshot('linux'), ...parts }));
