/**
 * Applies or undoes a repair here, and is killed after the given number of steps, each a change of the journal or of the table.
 * With `collide`, somebody else adds the route of that step just before; with `fight`, the VPN a more specific one after.
 */
import { execFileSync } from 'node:child_process';
import type { JournalRoute } from '../../../src/contract/repair.ts';
import type { Call } from '../../../src/commands/command.ts';
import { openOutput } from '../../../src/commands/output.ts';
import { apply } from '../../../src/commands/repair/apply.ts';
import { Journal } from '../../../src/commands/repair/journal.ts';
import { openRouteTable, type RouteTable } from '../../../src/commands/repair/route-table.ts';
import { undo } from '../../../src/commands/repair/undo.ts';
import { openState } from '../../../src/native/state.ts';
import { tool } from '../../bed/tools.ts';

const [action, steps] = process.argv.slice(2);
const dies = action === 'apply' || action === 'undo';
let left = Number(steps);

function step(act: () => void): void {
  if (dies && left-- === 0) process.kill(process.pid, 'SIGKILL');
  act();
}

const real = await openRouteTable();
const table: RouteTable = {
  journalName: real.journalName,
  refusal: () => real.refusal(),
  inForce: () => real.inForce(),
  recorded: (route) => real.recorded(route),
  add: (route) => {
    const isTheOne = !dies && --left === 0;
    if (isTheOne && action === 'collide') real.add(route);
    step(() => real.add(route));
    if (isTheOne && action === 'fight') execFileSync(tool('ip'), ['route', 'add', '52.112.64.0/20', 'dev', 'tun0']);
  },
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
const result = await (action === 'undo' ? undo(table, journal) : apply(call, table, journal));
console.log(JSON.stringify(result));
