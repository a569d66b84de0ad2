import { once } from 'node:events';
import { createGunzip, type Gunzip } from 'node:zlib';
import type { ByteSource } from './source.ts';

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The inflated bytes of a source, of which `read` have been read before. Where the compressed data is cut or damaged
 * it ends, after `damaged` was told why.
 */
export function gunzip(source: ByteSource, read: Uint8Array, damaged: (why: string) => void): ByteSource {
  const inflated = createGunzip();
  const pieces = inflated[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let piece: Buffer = Buffer.alloc(0);
  feed(inflated, source, Buffer.from(read)).catch((error: Error) => inflated.destroy(error));
  return {
    name: source.name,
    size: null,
    read: async (target) => {
      try {
        while (piece.length === 0) {
          const next = await pieces.next();
          if (next.done) return 0;
          piece = next.value;
        }
      } catch (error) {
        damaged((error as Error).message);
        return 0;
      }
      const count = piece.copy(target);
      piece = piece.subarray(count);
      return count;
    },
    close: () => {
      inflated.destroy();
      source.close();
    },
  };
}

/** Not by pipe(), which asks for the standard output of the process: Wine has none that Node can open. */
async function feed(inflated: Gunzip, source: ByteSource, first: Uint8Array): Promise<void> {
  for (let chunk = first; chunk.length > 0;) {
    if (!inflated.write(chunk)) await once(inflated, 'drain');
    const next = Buffer.allocUnsafe(1 << 16);
    chunk = next.subarray(0, await source.read(next));
  }
  inflated.end();
}
