import { fstatSync, openSync, readFileSync, closeSync } from 'node:fs';
import { ToolError } from '../contract/error.ts';
import { atLine } from '../contract/json-line.ts';
import { readSnapshot } from '../contract/read-snapshot.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import { decodeText } from '../contract/text.ts';
import { unreadable } from '../contract/unreadable.ts';

/** The largest snapshot taken, in bytes. */
export const snapshotLimit = 256 * 1024 * 1024;

/**
 * Reads a recorded snapshot.
 * @throws ToolError `FileUnreadable`, `InputTooLarge`, `SnapshotInvalid`, `SnapshotSchema`; each names the file
 */
export function readSnapshotFile(path: string): Snapshot {
  return parseSnapshot(readBytes(path), path);
}

/** Reads a snapshot from its bytes; `name` is what errors call it. */
export function parseSnapshot(bytes: Buffer, name: string): Snapshot {
  const text = decodeText(bytes);
  try {
    return readSnapshot(parseJson(text));
  } catch (error) {
    throw error instanceof ToolError ? atLine(error, name, text) : error;
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const why = (error as Error).message;
    throw new ToolError(
      'SnapshotInvalid',
      'InvalidData',
      `this is not JSON, or not all of it: ${why}. Collect the snapshot again.`,
    );
  }
}

/** Reads a whole file that is not larger than a limit in bytes, by default what a snapshot may have. */
export function readBytes(path: string, limit = snapshotLimit): Buffer {
  try {
    const file = openSync(path, 'r');
    try {
      if (fstatSync(file).size > limit) {
        throw new ToolError(
          'InputTooLarge',
          'LimitsExceeded',
          `${path} is larger than ${limit / 2 ** 20} MiB, which no file of its kind is.`,
          path,
        );
      }
      return readFileSync(file);
    } finally {
      closeSync(file);
    }
  } catch (error) {
    if (error instanceof ToolError) throw error;
    throw unreadable('FileUnreadable', path, error);
  }
}
