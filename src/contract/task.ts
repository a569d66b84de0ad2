/** A scheduled task of Windows that keeps testing this machine. docs/unattended.md. */

export const taskName = 'TeamsSplitTunnel';
export const taskFolder = '\\TeamsSplitTunnel\\';

export interface TaskSettings {
  /** Absolute path of the program on the machine. */
  readonly program: string;
  /** Hours between two runs without a cause, 1 to 24. */
  readonly everyHours: number;
  readonly cloud: string;
  readonly vpnInterface: readonly string[];
  readonly localInterface: readonly string[];
  /** Whether routes are repaired before each test. */
  readonly repair: boolean;
  readonly eventLog: boolean;
  /** File of results; null for the program's own. */
  readonly logPath: string | null;
}

export interface TaskDefinition {
  readonly name: string;
  readonly folder: string;
  /** Of the Task Scheduler schema, in ASCII without a declaration of its encoding. */
  readonly xml: string;
}
