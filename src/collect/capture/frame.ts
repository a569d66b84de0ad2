import type { Words } from '../../net/parse.ts';

/**
 * One captured frame: a place in the window's bytes. There is a single one, which every packet overwrites, because an
 * object a packet would cost more than reading it does.
 */
export class Frame {
  readonly view: DataView;
  /** Position of its interface in the capture's list. */
  interface = 0;
  linkType = 0;
  /** Since the capture's origin; NaN where the file has no time for it. */
  seconds = NaN;
  at = 0;
  /** Behind its last captured byte. */
  end = 0;
  /** Its length on the wire. */
  original = 0;
  /** Seconds within which the file may hold a packet twice; below zero where it doesn't. */
  repeatsWithin = -1;
  /** Where the block's options lie (pcapng); both 0 without any. */
  optionsAt = 0;
  optionsEnd = 0;
  littleEndian = false;
  /** The operating system's index of the interface (Linux cooked v2); 0 where the frame has none. */
  interfaceIndex = 0;

  // The IP packet in it, once found.
  family: 4 | 6 = 4;
  protocol = 0;
  /** Where the transport header lies, and how long header and payload say that they are. */
  transport = 0;
  length = 0;
  /** Bytes before this fragment's, and the number that its datagram's fragments share. */
  fragmentOffset = 0;
  datagram = 0;
  isFragment = false;
  readonly source: Words = new Uint32Array(4);
  readonly destination: Words = new Uint32Array(4);

  constructor(view: DataView) {
    this.view = view;
  }
}
