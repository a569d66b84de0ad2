import * as v from 'valibot';
import { ToolError } from './error.ts';
import type { EndpointList } from './endpoints.ts';
import { describeIssue } from './issues.ts';
import type { Status } from './verdict.ts';

/** A support bundle: one zip with what a support engineer asks for. Its manifest.json is a `BundleManifest`. */

export const bundleSchemaName = 'teams-split-tunnel/bundle/1';

/** What was asked of an external program. */
export interface Ran {
  /** The absolute path of the program. */
  readonly command: string;
  readonly arguments: readonly string[];
  /** Null where it was ended, or could not be started. */
  readonly exitCode: number | null;
  readonly durationMs: number;
  readonly timeLimitMs: number;
  readonly timedOut: boolean;
}

export interface BundleEntry {
  /** Its name in the zip. */
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly ran: Ran | null;
}

export interface Missing {
  readonly name: string;
  readonly reason: string;
}

/** What stands for something personal, and how often; what it stands for is told nowhere. */
export interface Pseudonym {
  readonly pseudonym: string;
  readonly kind: 'computer' | 'user' | 'domain' | 'phone number' | 'wireless network' | 'address' | 'secret';
  readonly count: number;
}

export interface BundleManifest {
  readonly schema: typeof bundleSchemaName;
  readonly tool: string;
  readonly createdAt: string;
  readonly redacted: boolean;
  /** Null where there is no verdict. */
  readonly status: Status | null;
  readonly entries: readonly BundleEntry[];
  readonly missing: readonly Missing[];
  readonly replaced: readonly Pseudonym[];
  /** The command line of Microsoft's TSS that its support asks for, in an elevated PowerShell. */
  readonly tss: string;
}

/** What `bundle` answers. */
export interface Bundle extends BundleManifest {
  readonly path: string;
  /** Of the zip. */
  readonly sha256: string;
}

const texts = v.array(v.string());

/** A bundle's options.json: the options that decided its verdict, besides the list in its endpoints.json. */
const BundleOptions = v.looseObject({ vpn: texts, local: texts, strict: v.boolean(), require: texts });

export type BundleOptions = v.InferOutput<typeof BundleOptions>;

/** @throws ToolError `ZipInvalid` */
export function readBundleOptions(value: unknown): BundleOptions {
  const result = v.safeParse(BundleOptions, value, { abortEarly: true });
  if (result.success) return result.output;
  throw new ToolError('ZipInvalid', 'InvalidData', `its options.json: ${describeIssue(result.issues[0])}.`);
}

const sources: readonly string[] = ['bundled', 'cache', 'file', 'service'] satisfies EndpointList['source'][];

/** Where the list in a bundle's endpoints.json came from on the machine that made it. */
export function readListSource(list: unknown): EndpointList['source'] {
  const source = (list as { source?: unknown } | null)?.source;
  return typeof source === 'string' && sources.includes(source) ? (source as EndpointList['source']) : 'file';
}
