import type { Family } from '../../contract/verdict.ts';
import { choose } from './choose.ts';
import { FortinetAddresses, type Addresses } from './fortinet-addresses.ts';
import { readEdits, type Edit } from './fortinet-sections.ts';
import { anyRoute, everything } from './profile.ts';
import type { ProfileRoute, Unknown, VpnProfile } from './profile.ts';
import type { Source } from './source.ts';

const tunnelSections = /^vpn (ssl web portal|ipsec phase1(-interface)?)$/;

/**
 * Reads a configuration of a FortiGate (or the part with the tunnel and its addresses): a portal of the SSL VPN, or a dial-up
 * IPsec tunnel. The command line leaves out what has its default.
 * @param wanted the portal or tunnel, where there are several
 */
export function readFortinet(source: Source, wanted: string | undefined): VpnProfile {
  const edits = readEdits(source);
  const tunnels = edits.filter(({ section }) => tunnelSections.test(section)).filter(isForClients);
  const tunnel = choose(tunnels, wanted, 'portal or dial-up tunnel');
  const addresses = new FortinetAddresses(edits, source);
  const read = tunnel.section.startsWith('vpn ssl') ? readPortal : readDialUp;
  const families = ([4, 6] as const).map((family) => read(tunnel, family, addresses));
  return {
    format: 'Fortinet',
    name: tunnel.name,
    routes: families.flatMap(({ routes }) => routes),
    unknowns: families.flatMap(({ unknowns }) => unknowns),
    notes: [],
  };
}

function isForClients(edit: Edit): boolean {
  if (edit.section === 'vpn ssl web portal') return valueOf(edit, 'tunnel-mode') !== 'disable';
  return valueOf(edit, 'type') === 'dynamic' || valueOf(edit, 'mode-cfg') === 'enable';
}

function valueOf({ settings }: Edit, name: string): string | undefined {
  return settings.get(name)?.values[0]?.text;
}

interface Told {
  readonly routes: readonly ProfileRoute[];
  readonly unknowns: readonly Unknown[];
}

const nothing: Told = { routes: [], unknowns: [] };

function readPortal(portal: Edit, family: Family, addresses: FortinetAddresses): Told {
  const prefix = family === 4 ? '' : 'ipv6-';
  if (family === 6 && valueOf(portal, 'ipv6-tunnel-mode') !== 'enable') return nothing;
  if (valueOf(portal, `${prefix}exclusive-routing`) === 'enable')
    return open(family, 'what exclusive-routing leaves outside the tunnel');
  const whole = wholeTunnel(portal, family);
  if (valueOf(portal, `${prefix}split-tunneling`) === 'disable') return whole;
  const names = portal.settings.get(`${prefix}split-tunneling-routing-address`);
  if (!names) return open(family, 'the destinations of the firewall policies, which the split tunnel then follows');
  const listed = addresses.named(
    names.values.map(({ text }) => text),
    family,
  );
  if (listed.isUncertain) return open(family, `what the addresses of line ${names.line} stand for`);
  const isNegated = valueOf(portal, `${prefix}split-tunneling-routing-negate`) === 'enable';
  return isNegated ? both(whole, toRoutes(listed, 'Local', names.line)) : toRoutes(listed, 'Vpn', names.line);
}

function readDialUp(tunnel: Edit, family: Family, addresses: FortinetAddresses): Told {
  const settingOf = (name: string) => tunnel.settings.get(`ipv${family}-${name}`);
  const [include, exclude] = [settingOf('split-include'), settingOf('split-exclude')];
  const isAssigned = family === 4 || settingOf('start-ip') !== undefined || settingOf('name') !== undefined;
  if (!isAssigned && !include && !exclude) return nothing;
  const [included, excluded] = [include, exclude].map((setting) =>
    addresses.named(
      (setting?.values ?? []).map(({ text }) => text),
      family,
    ),
  );
  if (included.isUncertain || excluded.isUncertain)
    return open(family, `what the addresses of ${tunnel.name} stand for`);
  const into = include ? toRoutes(included, 'Vpn', include.line) : wholeTunnel(tunnel, family);
  return exclude ? both(into, toRoutes(excluded, 'Local', exclude.line)) : into;
}

function wholeTunnel({ line }: Edit, family: Family): Told {
  return { ...nothing, routes: [{ destination: everything[family], path: 'Vpn', line }] };
}

function toRoutes({ prefixes }: Addresses, path: ProfileRoute['path'], line: number): Told {
  return { ...nothing, routes: prefixes.map((destination) => ({ destination, path, line })) };
}

function both(a: Told, b: Told): Told {
  return { routes: [...a.routes, ...b.routes], unknowns: [...a.unknowns, ...b.unknowns] };
}

function open(family: Family, what: string): Told {
  return { ...nothing, unknowns: anyRoute(what, [family]) };
}
