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
  readonly kind: 'computer' | 'user' | 'wireless network' | 'address' | 'secret';
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
