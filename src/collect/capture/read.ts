import type { Capture } from '../../contract/capture.ts';
import { ToolError } from '../../contract/error.ts';
import { Damage } from './damage.ts';
import { describeFlow, describeTunnel } from './describe.ts';
import { Dissector, type Wanted } from './dissector.ts';
import { Frame } from './frame.ts';
import { gunzip, isGzip } from './gzip.ts';
import { Interfaces } from './interfaces.ts';
import { isPcap, PcapReader } from './pcap.ts';
import { isPcapng, PcapngReader } from './pcapng.ts';
import type { ByteSource } from './source.ts';
import { Clock } from './time.ts';
import { Window } from './window.ts';

export type { Wanted } from './dissector.ts';

/** Told after every chunk: bytes read of the source, and all of them where that is known. May wait. */
export type Progress = (read: number, size: number | null) => void | Promise<void>;

/**
 * Reads a capture of either format, plain or compressed by gzip, in one pass and in flat memory.
 * @throws ToolError `CaptureInvalid` for a file that is none
 */
export async function readCapture(source: ByteSource, wanted: Wanted, progress: Progress): Promise<Capture> {
  const damage = new Damage();
  const { counted, bytesRead } = counting(source);
  const window = await openWindow(counted, damage);
  const clock = new Clock();
  const frame = new Frame(window.view);
  const interfaces = new Interfaces();
  const Reader = isPcap(window) ? PcapReader : PcapngReader;
  const reader = new Reader(window, frame, interfaces, clock, damage);
  const dissector = new Dissector(wanted, interfaces);
  const see = () => dissector.see(frame);
  while (!window.ended) {
    reader.read(see);
    await progress(bytesRead(), source.size);
    await window.fill();
  }
  reader.finish(see);
  return {
    name: source.name,
    format: reader.format,
    packets: reader.packets,
    first: clock.format(dissector.first),
    last: clock.format(dissector.last),
    ...reader.section,
    interfaces: interfaces.list,
    flows: dissector.flows.pairs.filter(({ isEmpty }) => !isEmpty).map((flow) => describeFlow(flow, clock)),
    tunnels: dissector.tunnels.all().map((tunnel) => describeTunnel(tunnel, clock)),
    counts: dissector.counts,
    damage: damage.all(),
    hasGap: damage.hasGap,
  };
}

async function openWindow(source: ByteSource, damage: Damage): Promise<Window> {
  let window = new Window(source);
  await fillFirst(window);
  if (isGzip(window.bytes.subarray(0, window.end))) {
    const read = window.bytes.subarray(0, window.end);
    const cut = (why: string) => damage.gap(`The compressed data ends early or is damaged: ${why}.`);
    window = new Window(gunzip(source, read, cut));
    await fillFirst(window);
  }
  if (!isPcap(window) && !isPcapng(window)) throw notACapture(source.name, window.end);
  return window;
}

/** A pipe may give its first bytes in pieces. */
async function fillFirst(window: Window): Promise<void> {
  while (!window.ended && window.end < 28) await window.fill();
}

function counting(source: ByteSource): { counted: ByteSource; bytesRead: () => number } {
  let total = 0;
  const read = async (target: Uint8Array) => {
    const count = await source.read(target);
    total += count;
    return count;
  };
  return { counted: { ...source, read }, bytesRead: () => total };
}

function notACapture(name: string, length: number): ToolError {
  const what = length === 0 ? 'is empty' : 'is neither pcap nor pcapng';
  const advice =
    'Convert an .etl file of pktmon with "pktmon etl2pcap FILE", one of netsh trace with Microsoft\'s etl2pcapng.';
  return new ToolError('CaptureInvalid', 'InvalidData', `${name} ${what}. ${advice}`, name);
}
