import { ToolError } from '../../contract/error.ts';
import type { ObservedHop, ObservedTrace } from '../../contract/trace.ts';
import { addressesIn, readSavedLine, type SavedLine } from './saved-line.ts';

/**
 * Reads a saved output of tracert, pathping or traceroute in any display language.
 * @throws ToolError `TraceUnreadable`, `TraceSeveral`
 */
export function readSavedTrace(text: string): ObservedTrace {
  const lines = text.split(/\r?\n/);
  const first = lines.findIndex(isHop);
  if (first < 0)
    throw unreadable(
      'TraceUnreadable',
      'this is no output of tracert, pathping or traceroute: no line of it is a hop.',
    );
  const { target, address } = headOf(lines.slice(0, first));
  const hops = readHops(lines.slice(first));
  const source = hops.get(0)?.addresses[0] ?? null;
  return {
    target: target ?? address ?? '',
    addresses: address === null ? [] : [address],
    address,
    method: 'saved output',
    source,
    hops: [...hops].filter(([ttl]) => ttl > 0).map(([ttl, hop]) => observedHop(ttl, hop, address)),
    complete: true,
    error: null,
  };
}

function isHop(line: string): boolean {
  return readSavedLine(line)?.ttl != null;
}

/** The last address before the hops is the target's, and what stands before its brackets its name. */
function headOf(lines: readonly string[]): { target: string | null; address: string | null } {
  for (const line of lines.toReversed()) {
    const words = line.split(/[ \t]+/).filter(Boolean);
    const at = words.findIndex((word) => addressesIn([word]).length > 0);
    if (at < 0) continue;
    const isBracketed = /^[[(]/.test(words[at]);
    return { target: isBracketed ? (words[at - 1] ?? null) : null, address: addressesIn([words[at]])[0] };
  }
  return { target: null, address: null };
}

type SavedHop = Omit<SavedLine, 'ttl'>;

function readHops(lines: readonly string[]): Map<number, SavedHop> {
  const hops = new Map<number, SavedHop>();
  let ttl = -1;
  for (const line of lines) {
    const read = readSavedLine(line);
    if (!read) continue;
    const isNew = read.ttl !== null && !read.isStatistics && !isOwnRow(read, hops);
    if (isNew && read.ttl! <= ttl)
      throw unreadable(
        'TraceSeveral',
        `hop ${read.ttl} comes after hop ${ttl}: these are several traces. Save each in a file of its own.`,
      );
    if (isNew) ttl = read.ttl!;
    const number = read.ttl ?? ttl;
    hops.set(number, joined(hops.get(number), read));
  }
  return hops;
}

/** pathping lists this machine as hop 0, and again, without numbers, in its statistics. */
function isOwnRow({ ttl }: SavedLine, hops: ReadonlyMap<number, SavedHop>): boolean {
  return ttl === 0 && hops.has(0);
}

function joined(before: SavedHop | undefined, line: SavedLine): SavedHop {
  if (!before) return line;
  return {
    addresses: [...new Set([...before.addresses, ...line.addresses])],
    times: [...before.times, ...line.times],
    isStatistics: before.isStatistics,
    mark: before.mark ?? line.mark,
    hasRemark: before.hasRemark || line.hasRemark,
  };
}

/** What traceroute(8) means by its marks. */
const marks: Readonly<Record<string, string>> = { N: 'network', H: 'host', P: 'protocol', X: 'prohibited' };

function observedHop(ttl: number, { addresses, times, mark, hasRemark }: SavedHop, target: string | null): ObservedHop {
  const seen = addresses.filter((address) => address !== '0.0.0.0' && address !== '::');
  const unreachable =
    mark !== null ? (marks[mark] ?? 'destination') : hasRemark && times.length === 0 ? 'destination' : null;
  const isTarget = target !== null && seen.includes(target);
  const answer = seen.length === 0 ? null : isTarget ? 'Target' : unreachable === null ? 'Router' : 'Unreachable';
  return {
    ttl,
    addresses: seen,
    roundTrips: times,
    answer,
    unreachable: answer === 'Unreachable' ? unreachable : null,
  };
}

function unreadable(id: string, message: string): ToolError {
  return new ToolError(id, 'InvalidData', message);
}
