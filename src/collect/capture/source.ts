import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { unreadable } from '../../contract/unreadable.ts';

/** Where a capture's bytes come from. */
export interface ByteSource {
  /** What messages call it. */
  readonly name: string;
  /** Bytes in all; null where that is not known before the end. */
  readonly size: number | null;
  /** Reads the next bytes to the start of `target` and tells how many; 0 at the end. */
  read(target: Uint8Array): number | Promise<number>;
  close(): void;
}

/** @throws ToolError `FileUnreadable` */
export function openFile(path: string): ByteSource {
  const file = attempt(path, () => openSync(path, 'r'));
  const { size, isFile } = attempt(path, () => {
    const stats = fstatSync(file);
    return { size: stats.size, isFile: stats.isFile() };
  });
  return {
    name: path,
    size: isFile ? size : null,
    read: (target) => attempt(path, () => readSync(file, target)),
    close: () => closeSync(file),
  };
}

function attempt<T>(path: string, action: () => T): T {
  try {
    return action();
  } catch (error) {
    throw unreadable('FileUnreadable', path, error);
  }
}
