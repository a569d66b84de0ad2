import { valueOf } from '../../../net/address.ts';
import { readAddress, readCidr, type Words } from '../../../net/parse.ts';

/** A row of `route print` about IPv4, which names its interface by an address. */
export interface Row4 {
  readonly destination: string;
  /** Null where the gateway is words: on-link, in whatever language. */
  readonly gateway: string | null;
  readonly address: string;
  readonly effectiveMetric: number;
}

/** A row about IPv6, which names its interface by number; its gateway may be on the next line. */
export interface Row6 {
  readonly index: number;
  readonly effectiveMetric: number;
  readonly destination: string;
  readonly gateway: string;
}

const words: Words = new Uint32Array(4);

/** Whether a line begins with two IPv4 addresses, as active and persistent routes do. */
export function startsRow4(tokens: readonly string[]): boolean {
  return tokens.length >= 4 && isIPv4(tokens[0]) && isIPv4(tokens[1]);
}

/** An active route has five columns; null for a persistent one, which has four and may say its metric in a word. */
export function readRow4(tokens: readonly string[]): Row4 | null {
  const [address, metric] = tokens.slice(-2);
  const gateway = tokens.slice(2, -2).join(' ');
  const length = lengthOf(tokens[1]);
  if (gateway === '' || !isIPv4(address) || !/^\d{1,10}$/.test(metric) || length === null) return null;
  return {
    destination: `${tokens[0]}/${length}`,
    gateway: isIPv4(gateway) ? gateway : null,
    address,
    effectiveMetric: Number(metric),
  };
}

const row6 = /^\s*(\d{1,10})\s+(\d{1,10})\s+([0-9a-f:.]+\/\d{1,3})(?:\s+(.*?))?\s*$/i;

export function readRow6(line: string): Row6 | null {
  const match = row6.exec(line);
  if (!match || readCidr(match[3], words)?.family !== 6) return null;
  const [, index, metric, destination, gateway = ''] = match;
  return { index: Number(index), effectiveMetric: Number(metric), destination, gateway };
}

/** The next hop that a gateway's column says; null where it is words. */
export function gateway6(text: string): string | null {
  const bare = text.split('%')[0];
  return readAddress(bare, 0, bare.length, words) === 6 ? bare : null;
}

function isIPv4(text: string | undefined): text is string {
  return text !== undefined && readAddress(text, 0, text.length, words) === 4;
}

/** The prefix length of a netmask; null where its ones are not all in front. */
function lengthOf(mask: string): number | null {
  readAddress(mask, 0, mask.length, words);
  const bits = valueOf(words).toString(2).padStart(32, '0');
  return /^1*0*$/.test(bits) ? bits.indexOf('0') + (bits.includes('0') ? 0 : 33) : null;
}
