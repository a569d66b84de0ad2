import { readdirSync, readFileSync } from 'node:fs';
import { networkClients } from '../../contract/clients.ts';

/** The kernel keeps this much of a process's name (TASK_COMM_LEN less the final NUL). */
const nameLength = 15;

const clientByProcess = new Map(
  networkClients.flatMap((client) => client.names.map((name) => [name.slice(0, nameLength), name] as const)),
);

/** Names of the known network clients that run; null where other users' processes are hidden (hidepid, proc(5)). */
export function runningClients(proc = '/proc'): string[] | null {
  if (processName(proc, '1') === null) return null;
  const names = readdirSync(proc)
    .filter((entry) => /^[0-9]+$/.test(entry))
    .flatMap((id) => clientByProcess.get(processName(proc, id) ?? '') ?? []);
  return [...new Set(names)].sort();
}

/** Null for a process that has ended meanwhile, or is hidden. */
function processName(proc: string, id: string): string | null {
  try {
    return readFileSync(`${proc}/${id}/comm`, 'utf8').trimEnd().toLowerCase();
  } catch {
    return null;
  }
}
