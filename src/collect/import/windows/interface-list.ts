import type { Draft } from '../draft.ts';

/** ` 12...00 15 5d 01 02 03 ......Description`; tunnels and the loopback have no hardware address. */
const row = /^ *(\d{1,10})\.{3}(?:(?:[0-9a-f]{2} ){1,20})?\.*(.*)$/i;

export function isInterfaceRow(line: string): boolean {
  return row.test(line);
}

/** A row of the interface list: it tells the number and the driver's words, not whether the interface is up. */
export function readInterfaceRow(line: string, draft: Draft): void {
  const [, index, words] = row.exec(line)!;
  const description = words.trim();
  const known = draft.numbered(Number(index));
  if (description === '' || known.description != null) return;
  known.name = description;
  known.description = description;
}
