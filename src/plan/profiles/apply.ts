import { ToolError } from '../../contract/error.ts';
import type { AppliedProfile, Ipv6Assumption } from '../../contract/profile.ts';
import type { Snapshot, SnapshotInterface, SnapshotRoute } from '../../contract/snapshot.ts';
import type { Family } from '../../contract/verdict.ts';
import type { Roles } from '../../judge/interfaces.ts';
import { formatPrefix, type Prefix } from '../../net/prefix.ts';
import { effectiveMetric } from '../../routes/participation.ts';
import { withoutVpn, type Base } from './base.ts';
import { everything, type ProfileRoute, type VpnProfile } from './profile.ts';

interface ApplyOptions {
  /** What the file is called. */
  readonly file: string;
  readonly wanted: readonly Prefix[];
  readonly roles: Roles;
  readonly ipv6?: Ipv6Assumption;
}

/**
 * The snapshot of the same machine with the VPN of a profile connected: an interface and routes more, for the judge as any
 * other. What the profile leaves open is in its `profile` section.
 * @throws ToolError `AssumptionContradicted`
 */
export function applyProfile(snapshot: Snapshot, profile: VpnProfile, options: ApplyOptions): Snapshot {
  const base = withoutVpn(snapshot, options.wanted, options.roles);
  const stated = assume(profile, options.ipv6);
  const tunnel = tunnelInterface(base.snapshot, stated);
  const routes = stated.routes.flatMap((route) => toSnapshotRoute(route, base, tunnel.index));
  const withIpv6 =
    options.ipv6 === 'none' && stated !== profile ? base.snapshot.routes.filter(isIpv4) : base.snapshot.routes;
  const beaten = withIpv6.map((route) => beatenByTunnel(route, base.snapshot, stated));
  return {
    ...base.snapshot,
    interfaces: [...base.snapshot.interfaces, tunnel],
    routes: [...beaten, ...routes],
    ...connectionOf(base.snapshot, stated, tunnel.name),
    profile: describe(stated, tunnel.index, base, options, stated !== profile),
  };
}

/** The profile with the administrator's word in place of what it leaves open of IPv6; the same profile where it leaves nothing. */
function assume(profile: VpnProfile, ipv6: Ipv6Assumption | undefined): VpnProfile {
  if (ipv6 === undefined || !profile.unknowns.some((unknown) => unknown.ipv6)) return profile;
  const tunnelled = profile.routes.find(({ destination, path }) => destination.family === 6 && path === 'Vpn');
  if (tunnelled && ipv6 !== 'tunnel') {
    const { destination, line } = tunnelled;
    throw new ToolError(
      'AssumptionContradicted',
      'InvalidArgument',
      `ipv6=${ipv6} contradicts the file, which sends ${formatPrefix(destination)} into the tunnel (line ${line}).`,
      `ipv6=${ipv6}`,
    );
  }
  const whole: ProfileRoute = { destination: everything[6], path: 'Vpn', line: 0 };
  const kept = ipv6 === 'none' ? profile.routes.filter(({ destination }) => destination.family === 4) : profile.routes;
  return {
    ...profile,
    routes: ipv6 === 'tunnel' && !tunnelled ? [...kept, whole] : kept,
    unknowns: profile.unknowns.filter((unknown) => !unknown.ipv6),
  };
}

function isIpv4({ destination }: SnapshotRoute): boolean {
  return !destination.includes(':');
}

/** IANA ifType of a tunnel, by which the interface is recognised on every platform. */
const tunnelType = 131;

function tunnelInterface({ interfaces }: Snapshot, { format, name, routes }: VpnProfile): SnapshotInterface {
  const has = (family: Family) =>
    routes.some(({ destination, path }) => destination.family === family && path === 'Vpn');
  return {
    index: Math.max(0, ...interfaces.map(({ index }) => index)) + 1,
    name: name ?? `${format} profile`,
    description: format === 'WireGuard' ? 'WireGuard Tunnel' : null,
    type: tunnelType,
    up: true,
    connected4: true,
    connected6: has(6),
    metric4: 0,
    metric6: 0,
  };
}

/**
 * An exclusion goes where the machine's own default route goes; without one it cannot be set. It does not say `onlink` as that
 * may: no client is known to, and the kernel refuses its route to such a gateway.
 */
function toSnapshotRoute(
  { destination, path, table }: ProfileRoute,
  { gateways }: Base,
  tunnel: number,
): SnapshotRoute[] {
  const text = formatPrefix(destination);
  const where = table === undefined ? {} : { table };
  if (path === 'Vpn')
    return [
      {
        destination: text,
        nextHop: null,
        interfaceIndex: tunnel,
        metric: destination.length === 0 ? 0 : null,
        ...where,
      },
    ];
  const gateway = gateways[destination.family];
  if (!gateway) return [];
  const { nextHop, interfaceIndex, nextHops } = gateway;
  return [{ destination: text, nextHop, interfaceIndex, nextHops, metric: null }];
}

/** A client that takes the default route does so whatever the metric of the machine's own. */
function beatenByTunnel(
  route: SnapshotRoute,
  { interfaces, platform }: Snapshot,
  { routes }: VpnProfile,
): SnapshotRoute {
  const family = isIpv4(route) ? 4 : 6;
  const taken = routes.some(
    ({ destination, path }) => path === 'Vpn' && destination.family === family && destination.length === 0,
  );
  if (!taken || route.destination !== formatPrefix(everything[family])) return route;
  const row = interfaces.find(({ index }) => index === route.interfaceIndex);
  return { ...route, effectiveMetric: (effectiveMetric(route, row, family, platform) ?? 0) + 1 };
}

function connectionOf(
  { vpnConnections }: Snapshot,
  { lockDown, trafficFilter }: VpnProfile,
  name: string,
): Partial<Snapshot> {
  if (lockDown === undefined || !vpnConnections) return {};
  return { vpnConnections: [...vpnConnections, { name, connected: true, lockDown, trafficFilter }] };
}

function describe(
  { format, name, routes, unknowns, notes }: VpnProfile,
  interfaceIndex: number,
  { hadVpn }: Base,
  { file, ipv6 }: ApplyOptions,
  isAssumed: boolean,
): AppliedProfile {
  return {
    file,
    format,
    name,
    interfaceIndex,
    routes: routes.map(({ destination, path, line }) => ({ destination: formatPrefix(destination), path, line })),
    unknowns: unknowns.map(({ what, within, longest }) => ({ what, within: formatPrefix(within), longest })),
    assumed: isAssumed ? [`ipv6=${ipv6}`] : [],
    notes: [
      ...notes,
      ...(ipv6 !== undefined && !isAssumed
        ? [`The file tells of IPv6 what there is to tell; ipv6=${ipv6} was not needed.`]
        : []),
      ...(hadVpn ? ['A VPN was connected: it was left out, and so were routes that may be its own.'] : []),
    ],
  };
}
