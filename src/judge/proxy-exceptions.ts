import type { Prefix } from '../net/prefix.ts';

/**
 * The texts that the addresses of IPv4 prefixes begin with, such as `52.112.`: a proxy's exceptions compare texts, and
 * know no prefix lengths.
 */
export function beginningsOf(prefixes: readonly Prefix[]): string[] {
  return prefixes.filter(({ family }) => family === 4).flatMap(beginningsOfOne);
}

function beginningsOfOne({ first, length }: Prefix): string[] {
  const octets = Math.max(1, Math.ceil(length / 8));
  const rest = BigInt(32 - 8 * octets);
  return Array.from({ length: 2 ** (8 * octets - length) }, (_, i) => {
    const value = Number((first >> rest) + BigInt(i));
    const shown = Array.from({ length: octets }, (_, octet) => Math.floor(value / 256 ** (octets - 1 - octet)) % 256);
    return octets === 4 ? shown.join('.') : `${shown.join('.')}.`;
  });
}

/** Whether a list of exceptions holds every address that begins so. Only `text*` is understood, so it never says too much. */
export function exempts(bypass: string, beginnings: readonly string[]): boolean {
  const patterns = bypass.split(/[;\s]+/).filter((pattern) => pattern !== '');
  const holds = (pattern: string, beginning: string) =>
    pattern.endsWith('*') ? beginning.startsWith(pattern.slice(0, -1)) : pattern === beginning;
  return beginnings.length > 0 && beginnings.every((each) => patterns.some((pattern) => holds(pattern, each)));
}

/** Whether a proxy setting takes TLS: a server for every protocol, for https, or for all by SOCKS. */
export function takesTls(server: string): boolean {
  return server.split(/[;\s]+/).some((entry) => entry !== '' && /^(https|socks)=|^[^=]+$/i.test(entry));
}
