import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { dist } from './paths.ts';

/**
 * Lends a folder of its own to one build, on the disk of dist/ so that what is finished there is renamed into place:
 * a reader of dist/ sees the old file or the new one, never half of one.
 */
export async function inWorkFolder(work: (folder: string) => Promise<void>): Promise<void> {
  await mkdir(dist, { recursive: true });
  const folder = await mkdtemp(join(dist, '.work-'));
  try {
    await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
