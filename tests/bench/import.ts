import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { importSnapshot } from '../../src/collect/import/import.ts';
import { fastestInTurns, milliseconds, type Ratio } from './bench.ts';

export const name = 'Parsing an ip route dump of 50 MB';

const size = 50 * 2 ** 20;

export function run(): Ratio[] {
  const folder = mkdtempSync(join(tmpdir(), 'bench-import-'));
  try {
    const file = join(folder, 'routes.txt');
    writeFileSync(file, dump());
    const read = () => readFileSync(file);
    const parse = () => importSnapshot([{ name: file, bytes: read() }], null);
    const count = parse().routes.length;
    const [parsing, reading] = fastestInTurns(3, parse, () => read().toString('utf8'));
    return [
      {
        what: 'against reading the file as text',
        ratio: parsing / reading,
        aim: 'none',
        detail: `${milliseconds(parsing)} for ${count} routes, reading ${milliseconds(reading)}`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A table as of a router, with a route of every shape. */
function dump(): string {
  const shapes = [
    (a: string) => `${a}.0/24 via 192.168.1.1 dev eth0 proto bird metric 32 \n`,
    (a: string) => `${a}.7 dev tun0 proto kernel scope link src 10.8.0.2 \n`,
    (a: string) => `blackhole ${a}.128/25 table 4711 \n`,
    (a: string) =>
      `${a}.64/26 proto static metric 20 \n\tnexthop via 192.168.1.1 dev eth0 weight 1 \n\tnexthop dev tun0 weight 1 \n`,
    (a: string) => `2001:db8:${a.replaceAll('.', ':')}::/64 via fe80::1 dev eth0 proto ra metric 1024 pref medium\n`,
  ];
  const lines: string[] = ['default via 192.168.1.1 dev eth0 proto dhcp metric 100 \n'];
  for (let i = 0, length = 0; length < size; i++) {
    const line = shapes[i % shapes.length](`${1 + ((i >> 16) % 223)}.${(i >> 8) & 255}.${i & 255}`);
    lines.push(line);
    length += line.length;
  }
  return lines.join('');
}
