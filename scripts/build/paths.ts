import { join, resolve } from 'node:path';

/** The checkout. Nothing outside it is read. */
export const root = resolve(import.meta.dirname, '../..');

export const dist = join(root, 'dist');
export const nodeModules = join(root, 'node_modules');
