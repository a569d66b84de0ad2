import { ToolError } from '../contract/error.ts';
import { ipv6Assumptions, type Ipv6Assumption } from '../contract/profile.ts';
import { readBytes } from '../collect/file.ts';
import { optimizePrefixes } from '../endpoints/select.ts';
import { applyProfile } from '../plan/profiles/apply.ts';
import { decodeProfile, type Decoded } from '../plan/profiles/encoding.ts';
import { readProfile } from '../plan/profiles/read.ts';
import { Source } from '../plan/profiles/source.ts';
import { listOption, textOption, type Call } from './command.ts';
import type { Edit } from './judging.ts';

/** The largest profile taken, in bytes: a firewall's whole configuration. */
const profileLimit = 16 * 1024 * 1024;

/** A profile's text. Errors name the file. */
export async function readProfileFile(path: string): Promise<Decoded> {
  const bytes = readBytes(path, profileLimit);
  return inFile(path, () => decodeProfile(bytes));
}

/** What `make` gives; its errors say of which file. */
export async function inFile<T>(path: string, make: () => T | Promise<T>): Promise<T> {
  try {
    return await make();
  } catch (error) {
    throw error instanceof ToolError ? error.at(path) : error;
  }
}

/** The edit that connects a machine's VPN with a profile. */
export async function connecting(path: string, call: Call): Promise<Edit> {
  const ipv6 = ipv6Of(call);
  const source = new Source((await readProfileFile(path)).text);
  const profile = await inFile(path, () => readProfile(source, textOption(call.options, 'policy')));
  return (snapshot, { list, roles }) =>
    applyProfile(snapshot, profile, { file: path, wanted: optimizePrefixes(list), roles, ipv6 });
}

function ipv6Of(call: Call): Ipv6Assumption | undefined {
  const words = listOption(call.options, 'assume').map((text) => {
    const word = ipv6Assumptions.find((known) => text.toLowerCase() === `ipv6=${known}`);
    if (word) return word;
    throw new ToolError(
      'BadUsage',
      'InvalidArgument',
      `${JSON.stringify(text.slice(0, 80))} cannot be assumed; ${ipv6Assumptions.map((known) => `ipv6=${known}`).join(', ')} can.`,
      text,
    );
  });
  if (new Set(words).size > 1)
    throw new ToolError('BadUsage', 'InvalidArgument', 'IPv6 is assumed twice; leave one out.');
  return words[0];
}
