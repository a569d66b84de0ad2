import { anyRoute, ipv6Default, readExactCidr, shown, everything } from './profile.ts';
import type { ProfileRoute, Unknown, VpnProfile } from './profile.ts';
import type { Source } from './source.ts';
import { childOf, childrenOf, textOf, type Element } from './xml.ts';

/**
 * Reads the ProfileXML of Windows' own client.
 * https://learn.microsoft.com/windows/client-management/mdm/vpnv2-csp
 */
export function readProfileXml(root: Element, source: Source): VpnProfile {
  const native = childOf(root, 'NativeProfile');
  const policy = native && textOf(native, 'RoutingPolicyType');
  const isForced = policy === 'ForceTunnel';
  const hasFilter = childOf(root, 'TrafficFilter') !== undefined;
  const isLocked = isTrue(root, 'LockDown');
  const routes = profileXmlRoutes(root, source);
  return {
    format: 'ProfileXml',
    name: textOf(root, 'ProfileName') ?? null,
    routes: [...(isForced ? [forcedTunnel(native, source)] : []), ...routes.map(({ route }) => route)],
    unknowns: [
      ...(isForced
        ? [ipv6Default('whether the server gives the connection IPv6, which ForceTunnel then takes along')]
        : []),
      ...(policy === 'SplitTunnel' && !isTrue(native, 'DisableClassBasedDefaultRoute') ? classBased : []),
      ...routingUnknowns(root, policy),
      ...(hasFilter ? anyRoute('what its TrafficFilter takes into the tunnel') : []),
      ...(isLocked ? anyRoute('what LockDown leaves outside the tunnel') : []),
    ],
    lockDown: isLocked,
    trafficFilter: hasFilter,
    notes: notesOn(policy, routes),
  };
}

interface RouteElement {
  readonly element: Element;
  readonly route: ProfileRoute;
}

/** The `Route` elements, one a prefix, beside the profile's other settings. */
export function profileXmlRoutes(root: Element, source: Source): RouteElement[] {
  return childrenOf(root, 'Route').map((element) => {
    const address = required(element, 'Address', source);
    const length = required(element, 'PrefixSize', source);
    const destination = readExactCidr(source, { text: `${address}/${length}`, offset: element.start });
    const path = isTrue(element, 'ExclusionRoute') ? 'Local' : 'Vpn';
    return { element, route: { destination, path, line: source.line(element.start) } };
  });
}

function required(element: Element, name: string, source: Source): string {
  const text = textOf(element, name);
  if (!text) throw source.error(element.start, `${element.name} has no ${name}.`);
  return text;
}

function isTrue(element: Element | undefined, name: string): boolean {
  return element !== undefined && textOf(element, name)?.toLowerCase() === 'true';
}

function forcedTunnel(native: Element | undefined, source: Source): ProfileRoute {
  return { destination: everything[4], path: 'Vpn', line: source.line(childOf(native!, 'RoutingPolicyType')!.start) };
}

/** The route that follows from the class of the address that the server gives: 10.0.0.0/8 for 10.1.2.3. */
const classBased: readonly Unknown[] = [
  { first: 0n, length: 1, longest: 8 },
  { first: 0x80000000n, length: 2, longest: 16 },
  { first: 0xc0000000n, length: 3, longest: 24 },
].map(({ first, length, longest }) => ({
  what: "the class-based route, which follows the address that the server gives (DisableClassBasedDefaultRoute isn't true)",
  within: { family: 4, first, length },
  longest,
  ipv6: false,
}));

function routingUnknowns(root: Element, policy: string | undefined): Unknown[] {
  if (childOf(root, 'PluginProfile')) return anyRoute('what the plug-in of its PluginProfile routes');
  if (policy === 'ForceTunnel' || policy === 'SplitTunnel') return [];
  const said = policy === undefined ? 'there is no RoutingPolicyType' : `RoutingPolicyType is ${shown(policy)}`;
  return anyRoute(`whether the tunnel is forced: ${said}`);
}

function notesOn(policy: string | undefined, routes: readonly RouteElement[]): string[] {
  const excludes = routes.some(({ route }) => route.path === 'Local');
  if (policy !== 'SplitTunnel' || !excludes) return [];
  return [
    'Exclusion routes are reported to fail in a SplitTunnel profile; there they are needed only inside an included route.',
  ];
}
