import * as v from 'valibot';
import { lazily } from './lazily.ts';

/** The VPN profiles and vendor configurations that are read. */
export const profileFormats = [
  'ProfileXml',
  'AzureVpn',
  'OpenVpn',
  'WireGuard',
  'Cisco',
  'GlobalProtect',
  'Fortinet',
] as const;
export type ProfileFormat = (typeof profileFormats)[number];

/** What exclusions are written for. */
export const exclusionTargets = [...profileFormats, 'F5'] as const;
export type ExclusionTarget = (typeof exclusionTargets)[number];

/** What the administrator states of IPv6 where the file leaves it open. */
export const ipv6Assumptions = ['none', 'tunnel', 'local'] as const;
export type Ipv6Assumption = (typeof ipv6Assumptions)[number];

const ProfileRoute = lazily(() =>
  v.looseObject({
    /** CIDR. */
    destination: v.string(),
    /** Into the tunnel, or as without the VPN. */
    path: v.picklist(['Vpn', 'Local']),
    /** The line of the file that says so, from 1. */
    line: v.number(),
  }),
);

/** Routes into the tunnel that the file does not tell and that may come all the same. */
const ProfileUnknown = lazily(() =>
  v.looseObject({
    /** In words for people. */
    what: v.string(),
    /** CIDR that such a route is in, or that is in such a route. */
    within: v.string(),
    /** The longest prefix that such a route may have. */
    longest: v.number(),
  }),
);

/** The VPN profile that a snapshot was edited by: what would be if the VPN connected with it. */
export const AppliedProfile = lazily(() =>
  v.looseObject({
    file: v.string(),
    format: v.picklist(profileFormats),
    /** The connection's, group policy's, gateway's or portal's name; null where the file tells none. */
    name: v.nullable(v.string()),
    /** The index of the interface that stands for the VPN. */
    interfaceIndex: v.number(),
    routes: v.array(ProfileRoute),
    unknowns: v.array(ProfileUnknown),
    /** What the administrator stated, `ipv6=none`. */
    assumed: v.array(v.string()),
    /** What else is worth knowing, in words for people. */
    notes: v.array(v.string()),
  }),
);
export type AppliedProfile = v.InferOutput<typeof AppliedProfile>;

/** Exclusions to paste or import. */
export interface ProfileExclusions {
  readonly target: ExclusionTarget;
  /** The configuration alone. */
  readonly text: string;
  /** Where it goes, what is to be replaced in it, and which form is unverified. */
  readonly notes: readonly string[];
  /** The character or text that starts a comment there, and the one that ends it. */
  readonly comment: readonly [string, string];
}

/** What an update changed, or would change. */
export interface ProfileUpdate {
  readonly file: string;
  readonly format: ProfileFormat;
  readonly changed: boolean;
  /** CIDRs. */
  readonly added: readonly string[];
  /** CIDRs that Microsoft once published and no longer does. */
  readonly removed: readonly string[];
  /** The file that was written; null where none was. */
  readonly output: string | null;
  readonly backup: string | null;
  readonly notes: readonly string[];
}
