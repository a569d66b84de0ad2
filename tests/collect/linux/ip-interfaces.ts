import type { SnapshotInterface } from '../../../src/contract/snapshot.ts';
import type { Namespace } from '../../bed/netns.ts';
import { cidr, ipJson } from './ip-command.ts';

interface IpInterface {
  ifindex: number;
  ifname: string;
  ifalias?: string;
  link_type: string;
  flags: string[];
  parentbus?: string;
  master?: string;
  link?: string;
  linkinfo?: { info_kind?: string };
  addr_info: { local: string; address?: string; prefixlen: number; family: string }[];
}

/** IANA's ifType for ip's names of hardware types; `none` is a tunnel here, where no modem is. */
const types: Record<string, number> = { ether: 6, loopback: 24, none: 131, ppp: 23 };

/** What ip says of the interfaces, in the words of a snapshot. */
export async function interfacesByIp(namespace: Namespace): Promise<SnapshotInterface[]> {
  const links = await ipJson<IpInterface>(namespace, '-j -d addr');
  const indexOf = (name: string) => links.find(({ ifname }) => ifname === name)!.ifindex;
  return links.map((link) => {
    const parts = links.filter(({ master }) => master === link.ifname).map(({ ifindex }) => ifindex);
    const standsOn = link.link && /vlan/.test(link.linkinfo?.info_kind ?? '') ? [indexOf(link.link)] : [];
    const lower = [...standsOn, ...parts];
    const up = link.flags.includes('UP');
    return {
      index: link.ifindex,
      name: link.ifname,
      description: link.ifalias ?? null,
      type: types[link.link_type],
      deviceId: link.linkinfo?.info_kind ?? null,
      hardware: link.parentbus !== undefined,
      up,
      connected4: up,
      connected6: up,
      metric4: 0,
      metric6: 0,
      addresses: link.addr_info.map(({ local, address, prefixlen, family }) =>
        address ? cidr(local, family === 'inet' ? 4 : 6) : `${local}/${prefixlen}`,
      ),
      ...(lower.length > 0 && { lower }),
    };
  });
}
