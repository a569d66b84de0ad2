/** A profile with a routing policy and what else is in VPNProfile and in NativeProfile. */
export function profileXml(policy: string, more = '', native = ''): string {
  const routing = policy === '' ? '' : `<RoutingPolicyType>${policy}</RoutingPolicyType>`;
  return `<VPNProfile><ProfileName>Contoso</ProfileName><NativeProfile><Servers>vpn</Servers>${routing}${native}</NativeProfile>${more}</VPNProfile>`;
}

export function routeXml(cidr: string, more = ''): string {
  const [address, length] = cidr.split('/');
  return `<Route><Address>${address}</Address><PrefixSize>${length}</PrefixSize>${more}</Route>`;
}
