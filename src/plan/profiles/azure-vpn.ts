import { anyRoute, readExactCidr } from './profile.ts';
import type { ProfileRoute, VpnProfile } from './profile.ts';
import type { Source } from './source.ts';
import { childOf, childrenOf, textOf, type Element } from './xml.ts';

/**
 * Reads a profile of the Azure VPN client.
 * https://learn.microsoft.com/azure/vpn-gateway/azure-vpn-client-optional-configurations
 */
export function readAzureVpn(root: Element, source: Source): VpnProfile {
  const client = childOf(root, 'clientconfig');
  const pushed = 'which routes the gateway advertises: those of the virtual network and its custom routes';
  const [ipv4, ipv6] = anyRoute(pushed);
  return {
    format: 'AzureVpn',
    name: textOf(root, 'name') || null,
    routes: [...azureRoutes(client, 'includeroutes', source), ...azureRoutes(client, 'excluderoutes', source)].map(
      ({ route }) => route,
    ),
    unknowns: [ipv4, { ...ipv6, ipv6: true }],
    notes: [],
  };
}

interface AzureRoute {
  readonly element: Element;
  readonly route: ProfileRoute;
}

/** The `route` elements of one of the two lists. */
export function azureRoutes(
  client: Element | undefined,
  list: 'includeroutes' | 'excluderoutes',
  source: Source,
): AzureRoute[] {
  const path = list === 'includeroutes' ? 'Vpn' : 'Local';
  return (client ? childrenOf(client, list) : [])
    .flatMap((each) => childrenOf(each, 'route'))
    .map((element) => {
      const [address, length] = ['destination', 'mask'].map((name) => textOf(element, name));
      if (!address || !length) throw source.error(element.start, 'a route has no destination or no mask.');
      const destination = readExactCidr(source, { text: `${address}/${length}`, offset: element.start });
      return { element, route: { destination, path, line: source.line(element.start) } };
    });
}
