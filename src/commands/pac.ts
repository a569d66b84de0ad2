import type { EndpointList } from '../contract/endpoints.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { optimizePrefixes } from '../endpoints/select.ts';
import { textOption, type Call, type Option } from './command.ts';

/** The option of the commands that ask a PAC file. */
export const pacOption = {
  pac: { type: 'string', value: 'FILE', help: 'a PAC file to ask, in a sandbox, whether it sends media to a proxy' },
} as const satisfies Record<string, Option>;

/** Adds what the PAC file that was named answers for media. */
export async function askPac(call: Call, list: EndpointList, snapshot: Snapshot): Promise<Snapshot> {
  const file = textOption(call.options, 'pac');
  if (file === undefined) return snapshot;
  const { evaluatePac } = await import('../collect/pac/evaluate.ts');
  return { ...snapshot, pac: await evaluatePac(file, optimizePrefixes(list), snapshot) };
}
