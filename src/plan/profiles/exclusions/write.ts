import { exclusionTargets, type ExclusionTarget, type ProfileExclusions } from '../../../contract/profile.ts';
import { ToolError } from '../../../contract/error.ts';
import type { Prefix } from '../../../net/prefix.ts';
import { forAzureVpn } from './azure-vpn.ts';
import { forCisco } from './cisco.ts';
import { forF5 } from './f5.ts';
import { forFortinet } from './fortinet.ts';
import { forGlobalProtect } from './global-protect.ts';
import { forOpenVpn } from './openvpn.ts';
import { forProfileXml } from './profile-xml.ts';
import { forWireGuard } from './wireguard.ts';

/** What a writer makes for its target. */
export type Written = Omit<ProfileExclusions, 'target'>;

/** Prefixes to exclude, by family. */
export interface Excluded {
  readonly all: readonly Prefix[];
  readonly ipv4: readonly Prefix[];
  readonly ipv6: readonly Prefix[];
}

const writers: Readonly<Record<ExclusionTarget, (excluded: Excluded) => Written>> = {
  ProfileXml: forProfileXml,
  AzureVpn: forAzureVpn,
  OpenVpn: forOpenVpn,
  WireGuard: forWireGuard,
  Cisco: forCisco,
  GlobalProtect: forGlobalProtect,
  F5: forF5,
  Fortinet: forFortinet,
};

/** The configuration that keeps prefixes out of a target's tunnel. */
export function writeExclusions(target: ExclusionTarget, prefixes: readonly Prefix[]): ProfileExclusions {
  const of = (family: 4 | 6) => prefixes.filter((prefix) => prefix.family === family);
  return { target, ...writers[target]({ all: prefixes, ipv4: of(4), ipv6: of(6) }) };
}

/** @throws ToolError `TargetUnknown` */
export function parseTarget(name: string): ExclusionTarget {
  const target = exclusionTargets.find((known) => known.toLowerCase() === name.toLowerCase().replaceAll('-', ''));
  if (target) return target;
  throw new ToolError(
    'TargetUnknown',
    'InvalidArgument',
    `exclusions cannot be written for ${JSON.stringify(name.slice(0, 80))}; they can for ${exclusionTargets.join(', ')}. ` +
      'For Citrix, Ivanti, Zscaler and Check Point, docs/vpn-profiles.md describes the fields of their portals.',
    name,
  );
}
