import { createHash } from 'node:crypto';
import type { BundleEntry, BundleManifest, Missing, Ran } from '../../contract/bundle.ts';
import { bundleSchemaName } from '../../contract/bundle.ts';
import { writeZip } from '../../collect/bundle/zip.ts';
import { version } from '../../version.ts';

/** A text of the bundle, before it is packed. */
export interface Part {
  readonly name: string;
  readonly text: string;
  readonly ran: Ran | null;
}

export type Facts = Pick<BundleManifest, 'redacted' | 'status' | 'missing' | 'replaced'>;

/** Microsoft's support asks for it: https://learn.microsoft.com/troubleshoot/windows-client/windows-tss/introduction-to-troubleshootingscript-toolset-tss */
export const tss = '.\\TSS.ps1 -Scenario NET_VPN -AcceptEula';

/** Packs the parts with a manifest that names each with its SHA-256. */
export function assemble(parts: readonly Part[], facts: Facts, now: Date): { zip: Buffer; manifest: BundleManifest } {
  const entries = parts.map(({ name, text, ran }) => ({ name, bytes: Buffer.from(text), ran }));
  const manifest: BundleManifest = {
    schema: bundleSchemaName,
    tool: version,
    createdAt: now.toISOString(),
    ...facts,
    entries: entries.map(({ name, bytes, ran }): BundleEntry => {
      return { name, bytes: bytes.length, sha256: sha256(bytes), ran };
    }),
    tss,
  };
  const manifestEntry = { name: 'manifest.json', bytes: Buffer.from(JSON.stringify(manifest, null, 1)) };
  return { zip: writeZip([manifestEntry, ...entries]), manifest };
}

/** What is left out where there is no room for everything, first the largest. */
export function withoutLargest(parts: readonly Part[]): { kept: Part[]; dropped: Missing } | null {
  const spare = parts.filter(({ name }) => name.includes('/'));
  if (spare.length === 0) return null;
  const largest = spare.reduce((most, part) => (part.text.length > most.text.length ? part : most));
  const reason = 'there was no room for it where the bundle is written';
  return { kept: parts.filter((part) => part !== largest), dropped: { name: largest.name, reason } };
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
