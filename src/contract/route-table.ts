import type { Path } from './verdict.ts';

/** One row of a route table, with what is known of its interface. */
export interface DescribedRoute {
  readonly destination: string;
  /** Null where the destination is on-link. */
  readonly nextHop: string | null;
  readonly interfaceIndex: number;
  readonly interfaceName: string;
  /** Route metric + interface metric; null where unknown. */
  readonly metric: number | null;
  /** Linux routing table; null on other systems. */
  readonly table: number | null;
  readonly type: string | null;
  readonly protocol: string | number | null;
  readonly path: Path;
  /** Why the interface is said to lead there. */
  readonly reason: string;
  readonly source: 'recognised' | 'administrator';
}
