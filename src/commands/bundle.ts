import { resolve } from 'node:path';
import type { Bundle, BundleManifest } from '../contract/bundle.ts';
import { ToolError, type ExitCode } from '../contract/error.ts';
import type { EndpointList } from '../contract/endpoints.ts';
import type { Snapshot } from '../contract/snapshot.ts';
import type { Verdict } from '../contract/verdict.ts';
import { systemPrograms } from '../collect/bundle/programs.ts';
import { ownNames } from '../collect/bundle/names.ts';
import { openRedactor } from '../collect/bundle/redact.ts';
import { judge } from '../judge/judge.ts';
import { writeWhole } from '../native/files.ts';
import { prefixesOf } from '../endpoints/select.ts';
import { renderBundle } from '../render/bundle.ts';
import { assemble, sha256, tss, withoutLargest, type Facts, type Part } from './bundle/assemble.ts';
import { gather, isNoRoom, listPart } from './bundle/gather.ts';
import { flagOption, textOption, type Call, type Command } from './command.ts';
import { listOf, machineOptions, observeMachine, rolesOf } from './observe.ts';

export const command: Command = {
  summary: 'write what a support engineer asks for into one zip file, without personal data',
  options: {
    ...machineOptions,
    output: { type: 'string', value: 'FILE.zip', help: 'the file to write; it is replaced if it exists' },
    'include-sensitive': { type: 'boolean', help: 'names, addresses and secrets as they are' },
  },
  run: bundle,
};

const timeLimitMs = 30_000;

async function bundle(call: Call): Promise<ExitCode> {
  const output = textOption(call.options, 'output');
  if (output === undefined) throw new ToolError('BadUsage', 'InvalidArgument', 'bundle needs --output FILE.zip.');
  const list = await listOf(call);
  const gathered = await gather(() => observeMachine(call, list), await systemPrograms(), timeLimitMs);
  const shown: Shown = flagOption(call.options, 'include-sensitive') ? gathered : redacted(gathered, list);
  const missing = [...gathered.missing];
  const verdict = attempt(
    () => (shown.snapshot ? judge(shown.snapshot, list, judging(call)) : null),
    (reason) => missing.push({ name: 'verdict.json', reason }),
  );
  const parts = [...documents(shown.snapshot, verdict), listPart(list), tssPart, ...shown.parts];
  const facts = {
    redacted: shown !== gathered,
    status: verdict?.status ?? null,
    missing,
    replaced: shown.replaced ?? [],
  };
  const done = writeFitting(resolve(output), parts, facts);
  for (const { name, reason } of done.missing) call.out.warning(`${name} is missing or incomplete: ${reason}`);
  call.out.object('TeamsSplitTunnel.Bundle', done, () => renderBundle(done));
  return 0;
}

const judging = (call: Call) => ({ roles: rolesOf(call), require: [] });

interface Shown {
  readonly snapshot: Snapshot | null;
  readonly parts: readonly Part[];
  readonly replaced?: BundleManifest['replaced'];
}

function redacted({ snapshot, parts }: Shown, list: EndpointList): Shown {
  const texts = [...parts.map(({ text }) => text), JSON.stringify(snapshot)];
  const redactor = openRedactor(ownNames(snapshot?.computer ?? null), texts, prefixesOf(list.rows));
  const shown = redactor.document(snapshot);
  const shownParts = parts.map((part) => ({ ...part, text: redactor.text(part.text) }));
  return { snapshot: shown, parts: shownParts, replaced: redactor.replaced() };
}

const tssPart: Part = {
  name: 'tss.txt',
  text: [
    "Microsoft's support may ask for a trace of its own tool, TSS (https://aka.ms/getTSS). Unpack it, and in an elevated",
    'PowerShell, not the ISE, run it while the problem is there:',
    '',
    'Set-ExecutionPolicy -Scope Process RemoteSigned',
    tss,
    '',
    'Its result is a zip file in C:\\MS_DATA.',
    '',
  ].join('\r\n'),
  ran: null,
};

function documents(snapshot: Snapshot | null, verdict: Verdict | null): Part[] {
  const part = (name: string, value: unknown): Part[] =>
    value ? [{ name, text: JSON.stringify(value, null, 1), ran: null }] : [];
  return [...part('snapshot.json', snapshot), ...part('verdict.json', verdict)];
}

/** Writes the bundle; where there is no room, without its largest parts. */
function writeFitting(path: string, parts: readonly Part[], facts: Facts): Bundle {
  const { zip, manifest } = assemble(parts, facts, new Date());
  try {
    writeWhole(path, zip);
  } catch (error) {
    const fewer = isNoRoom(error) ? withoutLargest(parts) : null;
    if (!fewer) throw error;
    return writeFitting(path, fewer.kept, { ...facts, missing: [...facts.missing, fewer.dropped] });
  }
  return { path, sha256: sha256(zip), ...manifest };
}

function attempt<T>(make: () => T, failed: (reason: string) => void): T | null {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    failed(error.message);
    return null;
  }
}
