import { eventOf, eventSource, resultSchemaName, type ResultRecord } from '../contract/event-log.ts';
import { ToolError, type ExitCode } from '../contract/error.ts';
import { exitCodeOf, type Verdict } from '../contract/verdict.ts';
import { judge } from '../judge/judge.ts';
import { renderRecord } from '../render/record.ts';
import { flagOption, listOption, textOption, type Call, type Command } from './command.ts';
import { listOf } from './list.ts';
import { machineOptions, rolesOf } from './machine-options.ts';
import { observeMachine } from './observe.ts';
import { asciiJson } from './output.ts';
import { addToFile, addToState } from './record/result-file.ts';

export const command: Command = {
  summary: 'test this machine and keep the result where machines look for it',
  options: {
    ...machineOptions,
    require: {
      type: 'string',
      multiple: true,
      value: 'ID',
      help: 'a further check that counts for the overall status',
    },
    log: { type: 'string', value: 'FILE', help: 'adds the result to this file in place of the one of this principal' },
    'event-log': { type: 'boolean', help: `writes to the event log Application, source ${eventSource}` },
  },
  run: record,
};

async function record(call: Call): Promise<ExitCode> {
  const writeEvent = flagOption(call.options, 'event-log') ? await openEventLog() : null;
  const list = await listOf(call);
  const snapshot = await observeMachine(call, list);
  const verdict = judge(snapshot, list, { roles: rolesOf(call), require: listOption(call.options, 'require') });
  const result = recordOf(verdict, snapshot.collectedAt ?? '');
  writeEvent?.(result);
  const line = `${asciiJson(result)}\n`;
  const file = textOption(call.options, 'log');
  if (file === undefined) await addToState(line, call.out.warning);
  else addToFile(file, line);
  call.out.object('TeamsSplitTunnel.Result', result, () => renderRecord(result));
  return exitCodeOf(verdict.status);
}

function recordOf({ status, computer, checks }: Verdict, at: string): ResultRecord {
  const telling = checks.filter((check) => check.status === status);
  const proof = checks.filter(({ id }) => id === 'OptimizeRoutes');
  const named = status === 'Fail' || status === 'Unknown' || status === 'Warning' ? telling : proof;
  const message = (named.length > 0 ? named : proof).map((check) => `${check.id}: ${check.message}`).join(' ');
  return { schema: resultSchemaName, at, computer, status, message, eventId: eventOf[status].id };
}

/** @throws ToolError `EventLogMissing` */
async function openEventLog(): Promise<(result: ResultRecord) => void> {
  if (process.platform !== 'win32')
    throw new ToolError('EventLogMissing', 'NotImplemented', 'only Windows has an event log; leave --event-log out.');
  const { reportEvent } = await import('../native/windows/event-log.ts');
  return ({ status, message }) =>
    reportEvent(eventSource, eventOf[status].kind, eventOf[status].id, `${status}: ${message}`);
}
