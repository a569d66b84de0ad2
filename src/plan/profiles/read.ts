import { ToolError } from '../../contract/error.ts';
import { profileFormats, type ProfileFormat } from '../../contract/profile.ts';
import { readAzureVpn } from './azure-vpn.ts';
import { readCisco } from './cisco.ts';
import { readFortinet } from './fortinet.ts';
import { isGlobalProtect, readGlobalProtect } from './global-protect.ts';
import { readOpenVpn } from './openvpn.ts';
import type { VpnProfile } from './profile.ts';
import { readProfileXml } from './profile-xml.ts';
import type { Source } from './source.ts';
import { readWireGuard } from './wireguard.ts';
import { readXml, type Element } from './xml.ts';

/** A profile whose format is known; XML is already parsed. */
type Recognised =
  | { readonly format: 'ProfileXml' | 'AzureVpn' | 'GlobalProtect'; readonly root: Element }
  | { readonly format: TextFormat };

type TextFormat = Exclude<ProfileFormat, 'ProfileXml' | 'AzureVpn' | 'GlobalProtect'>;

/**
 * What only a text of the format has, in the order in which it is looked for: the words of some occur in others. A file that
 * is taken for what it isn't has no routes, and would pass.
 */
const textFormats: readonly (readonly [TextFormat, ...RegExp[]])[] = [
  ['WireGuard', /^[ \t]*\[Interface\][ \t]*\r?(#.*)?$/im, /^[ \t]*\[Peer\][ \t]*\r?(#.*)?$/im],
  ['Fortinet', /^[ \t]*config vpn (ssl web portal|ipsec phase1(-interface)?)[ \t]*\r?$/m],
  ['Cisco', /^[ \t]*(group-policy \S+ (internal|external|attributes)|(ipv6-)?split-tunnel-policy \S)/m],
  ['OpenVpn', /^[ \t]*(--)?(client|tls-client)[ \t]*\r?([#;].*)?$/m],
  ['OpenVpn', /^[ \t]*(--)?dev(-type)?[ \t]+(tun|tap)/m, /^[ \t]*(--)?(remote|ifconfig|pull|secret|server)\b/m],
];

/**
 * Recognises a profile by its content, whatever its name.
 * @throws ToolError `ProfileUnknown`, `ProfileInvalid`
 */
export async function recognise(source: Source): Promise<Recognised> {
  if (source.text.trimStart().startsWith('<') && !/^\s*<(ca|cert|key|connection)>/.test(source.text)) {
    const root = await readXml(source);
    const name = root.name.toLowerCase();
    if (name === 'vpnprofile') return { format: 'ProfileXml', root };
    if (name === 'azvpnprofile') return { format: 'AzureVpn', root };
    if (isGlobalProtect(root)) return { format: 'GlobalProtect', root };
    throw unknown(`its root element is ${JSON.stringify(root.name.slice(0, 80))}`);
  }
  const found = textFormats.find(([, ...marks]) => marks.every((mark) => mark.test(source.text)));
  if (!found) throw unknown('nothing in it is typical of one');
  return { format: found[0] };
}

/**
 * Reads what a profile proves and what it leaves open.
 * @param policy which group policy, gateway configuration or portal, where the file holds several
 * @throws ToolError `ProfileUnknown`, `ProfileInvalid`, `ProfileUnsupported`, `ProfileAmbiguous`, `PolicyNotFound`
 */
export async function readProfile(source: Source, policy?: string): Promise<VpnProfile> {
  const profile = await recognise(source);
  switch (profile.format) {
    case 'ProfileXml':
      return readProfileXml(profile.root, source);
    case 'AzureVpn':
      return readAzureVpn(profile.root, source);
    case 'GlobalProtect':
      return readGlobalProtect(profile.root, source, policy);
    case 'OpenVpn':
      return readOpenVpn(source);
    case 'WireGuard':
      return readWireGuard(source);
    case 'Cisco':
      return readCisco(source, policy);
    case 'Fortinet':
      return readFortinet(source, policy);
  }
}

function unknown(why: string): ToolError {
  return new ToolError(
    'ProfileUnknown',
    'InvalidData',
    `line 1, column 1: this is no VPN profile that is read here (${profileFormats.join(', ')}): ${why}.`,
  );
}
