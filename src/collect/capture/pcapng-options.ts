/** The codes that are read (draft-ietf-opsawg-pcapng). */
export const optionCodes = {
  comment: 1,
  sectionHardware: 2,
  sectionOs: 3,
  sectionApplication: 4,
  interfaceName: 2,
  interfaceDescription: 3,
  interfaceIPv4: 4,
  interfaceIPv6: 5,
  interfaceResolution: 9,
  interfaceOffset: 14,
  packetId: 5,
} as const;

export interface BlockOption {
  readonly code: number;
  /** Where its value lies. */
  readonly at: number;
  readonly length: number;
}

/** The options of a block in `view[at, end)`; one that doesn't fit ends them. */
export function* readOptions(view: DataView, at: number, end: number, littleEndian: boolean): Generator<BlockOption> {
  while (at + 4 <= end) {
    const code = view.getUint16(at, littleEndian);
    const length = view.getUint16(at + 2, littleEndian);
    if (code === 0 || at + 4 + length > end) return;
    yield { code, at: at + 4, length };
    at += 4 + ((length + 3) & ~3);
  }
}

/** Text of others, without what could steer a terminal. */
export function optionText(view: DataView, { at, length }: BlockOption): string {
  return Buffer.from(view.buffer, view.byteOffset + at, length)
    .toString('utf8')
    .replace(/\0.*$/s, '')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, ' ')
    .slice(0, 512);
}
