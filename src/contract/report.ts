import type { Status } from './verdict.ts';

/** What `report` answers. */
export interface Report {
  /** The HTML file. */
  readonly path: string;
  readonly kind: 'machine' | 'fleet';
  /** Of the machine; null for a fleet. */
  readonly status: Status | null;
  readonly bytes: number;
}
