import { ToolError } from '../../contract/error.ts';
import { parsePrefix, type Prefix } from '../../net/prefix.ts';
import { lengthOfMask } from '../../net/mask.ts';
import { readDirectives, type Directive } from './openvpn-directives.ts';
import { pulled } from './openvpn-pull.ts';
import { anyRoute, readCidr, readExactCidr, readMasked, shown } from './profile.ts';
import type { ProfileRoute, Unknown, VpnProfile } from './profile.ts';
import type { Source, Word } from './source.ts';

/** Reads a client's configuration of OpenVPN, openvpn(8). */
export function readOpenVpn(source: Source): VpnProfile {
  const directives = [...readDirectives(source)];
  if (directives.some(({ name, args }) => name === 'server' || (name === 'mode' && args[0]?.text === 'server')))
    throw new ToolError(
      'ProfileUnsupported',
      'InvalidData',
      "this is an OpenVPN server's configuration; give the client's.",
    );
  const read = directives.map((directive) => readDirective(directive, source));
  const isRouting = !directives.some(({ name }) => name === 'route-noexec');
  const hasIpv6 = directives.some(({ name }) => name === 'ifconfig-ipv6');
  const routes = isRouting ? read.flatMap((each) => each.routes) : [];
  const isOpen = ({ destination, path }: ProfileRoute) => destination.family === 6 && path === 'Vpn' && !hasIpv6;
  return {
    format: 'OpenVpn',
    name: null,
    routes: routes.filter((route) => !isOpen(route)),
    unknowns: [
      ...read.flatMap((each) => each.unknowns),
      ...routes.filter(isOpen).map(ipv6RouteWithoutAddress),
      ...pulled(directives),
    ],
    notes: [],
  };
}

interface Told {
  readonly routes: readonly ProfileRoute[];
  readonly unknowns: readonly Unknown[];
}

const nothing: Told = { routes: [], unknowns: [] };
const scripts: ReadonlySet<string> = new Set(['up', 'route-up', 'ipchange', 'plugin', 'config']);

function readDirective(directive: Directive, source: Source): Told {
  const { name, args, line } = directive;
  if (name === 'route') return readRoute(directive, source);
  if (name === 'route-ipv6') return intoTunnel(readRouteIpv6(directive, source), line.number);
  if (name === 'ifconfig' || name === 'ifconfig-ipv6') return intoTunnel(ownNetwork(args, source), line.number);
  if (name === 'redirect-gateway') return intoTunnel(redirected(args.map(({ text }) => text)), line.number);
  if (scripts.has(name))
    return { ...nothing, unknowns: anyRoute(`what ${name} in line ${line.number} does to the routes`) };
  if (/^(dev|dev-type)$/.test(name) && /^tap/.test(args[0]?.text ?? ''))
    return {
      ...nothing,
      unknowns: anyRoute('what DHCP and router advertisements on the other side of the tap device bring'),
    };
  return nothing;
}

function intoTunnel(destinations: readonly Prefix[], line: number): Told {
  return { routes: destinations.map((destination) => ({ destination, path: 'Vpn', line })), unknowns: [] };
}

/** What `redirect-gateway` sends into the tunnel; `def1` leaves the default routes and beats them by halves. */
function redirected(flags: readonly string[]): Prefix[] {
  const ipv4 = flags.includes('!ipv4') ? [] : flags.includes('def1') ? ['0.0.0.0/1', '128.0.0.0/1'] : ['0.0.0.0/0'];
  const ipv6 = flags.includes('ipv6') ? ['::/3', '2000::/4', '3000::/4', 'fc00::/7'] : [];
  return [...ipv4, ...ipv6].map(parsePrefix);
}

/** The network of the tunnel's own address, where the file tells the address and not only the other end's. */
function ownNetwork([address, mask]: readonly Word[], source: Source): Prefix[] {
  if (address?.text.includes('/')) return [readCidr(source, address)];
  return address && mask && lengthOfMask(mask.text) !== null ? [readMasked(source, address, mask)] : [];
}

/** A `route NETWORK [NETMASK] [GATEWAY] [METRIC]` that keeps a network out of the tunnel. */
export function isExclusion({ name, args }: Directive): boolean {
  return name === 'route' && args[2]?.text === 'net_gateway';
}

/** Whether the network of a `route` is a name, of the domain name system or of OpenVPN's own. */
export function isNamed({ args: [network] }: Directive): boolean {
  return network !== undefined && /[^0-9.]/.test(network.text);
}

function readRoute(directive: Directive, source: Source): Told {
  const { args, line } = directive;
  const [network, , gateway] = args;
  const via = gateway?.text ?? 'default';
  if (network && /^(vpn_gateway|net_gateway|remote_host)$/.test(network.text)) return nothing;
  if (isNamed(directive))
    return via === 'net_gateway'
      ? nothing
      : { ...nothing, unknowns: anyRoute(`which addresses the name in line ${line.number} has`, [4]) };
  const destination = routeDestination(directive, source);
  if (via === 'net_gateway') return { routes: [{ destination, path: 'Local', line: line.number }], unknowns: [] };
  if (via === 'default' || via === 'vpn_gateway') return intoTunnel([destination], line.number);
  const what = `whether the gateway ${shown(via)} in line ${line.number} is inside the tunnel`;
  return { ...nothing, unknowns: [{ what, within: destination, longest: destination.length, ipv6: false }] };
}

/** The destination of a `route` directive. */
export function routeDestination({ args, line }: Directive, source: Source): Prefix {
  const [network, mask] = args;
  if (!network) throw source.error(line.start, 'route has no network.');
  const text = mask && mask.text !== 'default' ? mask.text : '255.255.255.255';
  const length = lengthOfMask(text);
  if (length === null) throw source.error(mask.offset, `${shown(text)} is not a netmask such as 255.252.0.0.`);
  return readExactCidr(source, { text: `${network.text}/${length}`, offset: network.offset });
}

function readRouteIpv6({ args, line }: Directive, source: Source): Prefix[] {
  const [network] = args;
  if (!network) throw source.error(line.start, 'route-ipv6 has no network.');
  const text = network.text.includes('/') ? network.text : `${network.text}/128`;
  return [readExactCidr(source, { text, offset: network.offset })];
}

/** OpenVPN sets IPv6 routes only where the connection has an IPv6 address. */
function ipv6RouteWithoutAddress({ destination, line }: ProfileRoute): Unknown {
  const what = `whether the connection has IPv6, so that the IPv6 routes of line ${line} are set`;
  return { what, within: destination, longest: destination.length, ipv6: true };
}
