import type { EndpointList } from '../../contract/endpoints.ts';
import type { Missing } from '../../contract/bundle.ts';
import { ToolError } from '../../contract/error.ts';
import type { Snapshot } from '../../contract/snapshot.ts';
import { decodeText } from '../../collect/file.ts';
import { collectLogs } from '../../collect/bundle/logs.ts';
import type { Programs } from '../../collect/bundle/programs.ts';
import { run } from '../../collect/bundle/run.ts';
import type { Part } from './assemble.ts';

export interface Gathered {
  readonly snapshot: Snapshot | null;
  readonly parts: readonly Part[];
  readonly missing: readonly Missing[];
}

const together = 4;

/** Everything that can be had; what cannot is named and stops nothing. */
export async function gather(
  observe: () => Promise<Snapshot>,
  { programs, environment }: Programs,
  timeLimitMs: number,
): Promise<Gathered> {
  const parts: Part[] = [];
  const missing: Missing[] = [];
  let snapshot: Snapshot | null = null;
  try {
    snapshot = await observe();
  } catch (error) {
    missing.push({ name: 'snapshot.json', reason: (error as Error).message });
  }
  for (let i = 0; i < programs.length; i += together) {
    const group = programs.slice(i, i + together);
    const outcomes = await Promise.all(group.map((program) => run(program, environment, timeLimitMs)));
    outcomes.forEach(({ ran, output, error }, at) => {
      const { name } = group[at];
      if (error !== null) missing.push({ name, reason: error });
      else {
        parts.push({ name, text: decodeText(output), ran });
        if (ran.timedOut)
          missing.push({ name, reason: `it was ended after ${timeLimitMs / 1000} seconds; what it said is there` });
      }
    });
  }
  const logs = await collectLogs();
  parts.push(...logs.entries.map(({ name, bytes }) => ({ name, text: decodeText(bytes), ran: null })));
  return { snapshot, parts, missing: [...missing, ...logs.missing] };
}

/** The list in the form that --endpoints takes. */
export function listPart({ cloud, version, confirmedAt, rows }: EndpointList): Part {
  return { name: 'endpoints.json', text: JSON.stringify({ cloud, version, confirmedAt, rows }, null, 1), ran: null };
}

export function isNoRoom(error: unknown): boolean {
  return error instanceof ToolError && /ENOSPC|EDQUOT|EFBIG/.test(error.message);
}
