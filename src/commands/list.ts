import type { Cloud, EndpointList } from '../contract/endpoints.ts';
import { parseCloud } from '../endpoints/cloud.ts';
import { loadEndpoints } from '../endpoints/load.ts';
import { textOption, type Call } from './command.ts';

/** The endpoint list in force for a call. */
export async function listOf(call: Call): Promise<EndpointList> {
  const list = await loadEndpoints({
    cloud: cloudOf(call),
    file: textOption(call.options, 'endpoints'),
    warn: (message) => call.out.warning(message),
  });
  call.out.verbose(`Endpoint list: ${list.cloud} ${list.version ?? 'of unknown version'} (${list.source}).`);
  return list;
}

export function cloudOf(call: Call): Cloud | undefined {
  const name = textOption(call.options, 'cloud');
  return name === undefined ? undefined : parseCloud(name);
}
