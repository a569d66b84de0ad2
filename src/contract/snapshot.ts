import * as v from 'valibot';
import { Firewall } from './firewall.ts';
import { Browsers, TeamsClients } from './installed.ts';
import { IpsecPolicies } from './ipsec.ts';
import { DnsAnswers, NameResolution } from './name-resolution.ts';
import { Pac, Proxies } from './proxies.ts';
import { AppliedProfile } from './profile.ts';

/** Everything observed on one machine at one moment. It holds no judgement. docs/contract.md describes every field. */

export const snapshotSchemaName = 'teams-split-tunnel/snapshot/1';

const text = v.nullish(v.string());
const flag = v.nullish(v.boolean());
const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const number = v.nullish(count);

const Interface = v.looseObject({
  index: count,
  name: v.string(),
  description: text,
  /** IANA ifType number. */
  type: number,
  guid: text,
  /** PnP instance id on Windows, link kind (`tun`, `veth`, …) on Linux. */
  deviceId: text,
  /** Device type of the active RAS entry: `vpn`, `PPPoE`, `modem`, … */
  rasType: text,
  /** Device of the active RAS entry, `WAN Miniport (IKEv2)`: a vendor's own device can call itself a modem. */
  rasDevice: text,
  filter: flag,
  up: v.boolean(),
  hardware: flag,
  connected4: flag,
  connected6: flag,
  disableDefaultRoutes4: flag,
  disableDefaultRoutes6: flag,
  metric4: number,
  metric6: number,
  addresses: v.nullish(v.array(v.string())),
  /** Linux: the interfaces that carry its packets: a bridge's ports, what a VLAN stands on. */
  lower: v.nullish(v.array(count)),
});

const NextHop = v.looseObject({ nextHop: text, interfaceIndex: count, weight: number, encap: text, onlink: flag });

export const Route = v.looseObject({
  destination: v.string(),
  nextHop: text,
  interfaceIndex: count,
  /** The route's own metric. */
  metric: number,
  /** Route metric + interface metric, from sources that print the sum; wins where present. */
  effectiveMetric: number,
  /** Linux routing table. */
  table: number,
  /** Linux: `unicast`, `local`, `broadcast`, `blackhole`, `unreachable`, `prohibit`, `throw`, … */
  type: text,
  nextHops: v.nullish(v.array(NextHop)),
  /** Linux: what the route wraps packets in, `mpls`, `seg6`, … */
  encap: text,
  /** Linux: the next hop is on the interface's link, whatever the prefixes there are. */
  onlink: flag,
  /** Linux: the route holds only for packets from this prefix. */
  from: text,
  /** Linux: the route holds only for packets of this type of service. */
  tos: number,
  protocol: v.nullish(v.union([v.string(), v.number()])),
  loopback: flag,
  /** Windows: seconds until the route expires; 0 is expired. */
  validLifetime: v.nullish(v.number()),
});

const Rule = v.looseObject({
  family: v.picklist([4, 6]),
  priority: count,
  not: flag,
  from: text,
  to: text,
  fwmark: number,
  fwmask: number,
  iif: text,
  oif: text,
  ipproto: number,
  /** `[from, to]`, both included. */
  dport: v.nullish(v.tuple([count, count])),
  /** `[from, to]`, both included. */
  uidrange: v.nullish(v.tuple([count, count])),
  suppressPrefixLength: v.nullish(v.pipe(v.number(), v.integer())),
  /** `table` (look up `table`), `blackhole`, `unreachable`, `prohibit`, `goto`, `nop`. */
  action: v.string(),
  table: number,
  /** Priority of the rule that `goto` jumps to. */
  goto: number,
  /** Selectors present on the rule that this tool cannot decide, by name. */
  otherSelectors: v.nullish(v.array(v.string())),
});

const OsAnswer = v.looseObject({
  address: v.string(),
  interfaceIndex: number,
  nextHop: text,
  source: text,
  api: v.string(),
  error: v.nullish(v.union([v.string(), v.number()])),
});

const VpnConnection = v.looseObject({
  name: v.string(),
  connected: flag,
  lockDown: flag,
  trafficFilter: flag,
});

export const Snapshot = v.looseObject({
  schema: v.string(),
  computer: v.nullable(v.string()),
  platform: v.string(),
  collectedAt: v.nullable(v.string()),
  /** False where table or rules changed while the OS was being asked. */
  stable: flag,
  /** True inside the Windows Subsystem for Linux, whose routes are not those of Windows. */
  wsl: flag,
  interfaces: v.array(Interface),
  routes: v.array(Route),
  rules: v.nullish(v.array(Rule)),
  osAnswers: v.nullish(v.array(OsAnswer)),
  /** Names of running processes, services and drivers that may take traffic beside the route table; null: unreadable. */
  running: v.nullish(v.array(v.string())),
  vpnConnections: v.nullish(v.array(VpnConnection)),
  /** Linux: null: unreadable; absent: not asked, as without privileges. */
  ipsecPolicies: v.nullish(IpsecPolicies),
  /** The sections from here to `pac`: null where unreadable, absent where not asked. */
  teamsClients: v.nullish(TeamsClients),
  browsers: v.nullish(Browsers),
  nameResolution: v.nullish(NameResolution),
  /** What the resolvers answered for the name of Teams' relays; asked only with `--online`. */
  dnsAnswers: v.nullish(DnsAnswers),
  proxies: v.nullish(Proxies),
  /** What a PAC file that the administrator gave answers. */
  pac: v.nullish(Pac),
  /** Null: unreadable; absent: not asked, as on Linux without privileges. */
  firewall: v.nullish(Firewall),
  /** The VPN profile that the snapshot was edited by: then it shows what would be, not what is. */
  profile: v.nullish(AppliedProfile),
  /** Families whose routes an imported snapshot does not hold: nothing is known of them. */
  unread: v.nullish(v.array(v.picklist([4, 6]))),
  /** What could not be read, in words for people. */
  notes: v.nullish(v.array(v.string())),
});

export type SnapshotInterface = v.InferOutput<typeof Interface>;
export type SnapshotRoute = v.InferOutput<typeof Route>;
export type SnapshotNextHop = v.InferOutput<typeof NextHop>;
export type SnapshotRule = v.InferOutput<typeof Rule>;
export type OsAnswer = v.InferOutput<typeof OsAnswer>;
export type VpnConnection = v.InferOutput<typeof VpnConnection>;
export type Snapshot = v.InferOutput<typeof Snapshot>;
