/**
 * Sizes and offsets of the C structs that are read or written, in bytes, for 64-bit Windows (x64 and ARM64 agree).
 * Names are the Windows headers' own; `[offset, bytes]` is an array of characters. tests/native/windows/layout.test.ts
 * has a compiler check every number against the headers.
 */

/** An array of UTF-16 characters inside a struct: its offset and its length in bytes. */
export type TextField = readonly [offset: number, bytes: number];

export const SOCKADDR_INET = {
  size: 28,
  si_family: 0,
  'Ipv4.sin_addr': 4,
  'Ipv6.sin6_addr': 8,
} as const;

export const MIB_IPFORWARDROW = {
  size: 56,
  dwForwardDest: 0,
  dwForwardNextHop: 12,
  dwForwardIfIndex: 16,
  dwForwardType: 20,
} as const;

export const MIB_IPFORWARD_ROW2 = {
  size: 104,
  InterfaceLuid: 0,
  InterfaceIndex: 8,
  'DestinationPrefix.Prefix': 12,
  'DestinationPrefix.PrefixLength': 40,
  NextHop: 44,
  SitePrefixLength: 72,
  ValidLifetime: 76,
  PreferredLifetime: 80,
  Metric: 84,
  Protocol: 88,
  Loopback: 92,
  AutoconfigureAddress: 93,
  Publish: 94,
  Immortal: 95,
  Age: 96,
  Origin: 100,
} as const;

export const MIB_IPFORWARD_TABLE2 = { NumEntries: 0, Table: 8 } as const;

export const MIB_IPINTERFACE_ROW = {
  size: 168,
  Family: 0,
  InterfaceLuid: 8,
  InterfaceIndex: 16,
  Metric: 148,
  Connected: 156,
  DisableDefaultRoutes: 166,
} as const;

export const MIB_IPINTERFACE_TABLE = { NumEntries: 0, Table: 8 } as const;

export const MIB_IF_ROW2 = {
  size: 1352,
  InterfaceLuid: 0,
  InterfaceIndex: 8,
  InterfaceGuid: 12,
  Alias: [28, 514],
  Description: [542, 514],
  Type: 1128,
  InterfaceAndOperStatusFlags: 1152,
  OperStatus: 1156,
} as const;

export const MIB_IF_TABLE2 = { NumEntries: 0, Table: 8 } as const;

export const IP_ADAPTER_ADDRESSES = {
  size: 448,
  IfIndex: 4,
  Next: 8,
  FirstUnicastAddress: 24,
  FirstDnsServerAddress: 48,
  Ipv6IfIndex: 108,
  Ipv4Metric: 216,
  Ipv6Metric: 220,
} as const;

export const IP_ADAPTER_UNICAST_ADDRESS = {
  size: 64,
  Next: 8,
  Address: 16,
  OnLinkPrefixLength: 56,
} as const;

export const IP_OPTION_INFORMATION = { size: 16, Ttl: 0 } as const;

export const ICMP_ECHO_REPLY = { size: 40, Address: 0, Status: 4, RoundTripTime: 8 } as const;

export const ICMPV6_ECHO_REPLY = { size: 36, 'Address.sin6_addr': 6, Status: 28, RoundTripTime: 32 } as const;

export const IP_ADAPTER_DNS_SERVER_ADDRESS = { size: 32, Next: 8, Address: 16 } as const;

/** As of Windows Vista (WINVER 0x0600), which newer ones accept; `dwSize` says which it is. */
export const RASCONNW = {
  size: 1372,
  dwSize: 0,
  szEntryName: [12, 514],
  szDeviceType: [526, 34],
  szDeviceName: [560, 258],
  szPhonebook: [818, 520],
  guidEntry: 1344,
} as const;

export const PROCESSENTRY32W = { size: 568, dwSize: 0, szExeFile: [44, 520] } as const;

export const ENUM_SERVICE_STATUS_PROCESSW = { size: 56, lpServiceName: 0 } as const;

export const TOKEN_USER = { size: 16, 'User.Sid': 0 } as const;

export const SECURITY_ATTRIBUTES = { size: 24, nLength: 0, lpSecurityDescriptor: 8 } as const;
