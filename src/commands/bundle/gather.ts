import type { Missing } from '../../contract/bundle.ts';
import { ToolError } from '../../contract/error.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { decodeOutput } from '../../collect/bundle/decode.ts';
import { collectLogs } from '../../collect/bundle/logs.ts';
import type { Place } from '../../collect/bundle/log-places.ts';
import { collectPacFiles } from '../../collect/bundle/pac-files.ts';
import type { Programs } from '../../collect/bundle/programs.ts';
import { mostBytes, run, type Outcome, type Program } from '../../collect/bundle/run.ts';
import type { Part } from './assemble.ts';

export interface Gathered {
  readonly snapshot: Snapshot | null;
  readonly parts: readonly Part[];
  readonly missing: readonly Missing[];
  /** Names of people. */
  readonly people: readonly string[];
}

/** What a bundle is gathered from; each may fail by itself. */
export interface Sources {
  readonly observe: () => Promise<Snapshot>;
  readonly programs: () => Promise<Programs>;
  readonly places: () => Promise<readonly Place[]>;
  /** Names of people, to be replaced wherever they stand. */
  readonly people: () => Promise<readonly string[]>;
  readonly timeLimitMs: number;
  readonly now: number;
  /** Told of every program that has ended. */
  readonly progress: (done: number, all: number) => void;
  readonly signal: AbortSignal;
}

/** Everything that can be had; what cannot is named and stops nothing. */
export async function gather(sources: Sources): Promise<Gathered> {
  const missing: Missing[] = [];
  const attempt = async <T>(name: string, get: () => T | Promise<T>): Promise<T | null> => {
    try {
      return await get();
    } catch (error) {
      missing.push({ name, reason: (error as Error).message });
      return null;
    }
  };
  const snapshot = await attempt('snapshot.json', sources.observe);
  const raw = await attempt('raw', async () => runAll(await sources.programs(), sources));
  const pacs = collectPacFiles(snapshot?.proxies);
  const logs = await attempt('logs', async () => collectLogs(await sources.places(), sources.now));
  const people = await attempt('names of people', sources.people);
  const files = [...pacs.entries, ...(logs?.entries ?? [])];
  return {
    snapshot,
    parts: [...(raw?.parts ?? []), ...files.map((file) => ({ ...file, ran: null }))],
    missing: [...missing, ...(raw?.missing ?? []), ...pacs.missing, ...(logs?.missing ?? [])],
    people: [...(people ?? []), ...(logs?.people ?? [])],
  };
}

/** As many at a time: PowerShell takes a processor for a second to start. */
const together = 4;

async function runAll({ programs, environment }: Programs, { timeLimitMs, progress, signal }: Sources) {
  const outcomes = new Map<Program, Outcome>();
  const waiting = [...programs];
  const work = async () => {
    for (let next = waiting.shift(); next && !signal.aborted; next = waiting.shift()) {
      outcomes.set(next, await run(next, environment, timeLimitMs));
      progress(outcomes.size, programs.length);
    }
  };
  await Promise.all(Array.from({ length: together }, work));
  const parts: Part[] = [];
  const missing: Missing[] = [];
  for (const [{ name }, outcome] of [...outcomes].sort(inOrderOf(programs))) {
    if (outcome.error === null) parts.push({ name, text: decodeOutput(outcome.output), ran: outcome.ran });
    const reason = complaint(outcome);
    if (reason !== null) missing.push({ name, reason });
  }
  return { parts, missing };
}

const inOrderOf =
  (programs: readonly Program[]) =>
  ([a]: [Program, Outcome], [b]: [Program, Outcome]): number =>
    programs.indexOf(a) - programs.indexOf(b);

/** Why a program's output is not all that it should be; null where it is. */
function complaint({ ran, cut, error }: Outcome): string | null {
  if (error !== null) return error;
  if (ran.timedOut) return `it was ended after ${ran.timeLimitMs / 1000} seconds; what it said until then is there`;
  if (cut) return `only its first ${mostBytes / 2 ** 20} MiB are there`;
  return ran.exitCode === 0 ? null : `it failed with exit code ${ran.exitCode ?? 'none'}; what it said is there`;
}

export function isNoRoom(error: unknown): boolean {
  return error instanceof ToolError && /ENOSPC|EDQUOT|EFBIG/.test(error.message);
}
