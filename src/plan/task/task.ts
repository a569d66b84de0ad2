import { ToolError } from '../../contract/error.ts';
import { taskFolder, taskName, type TaskDefinition, type TaskSettings } from '../../contract/task.ts';
import { commandLine } from './command-line.ts';
import { element, type Element } from './xml.ts';

/** https://learn.microsoft.com/windows/win32/taskschd/task-scheduler-schema */
const namespace = 'http://schemas.microsoft.com/windows/2004/02/mit/task';
const localSystem = 'S-1-5-18';
const longestPath = 260;

const profileLog = 'Microsoft-Windows-NetworkProfile/Operational';
/** Event 10000 of the network list service: this machine is connected to a network. */
const networkConnected = `<QueryList><Query Id="0" Path="${profileLog}"><Select Path="${profileLog}">*[System[Provider[@Name='Microsoft-Windows-NetworkProfile'] and EventID=10000]]</Select></Query></QueryList>`;

/**
 * The task that tests this machine as SYSTEM at sign-in, at every change of network and every few hours.
 * @throws ToolError `BadUsage`
 */
export function writeTask(settings: TaskSettings): TaskDefinition {
  check(settings);
  const task = element('Task', { version: '1.3', xmlns: namespace }, [
    element('RegistrationInfo', {}, [
      element('Author', {}, 'TeamsSplitTunnel'),
      element('Description', {}, 'Tests whether Microsoft Teams media stays out of the VPN.'),
      element('URI', {}, `${taskFolder}${taskName}`),
    ]),
    element('Triggers', {}, triggers(settings.everyHours)),
    element('Principals', {}, [
      element('Principal', { id: 'System' }, [
        element('UserId', {}, localSystem),
        element('RunLevel', {}, 'HighestAvailable'),
      ]),
    ]),
    element('Settings', {}, [
      element('MultipleInstancesPolicy', {}, 'Queue'),
      element('DisallowStartIfOnBatteries', {}, 'false'),
      element('StopIfGoingOnBatteries', {}, 'false'),
      element('StartWhenAvailable', {}, 'true'),
      element('ExecutionTimeLimit', {}, 'PT10M'),
    ]),
    element('Actions', { Context: 'System' }, actions(settings)),
  ]);
  return { name: taskName, folder: taskFolder, xml: task.text('') };
}

/** A trigger's own elements come after those that all triggers have: the schema's sequence. */
function triggers(everyHours: number): Element[] {
  return [
    element('TimeTrigger', {}, [
      element('StartBoundary', {}, '2026-01-01T00:00:00'),
      element('Repetition', {}, [element('Interval', {}, `PT${everyHours}H`)]),
      element('RandomDelay', {}, 'PT5M'),
    ]),
    element('EventTrigger', {}, [element('Subscription', {}, networkConnected), element('Delay', {}, 'PT10S')]),
    element('LogonTrigger', {}, [element('Delay', {}, 'PT30S')]),
  ];
}

function actions(settings: TaskSettings): Element[] {
  const { program, cloud, vpnInterface, localInterface, repair, eventLog, logPath } = settings;
  const about = [
    '--cloud',
    cloud,
    ...vpnInterface.flatMap((pattern) => [`--vpn-interface=${pattern}`]),
    ...localInterface.flatMap((pattern) => [`--local-interface=${pattern}`]),
  ];
  const run = (args: readonly string[]) =>
    element('Exec', {}, [element('Command', {}, `"${program}"`), element('Arguments', {}, commandLine(args))]);
  return [
    ...(repair ? [run(['repair', '--apply', '--quiet', ...about])] : []),
    run([
      'record',
      '--quiet',
      ...(eventLog ? ['--event-log'] : []),
      ...(logPath === null ? [] : [`--log=${logPath}`]),
      ...about,
    ]),
  ];
}

function check({ program, everyHours, logPath }: TaskSettings): void {
  if (!Number.isInteger(everyHours) || everyHours < 1 || everyHours > 24)
    throw badUsage(`every ${everyHours} hours: give a whole number from 1 to 24.`);
  for (const path of [program, ...(logPath === null ? [] : [logPath])]) {
    const isAbsolute = /^([A-Za-z]:\\|\\\\[^\\])[^"<>|?*\p{Cc}]*$/u.test(path);
    if (!isAbsolute) throw badUsage(`${JSON.stringify(path.slice(0, 80))} is not an absolute path of Windows.`);
    if (path.length > longestPath - 2)
      throw badUsage(`a path is longer than the ${longestPath - 2} characters of a task.`);
  }
}

function badUsage(message: string): ToolError {
  return new ToolError('BadUsage', 'InvalidArgument', message);
}
