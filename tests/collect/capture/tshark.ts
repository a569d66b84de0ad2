import { execFileSync } from 'node:child_process';
import { tool } from '../../bed/tools.ts';
import type { Summary } from './reading.ts';

const maximum = 1 << 28;

function tshark(path: string, ...args: string[]): string {
  const quiet: ['ignore', 'pipe', 'ignore'] = ['ignore', 'pipe', 'ignore'];
  return execFileSync(tool('tshark'), ['-r', path, ...args], { encoding: 'utf8', stdio: quiet, maxBuffer: maximum });
}

/** Fields of the frames that a display filter leaves, a row a frame. */
export function fieldsOf(path: string, filter: string, fields: readonly string[], ...options: string[]): string[][] {
  const wanted = fields.flatMap((field) => ['-e', field]);
  return tshark(path, ...options, '-Y', filter, '-T', 'fields', ...wanted)
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split('\t'));
}

const optimize = ['52.112.0.0/14', '52.122.0.0/15'].map((prefix) => `ip.addr == ${prefix}`);
const filter = `udp && !icmp && !icmpv6 && (${[...optimize, 'ipv6.addr == 2603:1063::/38'].join(' || ')})`;
const isOptimize = (address: string) =>
  /^52\.(11[2-5]|12[23])\.|^2603:106[3]:0?[0-3]?[0-9a-f]{0,2}:|^2603:1063::/.test(address);

/** tshark's word on the flows of the Optimize prefixes. */
export function flowsByTshark(path: string): Record<string, Summary> {
  const names = [
    'frame.time_epoch',
    'frame.len',
    'frame.interface_name',
    'ip.src',
    'ip.dst',
    'ipv6.src',
    'ipv6.dst',
    'udp.srcport',
    'udp.dstport',
  ];
  const flows = new Map<string, { packets: number; bytes: number; times: string[] }>();
  for (const row of fieldsOf(path, filter, names)) {
    const [time, length, name, source4, destination4, source6, destination6, sourcePort, destinationPort] = row;
    const [source, destination] = [source4 || source6, destination4 || destination6];
    const [from, to] = [`${source} ${sourcePort}`, `${destination} ${destinationPort}`];
    const key = `${name === 'unknown' ? '' : name} ${isOptimize(destination!) ? `${from} ${to}` : `${to} ${from}`}`;
    const flow = flows.get(key) ?? { packets: 0, bytes: 0, times: [] };
    flows.set(key, { packets: flow.packets + 1, bytes: flow.bytes + Number(length), times: [...flow.times, time!] });
  }
  const all = [...flows].map(([key, { packets, bytes, times }]) => {
    const sorted = times.map(toTime).sort();
    return [key, { packets, bytes, first: sorted[0], last: sorted.at(-1) }];
  });
  return Object.fromEntries(all.sort());
}

/** Seconds since 1970 with nine digits as RFC 3339, rounded to microseconds. */
function toTime(epoch: string): string {
  const [seconds, fraction = ''] = epoch.split('.');
  const micro = Math.round(Number(fraction.padEnd(9, '0')) / 1000);
  const date = new Date((Number(seconds) + Math.floor(micro / 1e6)) * 1000).toISOString();
  return date.replace(/\.\d+Z$/, `.${String(micro % 1e6).padStart(6, '0')}Z`);
}

export interface TsharkStream {
  readonly ssrc: string;
  readonly from: string;
  readonly packets: number;
  readonly lost: number;
  /** Milliseconds; null where tshark doesn't know the clock rate. */
  readonly maxJitter: number | null;
}

/** tshark's own table of RTP streams. */
export function streamsByTshark(path: string, ...heuristics: string[]): TsharkStream[] {
  const enabled = heuristics.flatMap((name) => ['--enable-heuristic', name]);
  return tshark(path, ...enabled, '-q', '-z', 'rtp,streams')
    .split('\n')
    .flatMap((line) => {
      const found =
        /^\s*[\d.]+\s+[\d.]+\s+(\S+)\s+(\d+)\s+\S+\s+\d+\s+(0x[0-9A-F]+)\s+.*?\s(\d+)\s+(-?\d+) \(.*?%\)(.*)$/.exec(
          line,
        );
      if (!found) return [];
      const jitters = found[6]!.trim().split(/\s+/).map(Number);
      const [packets, lost] = [Number(found[4]), Number(found[5])];
      return [
        {
          ssrc: found[3]!.toLowerCase(),
          from: `${found[1]} ${found[2]}`,
          packets,
          lost,
          maxJitter: jitters[5] ?? null,
        },
      ];
    });
}
