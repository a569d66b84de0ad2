import type { Cloud, EndpointList } from '../contract/endpoints.ts';
import { bundledList } from './bundled.ts';

export interface LoadOptions {
  /** Worldwide where nobody says otherwise. */
  readonly cloud?: Cloud;
  /** A file to use instead of the bundled and the cached list. */
  readonly file?: string;
}

/** The endpoint list in force: the file's, or the newest valid one of bundled and cached. */
export async function loadEndpoints({ cloud, file }: LoadOptions): Promise<EndpointList> {
  if (file !== undefined) {
    const { readListFile } = await import('./file.ts');
    return readListFile(file, cloud);
  }
  return bundledList(cloud ?? 'Worldwide');
}
