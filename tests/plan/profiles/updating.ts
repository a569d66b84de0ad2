import assert from 'node:assert/strict';
import { updateProfile, type Updated } from '../../../src/plan/profiles/update/update.ts';
import { decodeProfile } from '../../../src/plan/profiles/encoding.ts';
import { formatPrefix } from '../../../src/net/prefix.ts';
import { worldwide } from '../../judge/machine.ts';

/** Updates a file's bytes as the command does. */
export async function updateBytes(bytes: Uint8Array): Promise<{ bytes: Buffer; updated: Updated }> {
  const { text, encode } = decodeProfile(bytes);
  const updated = await updateProfile(text, worldwide);
  return { bytes: Buffer.from(encode(updated.text)), updated };
}

export const added = ({ added }: Updated) => added.map(formatPrefix);
export const removed = ({ removed }: Updated) => removed.map(formatPrefix);

/**
 * Asserts that a text is another one with one thing more in it, somewhere, whose words are the wanted ones whatever the white
 * space between them.
 */
export function assertInserted(result: string, base: string, wanted: string): void {
  const length = result.length - base.length;
  const squeezed = (text: string) => text.replace(/\s+/g, '');
  for (let at = 0; at <= base.length && (at === 0 || result[at - 1] === base[at - 1]); at++) {
    if (result.slice(at + length) !== base.slice(at)) continue;
    if (squeezed(result.slice(at, at + length)) === squeezed(wanted)) return;
  }
  assert.fail(`not an insertion of ${JSON.stringify(wanted)}:\n${JSON.stringify(base)}\n${JSON.stringify(result)}`);
}

/** Text as bytes of an encoding. */
export function encoded(text: string, encoding: 'utf8' | 'utf8 with mark' | 'utf16' | 'utf16 swapped'): Buffer {
  if (encoding === 'utf8') return Buffer.from(text);
  if (encoding === 'utf8 with mark') return Buffer.from(`\ufeff${text}`);
  const bytes = Buffer.from(`\ufeff${text}`, 'utf16le');
  return encoding === 'utf16' ? bytes : bytes.swap16();
}

export const encodings = ['utf8', 'utf8 with mark', 'utf16', 'utf16 swapped'] as const;
