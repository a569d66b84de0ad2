import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { ByteSource } from './source.ts';

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * The inflated bytes of a source, of which `read` have been read before. Where the compressed data is cut or damaged
 * it ends, after `damaged` was told why.
 */
export function gunzip(source: ByteSource, read: Uint8Array, damaged: (why: string) => void): ByteSource {
  const inflated = Readable.from(chunksOf(source, read)).pipe(createGunzip());
  const pieces = inflated[Symbol.asyncIterator]() as AsyncIterator<Buffer>;
  let piece: Buffer = Buffer.alloc(0);
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

async function* chunksOf(source: ByteSource, read: Uint8Array): AsyncGenerator<Uint8Array> {
  yield Buffer.from(read);
  for (;;) {
    const chunk = Buffer.allocUnsafe(1 << 16);
    const count = await source.read(chunk);
    if (count === 0) return;
    yield chunk.subarray(0, count);
  }
}
