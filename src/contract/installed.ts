import * as v from 'valibot';
import { lazily } from './lazily.ts';

/** Programs of the article that are installed on a machine: Teams' clients and the browsers that Teams runs in. */

const TeamsClient = lazily(() =>
  v.looseObject({
    /** `classic`, or `new` (the package MSTeams); the consumer app is not recorded. */
    product: v.picklist(['classic', 'new']),
    /** As found; null where it could not be found out. */
    version: v.nullish(v.string()),
    path: v.string(),
    /** For one user, or for the machine. */
    scope: v.picklist(['user', 'machine']),
  }),
);

export const TeamsClients = lazily(() =>
  v.looseObject({
    clients: v.array(TeamsClient),
    /** Folders that could not be looked into, so that a client may be missing here. */
    unread: v.array(v.string()),
  }),
);

const BrowserPolicy = lazily(() =>
  v.looseObject({
    name: v.string(),
    /** Null where the registry holds something else than a number or a text. */
    value: v.nullish(v.union([v.number(), v.string()])),
    /** A policy of the machine beats the same one of a user. */
    scope: v.picklist(['user', 'machine']),
  }),
);

const Browser = lazily(() =>
  v.looseObject({
    product: v.picklist(['Edge', 'Chrome']),
    /** Of the installations found; empty where there is none. */
    versions: v.array(v.string()),
    /** Those that say how WebRTC chooses its network. */
    policies: v.array(BrowserPolicy),
  }),
);

export const Browsers = v.array(Browser);

export type TeamsClient = v.InferOutput<typeof TeamsClient>;
export type TeamsClients = v.InferOutput<typeof TeamsClients>;
export type BrowserPolicy = v.InferOutput<typeof BrowserPolicy>;
export type Browser = v.InferOutput<typeof Browser>;
