import type { ByteSource } from './source.ts';

/** Read at a time: this much stays in the processor's cache until it is dissected. */
const chunkSize = 1 << 18;
const capacity = 1 << 20;

/** What can be awaited in one window: larger records are damage, or are skipped. */
export const largestRecord = capacity - chunkSize;

/** A window that moves over a source's bytes. Its buffer is one and the same, so offsets into it are plain numbers. */
export class Window {
  readonly bytes = Buffer.allocUnsafeSlow(capacity);
  readonly view = new DataView(this.bytes.buffer);
  /** The first byte that is still wanted; it may lie behind `end`, where bytes are to be skipped. */
  start = 0;
  end = 0;
  /** Whether the source has no more. */
  ended = false;
  #origin = 0;
  readonly #source: ByteSource;

  constructor(source: ByteSource) {
    this.#source = source;
  }

  /** The offset in the source of a place in the buffer. */
  offsetOf(place: number): number {
    return this.#origin + place;
  }

  /** Moves what is wanted to the front and reads on. */
  async fill(): Promise<void> {
    const kept = Math.max(0, this.end - this.start);
    if (kept > 0) this.bytes.copyWithin(0, this.start, this.end);
    const skipping = Math.max(0, this.start - this.end);
    this.#origin += this.start - skipping;
    this.end = kept;
    this.start = skipping;
    const count = await this.#source.read(this.bytes.subarray(kept, kept + Math.min(chunkSize, capacity - kept)));
    this.end += count;
    this.ended = count === 0;
  }
}
