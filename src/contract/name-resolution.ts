import * as v from 'valibot';
import { lazily } from './lazily.ts';
import type { Cloud } from './endpoints.ts';

/** Who resolves names on a machine, and what they answered where they were asked. */

/** The name of Teams' media relays, which has a source for one cloud only: the article's own test. */
export const relayNames: Readonly<Partial<Record<Cloud, string>>> = { Worldwide: 'worldaz.tr.teams.microsoft.com' };

const DnsServer = lazily(() =>
  v.looseObject({
    address: v.string(),
    /** Null for one of the whole machine. */
    interfaceIndex: v.nullish(v.number()),
  }),
);

const DnsRule = lazily(() =>
  v.looseObject({
    /** `.example.com` (that and all below), `www.example.com` (that name), `.` (every name). */
    namespaces: v.array(v.string()),
    servers: v.array(v.string()),
  }),
);

export const NameResolution = lazily(() =>
  v.looseObject({
    servers: v.array(DnsServer),
    /** Windows: the rules of the Name Resolution Policy Table that name servers; null: unreadable. */
    rules: v.nullish(v.array(DnsRule)),
  }),
);

const DnsAnswer = lazily(() =>
  v.looseObject({
    name: v.string(),
    server: v.string(),
    interfaceIndex: v.nullish(v.number()),
    /** Asked because a rule of the Name Resolution Policy Table sends the name there. */
    byRule: v.nullish(v.boolean()),
    addresses: v.array(v.string()),
    /** Why there is no address, a code such as `ENOTFOUND` or `ETIMEOUT`. */
    error: v.nullish(v.string()),
  }),
);

export const DnsAnswers = v.array(DnsAnswer);

export type DnsServer = v.InferOutput<typeof DnsServer>;
export type DnsRule = v.InferOutput<typeof DnsRule>;
export type NameResolution = v.InferOutput<typeof NameResolution>;
export type DnsAnswer = v.InferOutput<typeof DnsAnswer>;
