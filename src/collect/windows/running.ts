import { networkClient } from '../../contract/clients.ts';
import { runningProcesses } from '../../native/windows/processes.ts';
import { runningServices } from '../../native/windows/services.ts';
import type { Notes } from '../notes.ts';

/** The known network clients that run, by the names of their processes, services and drivers; null: unreadable. */
export function collectRunning(notes: Notes): string[] | null {
  const processes = notes.attempt('running processes', runningProcesses);
  const services = notes.attempt('running services and drivers', runningServices);
  return processes && services && [...new Set([...processes, ...services].filter(networkClient))].sort();
}
