import type { EndpointList } from '../contract/endpoints.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import type { Check } from '../contract/verdict.ts';
import type { Prefix } from '../net/prefix.ts';
import type { Destinations } from '../routes/destinations.ts';
import type { Route } from '../routes/route.ts';
import type { Classification } from './interfaces.ts';
import type { JudgedSegment } from './segments.ts';

/** What a check is asked about. */
export interface Case {
  readonly snapshot: Snapshot;
  readonly list: EndpointList;
  /** The Optimize prefixes. */
  readonly wanted: readonly Prefix[];
  readonly interfaces: Classification;
  readonly segments: readonly JudgedSegment[];
  /** Of the snapshot's routes. */
  readonly destinations: Destinations;
  /** The routes that overlap an Optimize prefix and take part. */
  readonly routes: readonly Route[];
}

/** One question about a case, a function of it alone. */
export type Question = (judged: Case) => Check;
