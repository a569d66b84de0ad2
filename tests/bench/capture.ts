import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findTool } from '../bed/tools.ts';
import { pcap, pcapng, type Packet } from '../collect/capture/files.ts';
import { frame, rtp, type Ends } from '../collect/capture/frames.ts';
import { program } from '../live/program.ts';
import { fastestInTurns, milliseconds, runProgram, type Ratio } from './bench.ts';

export const name = 'A capture of 500 MB, against tcpdump with a filter, and per-flow statistics on top';

const size = 500e6;
const filter = 'udp and net 52.112.0.0/14';

export async function run(): Promise<Ratio[] | string> {
  const tcpdump = findTool('tcpdump');
  if (!tcpdump) return 'there is no tcpdump (Debian package tcpdump)';
  const folder = mkdtempSync(join(tmpdir(), 'bench-capture-'));
  try {
    const ratios: Ratio[] = [];
    for (const [what, share, write] of [
      ['pcap, all of it media', 1, pcap],
      ['pcap, a third media', 1 / 3, pcap],
      ['pcap, a twentieth media', 1 / 20, pcap],
      ['pcapng, all of it media', 1, pcapng],
    ] as const) {
      const path = writeCapture(join(folder, 'capture'), share, write, size);
      const [ours, peer] = fastestInTurns(
        7,
        () => runProgram(program, ['capture', path, '--quiet']),
        () => runProgram(tcpdump, ['-r', path, filter, '-w', '/dev/null']),
      );
      const detail = `${milliseconds(ours)}, tcpdump ${milliseconds(peer)}`;
      ratios.push({ what, ratio: ours / peer, aim: 'at most 3', detail });
    }
    return [...ratios, await memory(folder)];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function memory(folder: string): Promise<Ratio> {
  const peaks: number[] = [];
  for (const bytes of [size / 10, size]) {
    peaks.push(await peakMemory(writeCapture(join(folder, 'capture'), 1, pcap, bytes)));
  }
  const [small, large] = peaks.map((kilobytes) => `${(kilobytes / 1000).toFixed(0)} MB`);
  const detail = `${large} for 500 MB, ${small} for 50 MB`;
  return { what: 'memory, against that for a tenth of the file', ratio: peaks[1]! / peaks[0]!, aim: 'about 1', detail };
}

/** The most memory that reading a capture takes, in kilobytes. */
async function peakMemory(path: string): Promise<number> {
  const child = spawn(program, ['capture', path, '--quiet']);
  let peak = 0;
  const look = setInterval(() => (peak = Math.max(peak, peakSoFar(child.pid!))), 5);
  await once(child, 'exit');
  clearInterval(look);
  return peak;
}

function peakSoFar(pid: number): number {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // it has ended
  }
}

const local = '192.168.77.10';
const repeated = 20_000;

/** A capture of at least so many bytes, of which a share of the packets is media; the rest is large. */
function writeCapture(
  path: string,
  share: number,
  write: (packets: readonly Packet[]) => Buffer,
  bytes: number,
): string {
  const packets = Array.from({ length: repeated }, (_, i) => packet(i, i % Math.round(1 / share) === 0));
  const headerLength = write([]).length;
  const all = write(packets);
  const records = all.subarray(headerLength);
  const file = openSync(path, 'w');
  try {
    writeSync(file, all.subarray(0, headerLength));
    for (let written = 0; written < bytes; written += records.length) writeSync(file, records);
  } finally {
    closeSync(file);
  }
  return path;
}

function packet(i: number, isMedia: boolean): Packet {
  const relay = `52.112.0.${10 + (i % 4)}`;
  const out: Ends = isMedia
    ? { from: local, fromPort: 50_000 + (i % 4), to: relay, toPort: 3478 + (i % 4) }
    : { from: local, fromPort: 40_000 + (i % 50), to: `198.51.100.${i % 50}`, toPort: 443 };
  const ends = i % 3 === 0 ? out : { from: out.to, fromPort: out.toPort, to: out.from, toPort: out.fromPort };
  const payload = isMedia ? rtp(i, i * 960, 0x1000 + (i % 8), 111, i % 5 === 0 ? 1100 : 120) : Buffer.alloc(1400, 0xc0);
  return {
    data: frame('ethernet', ends, payload, { id: i & 0xffff }),
    time: 1_790_000_000_000_000_000n + BigInt(i) * 250_000n,
  };
}
