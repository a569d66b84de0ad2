import type { Cloud } from './endpoints.ts';

/** A pair of scripts for Intune remediations. docs/unattended.md. */

export const remediationKinds = ['module', 'self-contained'] as const;
/** `module` calls the installed module; `self-contained` needs nothing but Windows PowerShell 5.1. */
export type RemediationKind = (typeof remediationKinds)[number];

export interface RemediationSettings {
  readonly kind: RemediationKind;
  readonly cloud: Cloud;
  readonly vpnInterface: readonly string[];
  readonly localInterface: readonly string[];
  /** Whether nothing is to be repaired; detection then never asks for the remediation. */
  readonly reportOnly: boolean;
  readonly unknownIsIssue: boolean;
  readonly eventLog: boolean;
  /** File of results, one JSON line each; null for none. */
  readonly logPath: string | null;
  /** Folder of the installed module; null for that of all users. */
  readonly modulePath: string | null;
}

export interface RemediationScript {
  readonly role: 'Detect' | 'Remediate';
  readonly kind: RemediationKind;
  readonly name: string;
  /** Windows PowerShell 5.1, ASCII, lines ended by LF. */
  readonly text: string;
  /** Where it was written; null where it was not. */
  readonly path: string | null;
}
