/** How a pcap file writes its records; what of them is believed, and what of a damaged file looks like a row of them. */
export interface PcapVariant {
  readonly littleEndian: boolean;
  /** Seconds that one tick of the fraction stands for. */
  readonly unit: number;
  readonly headerLength: number;
}

/** By magic number, read little endian. The last two are of a libpcap whose record headers are longer. */
export const pcapVariants: ReadonlyMap<number, PcapVariant> = new Map([
  [0xa1b2c3d4, { littleEndian: true, unit: 1e-6, headerLength: 16 }],
  [0xd4c3b2a1, { littleEndian: false, unit: 1e-6, headerLength: 16 }],
  [0xa1b23c4d, { littleEndian: true, unit: 1e-9, headerLength: 16 }],
  [0x4d3cb2a1, { littleEndian: false, unit: 1e-9, headerLength: 16 }],
  [0xa1b2cd34, { littleEndian: true, unit: 1e-6, headerLength: 24 }],
  [0x34cdb2a1, { littleEndian: false, unit: 1e-6, headerLength: 24 }],
]);

/** tcpdump's largest snap length. A file that announces more, even 4 GB, holds no larger frames. */
const largestFrame = 262_144;

const day = 86_400;
/** Records in a row that show where a damaged file is whole again. */
const enough = 3;

/** Whether a record header is believed while a file makes sense. Holes in a file read as zeros. */
export function isRecord(view: DataView, at: number, littleEndian: boolean): boolean {
  const captured = view.getUint32(at + 8, littleEndian);
  if (captured > largestFrame || view.getUint32(at + 4, littleEndian) >= 1e9) return false;
  return captured > 0 || view.getUint32(at, littleEndian) > 0;
}

/**
 * Whether records in a row begin at a place of a damaged file, within a day of `second`: a stricter question, because
 * any bytes may stand there. `more` where the bytes up to `end` cannot tell and the file goes on.
 */
export function isRow(
  view: DataView,
  start: number,
  end: number,
  ended: boolean,
  variant: PcapVariant,
  second: number,
): 'row' | 'none' | 'more' {
  let at = start;
  for (let count = 0; ; count++) {
    if (count === enough || (ended && at === end && count > 0)) return 'row';
    if (at + variant.headerLength > end) {
      if (!ended) return 'more';
      return count > 1 ? 'row' : 'none';
    }
    if (!isLikely(view, at, variant, second)) return 'none';
    at += variant.headerLength + view.getUint32(at + 8, variant.littleEndian);
  }
}

function isLikely(view: DataView, at: number, { littleEndian, unit }: PcapVariant, second: number): boolean {
  const captured = view.getUint32(at + 8, littleEndian);
  const original = view.getUint32(at + 12, littleEndian);
  if (captured === 0 || captured > largestFrame || original < captured || original > largestFrame) return false;
  if (view.getUint32(at + 4, littleEndian) * unit >= 1) return false;
  return Number.isNaN(second) || Math.abs(view.getUint32(at, littleEndian) - second) <= day;
}
