import * as v from 'valibot';
import { lazily } from './lazily.ts';

/** The proxies that a machine's programs are told to use, without names and passwords, and what a PAC file answers. */

const text = v.nullish(v.string());

const ProxySetting = lazily(() =>
  v.looseObject({
    /** Whose setting: `WinHTTP`, `WinINET` or `environment`. */
    source: v.string(),
    scope: v.picklist(['user', 'machine']),
    /** `proxy:8080`, or one for each protocol: `http=proxy:8080;https=proxy:8443`. */
    server: text,
    /** The exceptions as they are written, separated by semicolons. */
    bypass: text,
    /** Where a PAC file is taken from. It was not asked for. */
    pacUrl: text,
    /** Whether the network is asked for a PAC file (WPAD). */
    autoDetect: v.nullish(v.boolean()),
  }),
);

export const Proxies = lazily(() =>
  v.looseObject({
    settings: v.array(ProxySetting),
    /** Settings that could not be read, in words for people. */
    unread: v.array(v.string()),
  }),
);

const PacAnswer = lazily(() =>
  v.looseObject({
    /** The address or name that the file was asked about. */
    target: v.string(),
    /** The own address that `myIpAddress` told the file; null where it did not ask. */
    from: text,
    /** `DIRECT`, `PROXY proxy:8080; DIRECT`, … */
    result: v.string(),
  }),
);

export const Pac = lazily(() =>
  v.looseObject({
    file: v.string(),
    answers: v.array(PacAnswer),
    /** Names that the file wanted to have resolved. It was told that they cannot be. */
    unresolved: v.array(v.string()),
    /** Why there are no answers, or no more of them. */
    error: text,
  }),
);

export type ProxySetting = v.InferOutput<typeof ProxySetting>;
export type Proxies = v.InferOutput<typeof Proxies>;
export type PacAnswer = v.InferOutput<typeof PacAnswer>;
export type Pac = v.InferOutput<typeof Pac>;
