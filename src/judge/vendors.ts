/** A driver whose adapters lead into a VPN. */
export interface VpnDriver {
  /** Matches the whole description that the driver gives its adapters, without Windows' ` #2`. */
  readonly description: RegExp;
  readonly vendor: string;
}

export const vpnDrivers: readonly VpnDriver[] = [{ description: /^WireGuard Tunnel$/i, vendor: 'WireGuard' }];

/** The VPN vendor whose driver describes its adapters so; null where none is known. */
export function vendorOf(description: string): VpnDriver | undefined {
  const bare = description.replace(/ #\d+$/, '');
  return vpnDrivers.find((driver) => driver.description.test(bare));
}
