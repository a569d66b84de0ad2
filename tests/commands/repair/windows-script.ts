/** Run by Windows' own Node: `plan`, `apply` or `undo` for this machine, with the state of a user, and its result on standard output. */
import { writeSync } from 'node:fs';
import type { Call } from '../../../src/commands/command.ts';
import type { Output } from '../../../src/commands/output.ts';
import { apply } from '../../../src/commands/repair/apply.ts';
import { Journal } from '../../../src/commands/repair/journal.ts';
import { WindowsRouteTable } from '../../../src/commands/repair/windows.ts';
import { undo } from '../../../src/commands/repair/undo.ts';
import { ToolError } from '../../../src/contract/error.ts';
import { stateBehind } from '../../../src/native/state.ts';
import { guard, userPrincipal } from '../../../src/native/windows/guard.ts';

const [action] = process.argv.slice(2);
const table = new WindowsRouteTable();
const state = stateBehind(guard(userPrincipal()), (message) => writeSync(2, `${message}\n`));
const journal = new Journal(state, table.journalName);
const nothing = () => {};
const out: Output = {
  format: 'quiet',
  object: nothing,
  progress: nothing,
  verbose: nothing,
  warning: nothing,
  error: nothing,
  end: nothing,
};
const call: Call = {
  options: { 'vpn-interface': ['vpn0'], 'local-interface': ['lan0'] },
  positionals: [],
  inputs: null,
  out,
  signal: new AbortController().signal,
};

async function run(): Promise<object> {
  try {
    return await (action === 'apply' ? apply(call, table, journal) : undo(table, journal));
  } catch (error) {
    return error instanceof ToolError ? { error: error.id, message: error.message } : { error: String(error) };
  }
}

void run().then((result) => {
  const bytes = state.read(table.journalName);
  writeSync(1, JSON.stringify({ ...result, journal: bytes === null ? null : JSON.parse(bytes.toString()) }));
});
