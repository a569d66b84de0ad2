import { resolve } from 'node:path';
import type { EndpointList } from '../contract/endpoints.ts';
import { ToolError, type ExitCode } from '../contract/error.ts';
import type { Report } from '../contract/report.ts';
import type { Verdict } from '../contract/verdict.ts';
import { verdictsOf } from '../judge/fleet/document.ts';
import { judge } from '../judge/judge.ts';
import { writeWhole } from '../native/files.ts';
import { textOption, type Call, type Command } from './command.ts';
import { countFleet } from './fleet.ts';
import { basisOf } from './basis.ts';
import { listOf } from './list.ts';
import { machineOptions } from './machine-options.ts';
import { observeMachine, readPath, type Observed } from './observe.ts';

export const command: Command = {
  summary: 'write one HTML file on this machine, on a recorded one, or on a fleet',
  positionals: '[FOLDER | FILE]...',
  options: {
    ...machineOptions,
    snapshot: { type: 'string', value: 'FILE', help: 'one recorded machine: its snapshot, or a support bundle' },
    require: { type: 'string', multiple: true, value: 'ID', help: 'a further check that counts for the status' },
    output: { type: 'string', value: 'FILE.html', help: 'the file to write; it is replaced if it exists' },
  },
  run: report,
};

async function report(call: Call): Promise<ExitCode> {
  const output = textOption(call.options, 'output');
  if (output === undefined) throw new ToolError('BadUsage', 'InvalidArgument', 'report needs --output FILE.html.');
  const { text, ...facts } = await render(call);
  const bytes = Buffer.from(text);
  const done: Report = { path: resolve(output), ...facts, bytes: bytes.length };
  writeWhole(done.path, bytes);
  call.out.object('TeamsSplitTunnel.Report', done, () => `${done.path}: ${done.status ?? 'the fleet'}`);
  return 0;
}

type Rendered = Pick<Report, 'kind' | 'status'> & { readonly text: string };

/** Files and folders, or several objects, are a fleet; one object is a machine. */
async function render(call: Call): Promise<Rendered> {
  const snapshot = textOption(call.options, 'snapshot');
  if (snapshot !== undefined && call.positionals.length > 0)
    throw new ToolError(
      'BadUsage',
      'InvalidArgument',
      '--snapshot is one machine, and paths are a fleet: give one of them.',
    );
  const list = await listOf(call);
  if (snapshot === undefined && (call.positionals.length > 0 || call.inputs)) {
    const { fleet, first } = await countFleet(call, list, false);
    const lines = fleet.documents + fleet.badLineCount;
    if (lines === 1 && first !== undefined) return renderMachine(await verdictOf(call, list, first));
    if (lines > 0 || call.positionals.length > 0) {
      const { renderFleetReport } = await import('../render/report/fleet.ts');
      return { kind: 'fleet', status: null, text: renderFleetReport(fleet, new Date()) };
    }
  }
  const observed = snapshot === undefined ? undefined : await readPath(snapshot);
  return renderMachine(await verdictOf(call, list, observed?.snapshot, observed?.recorded));
}

async function verdictOf(
  call: Call,
  inForce: EndpointList,
  document: unknown,
  recorded?: Observed['recorded'],
): Promise<Verdict> {
  const { list, ...options } = basisOf(call, inForce, recorded);
  if (document === undefined) return judge(await observeMachine(call, list), list, options);
  return verdictsOf(document, list, options)[0];
}

async function renderMachine(verdict: Verdict): Promise<Rendered> {
  const { renderMachineReport } = await import('../render/report/machine.ts');
  return { kind: 'machine', status: verdict.status, text: renderMachineReport(verdict) };
}
