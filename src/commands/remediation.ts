import { lstatSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ToolError, type ExitCode } from '../contract/error.ts';
import { remediationKinds, type RemediationKind, type RemediationScript } from '../contract/remediation.ts';
import { writeWhole } from '../native/files.ts';
import { writeRemediation } from '../plan/remediation/write.ts';
import { renderRemediation } from '../render/remediation.ts';
import { flagOption, textOption, type Call, type Command, type OptionValues } from './command.ts';
import { listOf } from './list.ts';
import { machineOptions, rolesOf } from './machine-options.ts';

const { cloud, endpoints, 'vpn-interface': vpnInterface, 'local-interface': localInterface } = machineOptions;

export const command: Command = {
  summary: 'the pair of scripts for Intune remediations',
  options: {
    kind: {
      type: 'string',
      value: 'KIND',
      help: `${remediationKinds.join(' or ')} (default): needs nothing installed`,
    },
    output: {
      type: 'string',
      value: 'FOLDER',
      help: 'writes the two scripts there; without it they are written as JSON',
    },
    cloud,
    endpoints,
    'vpn-interface': vpnInterface,
    'local-interface': localInterface,
    'report-only': { type: 'boolean', help: 'never ask for the remediation' },
    'unknown-is-issue': { type: 'boolean', help: 'detection exits 1 for Unknown too' },
    'event-log': { type: 'boolean', help: 'the scripts write to the event log Application' },
    'log-path': { type: 'string', value: 'FILE', help: 'the scripts add their results to this file on the machine' },
    'module-path': {
      type: 'string',
      value: 'FOLDER',
      help: "the module's folder on the machines, for the kind module",
    },
  },
  many: true,
  run: remediation,
};

async function remediation(call: Call): Promise<ExitCode> {
  for await (const input of call.inputs ?? [])
    throw badUsage(`remediation takes no input: ${JSON.stringify(input).slice(0, 80)}`);
  const list = await listOf(call);
  const { vpn, local } = rolesOf(call);
  const scripts = writeRemediation(
    {
      kind: kindOf(call.options),
      cloud: list.cloud,
      vpnInterface: vpn,
      localInterface: local,
      reportOnly: flagOption(call.options, 'report-only'),
      unknownIsIssue: flagOption(call.options, 'unknown-is-issue'),
      eventLog: flagOption(call.options, 'event-log'),
      logPath: textOption(call.options, 'log-path') ?? null,
      modulePath: textOption(call.options, 'module-path') ?? null,
    },
    list,
  );
  const folder = textOption(call.options, 'output');
  for (const script of folder === undefined ? scripts : written(scripts, folder))
    call.out.object('TeamsSplitTunnel.RemediationScript', script, () => renderRemediation(script));
  return 0;
}

function written(scripts: readonly RemediationScript[], folder: string): RemediationScript[] {
  const directory = resolve(folder);
  if (lstatSync(directory, { throwIfNoEntry: false })?.isDirectory() !== true)
    throw new ToolError('FolderNotFound', 'ObjectNotFound', `${directory} is not a folder; make it first.`, directory);
  return scripts.map((script) => {
    const path = join(directory, script.name);
    writeWhole(path, Buffer.from(script.text, 'ascii'));
    return { ...script, path };
  });
}

function kindOf(options: OptionValues): RemediationKind {
  const name = textOption(options, 'kind') ?? 'self-contained';
  const kind = remediationKinds.find((each) => each === name);
  if (kind) return kind;
  throw badUsage(`there is no kind ${JSON.stringify(name.slice(0, 80))}; there are ${remediationKinds.join(' and ')}.`);
}

function badUsage(message: string): ToolError {
  return new ToolError('BadUsage', 'InvalidArgument', message);
}
