import type { DnsServer, NameResolution } from '../../contract/name-resolution.ts';
import { formatAddress, parseAddress } from '../../net/address.ts';
import { linesOf, namesIn } from './text-file.ts';

/**
 * The DNS servers of the machine (resolv.conf(5)) and those that systemd-resolved and systemd-networkd keep for single
 * interfaces, in files named by the interface's index; null where they may not be read.
 */
export function collectNameResolution(root = ''): NameResolution | null {
  try {
    return {
      servers: unique([
        ...serversIn(linesOf(`${root}/etc/resolv.conf`), /^\s*nameserver\s+(\S+)/, null),
        ...ofInterfaces(`${root}/run/systemd/resolve/netif`, /^SERVERS=(.*)/),
        ...ofInterfaces(`${root}/run/systemd/netif/links`, /^DNS=(.*)/),
      ]),
    };
  } catch {
    return null;
  }
}

function ofInterfaces(folder: string, pattern: RegExp): DnsServer[] {
  return namesIn(folder)
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => serversIn(linesOf(`${folder}/${name}`), pattern, Number(name)));
}

function serversIn(lines: readonly string[], pattern: RegExp, interfaceIndex: number | null): DnsServer[] {
  return lines
    .flatMap((line) => pattern.exec(line)?.[1].split(/\s+/) ?? [])
    .flatMap((text) => addressOf(text).map((address) => ({ address, interfaceIndex })));
}

/** The address of `192.0.2.1`, `fe80::1%eth0` or systemd's `[2001:db8::1]:53%2#name`; none for another port than DNS's. */
function addressOf(text: string): string[] {
  const parts = /^(?:\[([^\]]+)\]|([0-9.]+)|([0-9a-f:.]+))(?::(\d+))?(?:%[^#]*)?(?:#.*)?$/i.exec(text);
  if (!parts || (parts[4] ?? '53') !== '53') return [];
  try {
    const { family, value } = parseAddress(parts[1] ?? parts[2] ?? parts[3]);
    return [formatAddress(family, value)];
  } catch {
    return [];
  }
}

function unique(servers: readonly DnsServer[]): DnsServer[] {
  return [...new Map(servers.map((server) => [`${server.address} ${server.interfaceIndex}`, server])).values()];
}
