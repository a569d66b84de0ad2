import { existsSync } from 'node:fs';
import { program } from '../live/program.ts';
import { fastestInTurns, milliseconds, runProgram, type Ratio } from './bench.ts';

export const name = 'Ten thousand addresses through best-route, in one process';

const ip = '/usr/sbin/ip';

export function run(): Ratio[] | string {
  if (!existsSync(ip)) return 'there is no ip command (Debian package iproute2)';
  const addresses = Array.from({ length: 10_000 }, (_, i) => `52.${112 + (i % 4)}.${(i >> 8) & 255}.${i & 255}`);
  const asLines = addresses.join('\n') + '\n';
  const asBatch = addresses.map((address) => `route get ${address} ipproto udp dport 3478`).join('\n') + '\n';
  const [ours, peer] = fastestInTurns(
    7,
    () => runProgram(program, ['best-route'], asLines),
    () => runProgram(ip, ['-batch', '-'], asBatch),
  );
  return [
    {
      what: 'Linux, against ip -batch',
      ratio: ours / peer,
      aim: 'at most 2',
      detail: `${milliseconds(ours)}, ip ${milliseconds(peer)}`,
    },
  ];
}
