import type { DnsRule, DnsServer, NameResolution } from '../../contract/name-resolution.ts';
import { adapterAddresses } from '../../native/windows/adapter-addresses.ts';
import { readRegistryKey, readRegistryValue } from '../../native/windows/registry.ts';
import { formatAddress } from '../../net/address.ts';
import type { Notes } from '../notes.ts';
import { registryNumber, registryText } from './registry.ts';

/** The DNS servers of every interface, and the rules that send names to others. */
export function collectNameResolution(notes: Notes): NameResolution | null {
  const servers = notes.attempt('DNS servers', readServers);
  return servers && { servers, rules: notes.attempt('Name Resolution Policy Table', readRules) };
}

/** What Windows enters for IPv6 where nobody named a server (RFC 4291, section 2.5.7: site-local addresses are no more). */
const placeholder = /^fec0:0:0:ffff::[123]$/;

function readServers(): DnsServer[] {
  return adapterAddresses().flatMap(({ index4, index6, dnsServers }) =>
    dnsServers
      .map(({ family, value }) => ({ address: formatAddress(family, value), interfaceIndex: index4 || index6 }))
      .filter(({ address }) => !placeholder.test(address)),
  );
}

/** Group Policy's rules, and those of this machine, which don't hold where there is the policy's key. [MS-GPNRPT] 2.2.2 */
const policyRules = 'SOFTWARE\\Policies\\Microsoft\\Windows NT\\DNSClient\\DnsPolicyConfig';
const machineRules = 'SYSTEM\\CurrentControlSet\\Services\\Dnscache\\Parameters\\DnsPolicyConfig';

function readRules(): DnsRule[] {
  for (const path of [policyRules, machineRules]) {
    const key = readRegistryKey('HKLM', path);
    if (key) return key.subkeys.flatMap((name) => readRule(`${path}\\${name}`) ?? []);
  }
  return [];
}

/** ConfigOptions: the rule names DNS servers. [MS-GPNRPT] 2.2.2.2 */
const namesServers = 8;

function readRule(path: string): DnsRule | null {
  const options = registryNumber('HKLM', path, 'ConfigOptions') ?? 0;
  const servers = registryText('HKLM', path, 'GenericDNSServers');
  if ((options & namesServers) === 0 || servers === null) return null;
  return { namespaces: namespacesOf(path), servers: servers.split(';').filter((server) => server !== '') };
}

function namespacesOf(path: string): string[] {
  const value = readRegistryValue('HKLM', path, 'Name');
  if (value?.type === 'REG_MULTI_SZ') return [...value.data];
  return value?.type === 'REG_SZ' ? value.data.split(';') : [];
}
