import { existsSync } from 'node:fs';
import { parse, format, resolve } from 'node:path';
import { ToolError, type ExitCode } from '../contract/error.ts';
import type { ProfileUpdate } from '../contract/profile.ts';
import { replaceKeeping, writeWhole } from '../native/files.ts';
import { formatPrefix } from '../net/prefix.ts';
import { updateProfile } from '../plan/profiles/update/update.ts';
import { renderUpdate } from '../render/profile.ts';
import { flagOption, textOption, type Call } from './command.ts';
import { listOf } from './observe.ts';
import { inFile, readProfileFile } from './what-if.ts';

/** Adds the missing exclusions to a profile and drops those that Microsoft has withdrawn. */
export async function update(call: Call, files: readonly string[]): Promise<ExitCode> {
  const [file] = files;
  if (files.length !== 1) throw badUsage('it takes one file');
  const place = placeOf(call, file);
  const list = await listOf(call);
  const { text, encode } = await readProfileFile(file);
  const updated = await inFile(file, () => updateProfile(text, list));
  const bytes = encode(updated.text);
  const changed = updated.text !== text;
  const done: ProfileUpdate = {
    file,
    format: updated.format,
    changed,
    added: updated.added.map(formatPrefix),
    removed: updated.removed.map(formatPrefix),
    ...(await write(file, bytes, changed, place)),
    notes: updated.notes,
  };
  call.out.object('TeamsSplitTunnel.ProfileUpdate', done, () => renderUpdate(done));
  return 0;
}

/** Where the result goes: nowhere, to the file itself, to a file that was named, or to a new one beside it. */
type Place = 'nowhere' | 'in place' | 'beside' | { readonly output: string };

function placeOf({ options }: Call, file: string): Place {
  const output = textOption(options, 'output');
  const inPlace = flagOption(options, 'in-place');
  if (output !== undefined && inPlace) throw badUsage('--output and --in-place contradict each other');
  if (output !== undefined && resolve(output) === resolve(file))
    throw badUsage('to replace the file itself, say --in-place');
  if (flagOption(options, 'plan')) return 'nowhere';
  return output !== undefined ? { output } : inPlace ? 'in place' : 'beside';
}

type Written = Pick<ProfileUpdate, 'output' | 'backup'>;

/** What is as it should be is written only where a file was asked for by name. */
async function write(file: string, bytes: Uint8Array, changed: boolean, place: Place): Promise<Written> {
  if (typeof place === 'object') {
    writeWhole(place.output, bytes, file);
    return { output: place.output, backup: null };
  }
  if (!changed || place === 'nowhere') return { output: null, backup: null };
  if (place === 'in place') return { output: file, backup: await replaceKeeping(file, bytes) };
  const output = besides(file);
  writeWhole(output, bytes, file);
  return { output, backup: null };
}

/** @throws ToolError `FileExists` */
function besides(file: string): string {
  const { dir, name, ext } = parse(file);
  const output = format({ dir, name: `${name}.updated`, ext });
  if (!existsSync(output)) return output;
  throw new ToolError(
    'FileExists',
    'InvalidOperation',
    `${output} exists already; name another file with --output, or say --in-place.`,
    output,
  );
}

function badUsage(why: string): ToolError {
  return new ToolError('BadUsage', 'InvalidArgument', `profile update: ${why}.`);
}
