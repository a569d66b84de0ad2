/** Applies or undoes a repair here, and is killed after the given number of steps, each a change of the journal or of the table. */
import type { JournalRoute } from '../../../src/contract/repair.ts';
import type { Call } from '../../../src/commands/command.ts';
import { openOutput } from '../../../src/commands/output.ts';
import { apply } from '../../../src/commands/repair/apply.ts';
import { Journal } from '../../../src/commands/repair/journal.ts';
import { openRouteTable, type RouteTable } from '../../../src/commands/repair/route-table.ts';
import { undo } from '../../../src/commands/repair/undo.ts';
import { openState } from '../../../src/native/state.ts';

const [action, steps] = process.argv.slice(2);
let left = Number(steps);

function step(act: () => void): void {
  if (left-- === 0) process.kill(process.pid, 'SIGKILL');
  act();
}

const real = await openRouteTable();
const table: RouteTable = {
  journalName: real.journalName,
  refusal: () => real.refusal(),
  inForce: () => real.inForce(),
  recorded: (route) => real.recorded(route),
  add: (route) => step(() => real.add(route)),
  remove: (route) => step(() => real.remove(route)),
  close: () => real.close(),
};

class DyingJournal extends Journal {
  override write(routes: readonly JournalRoute[]): void {
    step(() => super.write(routes));
  }
}

const journal = new DyingJournal(await openState(() => {}), table.journalName);
const call: Call = {
  options: {},
  positionals: [],
  inputs: null,
  out: openOutput('quiet', false, false),
  signal: new AbortController().signal,
};
await (action === 'apply' ? apply(call, table, journal) : undo(table, journal));
