import { writeSync } from 'node:fs';
import { stateBehind } from '../../../src/native/state.ts';
import { readDescriptor } from '../../../src/native/windows/descriptor.ts';
import { guard, machinePrincipal, userPrincipal } from '../../../src/native/windows/guard.ts';
import { compileDescriptor } from '../../../src/native/windows/security.ts';

/** Run by Windows' own Node: `user` or `machine`, then steps such as `write a text`, `read a`, `remove a`. */
const [whose, ...steps] = process.argv.slice(2);
const warnings: string[] = [];
const state = stateBehind(guard(whose === 'machine' ? machinePrincipal() : userPrincipal()), (message) =>
  warnings.push(message),
);

function run(step: string): unknown {
  const [act, name, text] = step.split(' ');
  try {
    if (act === 'descriptor') return readDescriptor(compileDescriptor(name));
    if (act === 'read') return state.read(name)?.toString() ?? null;
    if (act === 'remove') state.remove(name);
    else state.writeAtomically(name, Buffer.from(text));
    return 'done';
  } catch (error) {
    return { ...(error as object), message: (error as Error).message };
  }
}

writeSync(1, JSON.stringify({ directory: state.directory, results: steps.map(run), warnings }));
