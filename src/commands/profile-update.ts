import { existsSync } from 'node:fs';
import { parse, format, resolve } from 'node:path';
import type { EndpointList } from '../contract/endpoints.ts';
import { ToolError, type ExitCode } from '../contract/error.ts';
import type { ProfileUpdate } from '../contract/profile.ts';
import { replaceKeeping, writeWhole } from '../native/files.ts';
import { formatPrefix } from '../net/prefix.ts';
import { updateProfile } from '../plan/profiles/update/update.ts';
import { renderUpdate } from '../render/profile.ts';
import { flagOption, textOption, type Call } from './command.ts';
import { listOf } from './list.ts';
import { Outcome } from './outcome.ts';
import { inFile, readProfileFile } from './what-if.ts';

/**
 * Adds the missing exclusions to profiles and drops those that Microsoft has withdrawn. A file that cannot be updated is an
 * error of its own where there are several.
 */
export async function update(call: Call, files: readonly string[]): Promise<ExitCode> {
  if (files.length === 0) throw badUsage('it needs the file of a VPN profile');
  const places = files.map((file) => placeOf(call, file, files.length));
  const list = await listOf(call);
  const outcome = new Outcome(call.out);
  for (const [i, file] of files.entries()) {
    try {
      const done = await updateFile(file, places[i], list);
      call.out.object('TeamsSplitTunnel.ProfileUpdate', done, () => renderUpdate(done));
    } catch (error) {
      if (!(error instanceof ToolError) || files.length === 1) throw error;
      outcome.failed(error);
    }
  }
  return outcome.code;
}

async function updateFile(file: string, place: Place, list: EndpointList): Promise<ProfileUpdate> {
  const { text, encode } = await readProfileFile(file);
  const updated = await inFile(file, () => updateProfile(text, list));
  const changed = updated.text !== text;
  return {
    file,
    format: updated.format,
    changed,
    added: updated.added.map(formatPrefix),
    removed: updated.removed.map(formatPrefix),
    ...(await write(file, encode(updated.text), changed, place)),
    notes: updated.notes,
  };
}

/** Where the result goes: nowhere, to the file itself, to a file that was named, or to a new one beside it. */
type Place = 'nowhere' | 'in place' | 'beside' | { readonly output: string };

function placeOf({ options }: Call, file: string, count: number): Place {
  const output = textOption(options, 'output');
  const inPlace = flagOption(options, 'in-place');
  if (output !== undefined && inPlace) throw badUsage('--output and --in-place contradict each other');
  if (output !== undefined && count > 1) throw badUsage('--output is for one file');
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
