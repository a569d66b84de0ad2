import type { Status } from './verdict.ts';

/** How results stand in the Windows event log, log Application. The numbers never change. docs/unattended.md. */

export const eventSource = 'TeamsSplitTunnel';

/** EVENTLOG_INFORMATION_TYPE, EVENTLOG_WARNING_TYPE and EVENTLOG_ERROR_TYPE by the names of EventLogEntryType. */
export type EventKind = 'Information' | 'Warning' | 'Error';

export interface EventEntry {
  readonly id: number;
  readonly kind: EventKind;
}

export const eventOf: Readonly<Record<Status, EventEntry>> = {
  Pass: { id: 1000, kind: 'Information' },
  NotApplicable: { id: 1001, kind: 'Information' },
  Warning: { id: 2000, kind: 'Warning' },
  Unknown: { id: 2001, kind: 'Warning' },
  Fail: { id: 3000, kind: 'Error' },
};

/** One line of the rolling file of results. */
export interface ResultRecord {
  readonly schema: typeof resultSchemaName;
  readonly at: string;
  readonly computer: string | null;
  readonly status: Status;
  /** For people, in one line. */
  readonly message: string;
  readonly eventId: number;
}

export const resultSchemaName = 'teams-split-tunnel/result/1';

/** The file of results is put aside, in the place of the one before, when it has grown to this many bytes. */
export const resultFileLimit = 1024 * 1024;
