import * as v from 'valibot';
import { lazily } from './lazily.ts';

/** What the machine's firewall holds against outbound traffic, as the operating system keeps it. */

/** Where Windows takes a rule from: this machine's own store, the MDM service's, or Group Policy. */
const firewallStores = ['local', 'mdm', 'policy'] as const;
export type FirewallStore = (typeof firewallStores)[number];

/** The network profiles of Windows' firewall. */
export const firewallProfiles = ['Domain', 'Private', 'Public'] as const;
export type FirewallProfile = (typeof firewallProfiles)[number];

const flag = v.nullish(v.boolean());
const store = v.picklist(firewallStores);

const Rule = lazily(() =>
  v.looseObject({
    store,
    /** The rule's id: the name of its registry value. */
    name: v.string(),
    /** The rule in the grammar of [MS-GPFAS] 2.2.2.19. */
    text: v.string(),
  }),
);

/** What one store says of one network profile; null or absent: it says nothing. */
const ProfileSettings = lazily(() =>
  v.looseObject({
    store,
    profile: v.picklist(firewallProfiles),
    enabled: flag,
    /** Whether rules of the local store hold (AllowLocalPolicyMerge). */
    localRules: flag,
    /** Whether outbound traffic is blocked unless a rule allows it. */
    blocksOutbound: flag,
  }),
);

/** One object of libnftables-json(5). */
const NftablesObject = lazily(() =>
  v.looseObject({
    /** `flags`, such as `dormant`, are there where any is set; nft 1.0.6 writes nonsense as their value. */
    table: v.nullish(v.looseObject({ flags: v.optional(v.unknown()) })),
    chain: v.nullish(v.looseObject({ name: v.string(), hook: v.nullish(v.string()) })),
    rule: v.nullish(
      v.looseObject({ chain: v.string(), handle: v.nullish(v.number()), expr: v.array(v.looseObject({})) }),
    ),
  }),
);

export const Firewall = lazily(() =>
  v.looseObject({
    /** Windows: whether the firewall's service runs. */
    service: flag,
    /** Windows: the outbound rules that block, of all stores; null: unreadable. */
    rules: v.nullish(v.array(Rule)),
    profiles: v.nullish(v.array(ProfileSettings)),
    /** Linux: this tool's own table as `nft --json` lists it, empty where there is none; null: unreadable. */
    nftables: v.nullish(v.array(NftablesObject)),
  }),
);

export type Firewall = v.InferOutput<typeof Firewall>;
export type FirewallRuleText = v.InferOutput<typeof Rule>;
export type NftablesObject = v.InferOutput<typeof NftablesObject>;
export type FirewallProfileSettings = v.InferOutput<typeof ProfileSettings>;
