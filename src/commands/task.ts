import type { ExitCode } from '../contract/error.ts';
import { ToolError } from '../contract/error.ts';
import { writeTask } from '../plan/task/task.ts';
import { cloudOf } from './list.ts';
import { machineOptions, rolesOf } from './machine-options.ts';
import { flagOption, textOption, type Call, type Command } from './command.ts';
import { numberOption } from './number-option.ts';

const { cloud, 'vpn-interface': vpnInterface, 'local-interface': localInterface } = machineOptions;

export const command: Command = {
  summary: 'the definition of a scheduled task that keeps testing this machine',
  options: {
    program: { type: 'string', value: 'PATH', help: 'the program on the machine; this one unless given' },
    'every-hours': { type: 'string', value: 'N', help: '1 to 24, 4 unless given' },
    cloud,
    'vpn-interface': vpnInterface,
    'local-interface': localInterface,
    repair: { type: 'boolean', help: 'repairs the routes before each test' },
    'event-log': { type: 'boolean', help: 'writes each result to the event log Application' },
    'log-path': { type: 'string', value: 'FILE', help: "adds each result to this file in place of the program's own" },
  },
  run: task,
};

async function task(call: Call): Promise<ExitCode> {
  for await (const input of call.inputs ?? [])
    throw new ToolError('BadUsage', 'InvalidArgument', `task takes no input: ${JSON.stringify(input).slice(0, 80)}`);
  const { vpn, local } = rolesOf(call);
  const definition = writeTask({
    program: textOption(call.options, 'program') ?? process.execPath,
    everyHours: numberOption(call.options, 'every-hours', { least: 1, most: 24, unless: 4 }),
    cloud: cloudOf(call) ?? 'Worldwide',
    vpnInterface: vpn,
    localInterface: local,
    repair: flagOption(call.options, 'repair'),
    eventLog: flagOption(call.options, 'event-log'),
    logPath: textOption(call.options, 'log-path') ?? null,
  });
  call.out.object('TeamsSplitTunnel.TaskDefinition', definition, () => definition.xml);
  return 0;
}
