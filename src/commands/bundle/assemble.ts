import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
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
  const entries = parts.map((part) => ({ ...packed(part), name: part.name, ran: part.ran }));
  const manifest: BundleManifest = {
    schema: bundleSchemaName,
    tool: version,
    createdAt: now.toISOString(),
    ...facts,
    entries: entries.map(({ name, bytes, sha256, ran }): BundleEntry => {
      return { name, bytes: bytes.length, sha256, ran };
    }),
    tss,
  };
  const manifestEntry = { name: 'manifest.json', bytes: Buffer.from(JSON.stringify(manifest, null, 1)) };
  return { zip: writeZip([manifestEntry, ...entries]), manifest };
}

const done = new WeakMap<Part, ReturnType<typeof pack>>();

/** Once a part, however often it must be tried how many of them have room. */
function packed(part: Part): ReturnType<typeof pack> {
  const before = done.get(part) ?? pack(part);
  done.set(part, before);
  return before;
}

function pack({ text }: Part) {
  const bytes = Buffer.from(text);
  return { bytes, sha256: sha256(bytes), packed: deflateRawSync(bytes) };
}

/** What is left out where there is no room for everything, first the largest. */
export function withoutLargest(parts: readonly Part[]): { kept: Part[]; dropped: Missing } | null {
  const spare = parts.filter(({ name }) => name.includes('/'));
  if (spare.length === 0) return null;
  const sizeOf = (part: Part) => packed(part).packed.length;
  const largest = spare.reduce((most, part) => (sizeOf(part) > sizeOf(most) ? part : most));
  const reason = 'there was no room for it where the bundle is written';
  return { kept: parts.filter((part) => part !== largest), dropped: { name: largest.name, reason } };
}

export function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}
