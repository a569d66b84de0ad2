import type { Cloud, EndpointList } from '../contract/endpoints.ts';
import { ToolError } from '../contract/error.ts';
import { openState, type State } from '../native/state.ts';
import { bundledList } from './bundled.ts';
import { listInForce } from './cache.ts';
import { isNewer } from './version.ts';

export interface LoadOptions {
  /** Worldwide where nobody says otherwise. */
  readonly cloud?: Cloud;
  /** A file to use instead of the bundled and the cached list. */
  readonly file?: string;
  /** Told, in a sentence, of everything that is ignored. */
  readonly warn: (message: string) => void;
  readonly state?: State;
}

/**
 * The endpoint list in force: the file's, or the newest valid one of bundled and cached.
 * @throws ToolError only for a file
 */
export async function loadEndpoints({ cloud, file, warn, state }: LoadOptions): Promise<EndpointList> {
  if (file !== undefined) {
    const { readListFile } = await import('./file.ts');
    return readListFile(file, cloud, warn);
  }
  const chosen = cloud ?? 'Worldwide';
  try {
    const { list, asked } = await listInForce(chosen, state ?? (await openState(warn)), warn);
    if (asked.latest !== null && isNewer(asked.latest, list))
      warn(
        `the web service has a newer endpoint list, ${asked.latest}: take it with teams-split-tunnel endpoints --update.`,
      );
    return list;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    warn(`only the bundled endpoint list is at hand: ${error.message}`);
    return bundledList(chosen);
  }
}
