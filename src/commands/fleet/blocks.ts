import { withoutMark } from '../../contract/text.ts';
import { inputLimit } from '../stdin.ts';
import type { Source } from './sources.ts';
import { isSpread, type Block } from './work.ts';

/** Memory that a block is read into and that threads share. */
export type Room = Uint8Array<SharedArrayBuffer>;

export const roomSize = 2 * 1024 * 1024;

export function makeRoom(size: number): Room {
  return new Uint8Array(new SharedArrayBuffer(size));
}

/**
 * Reads a source into blocks of whole lines; a source that is one document over many lines, or UTF-16, is one block.
 * @param take gives room for the next block, of `roomSize`
 * @throws RangeError where a line or document is larger than what is taken
 */
export async function* blocksOf(source: Source, take: () => Promise<Room>): AsyncGenerator<Block & { room: Room }> {
  let room = await take();
  let length = 0;
  let isWhole: boolean | undefined;
  for (;;) {
    if (length === room.length) room = enlarged(room);
    const count = await source.read(room.subarray(length));
    length += count;
    const isEnd = count === 0;
    if (!isEnd && length < room.length) continue;
    isWhole ??= isOneDocument(room.subarray(0, length));
    if (isEnd) {
      yield { room, bytes: room.subarray(0, length), isWhole };
      return;
    }
    const end = isWhole ? -1 : room.lastIndexOf(10, length - 1);
    if (end < 0) continue;
    const rest = room.slice(end + 1, length);
    yield { room, bytes: room.subarray(0, end + 1), isWhole };
    room = await take();
    if (rest.length >= room.length) room = makeRoom(2 * rest.length);
    room.set(rest);
    length = rest.length;
  }
}

function enlarged(room: Room): Room {
  if (room.length >= inputLimit) throw new RangeError('a line or document here is larger than 256 MiB');
  const larger = makeRoom(2 * room.length);
  larger.set(room);
  return larger;
}

function isOneDocument(start: Uint8Array): boolean {
  const isUtf16 = start[0] === 0xff && start[1] === 0xfe;
  return isUtf16 || isSpread(withoutMark(Buffer.from(start.slice(0, 1000)).toString('utf8')));
}
