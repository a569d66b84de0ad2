import type { Family } from '../../contract/verdict.ts';
import { adapterAddresses, type AdapterAddresses } from '../../native/windows/adapter-addresses.ts';
import { ipInterfaceEntry, ipInterfaceTable, type IpInterfaceRow } from '../../native/windows/ip-interface.ts';
import type { Notes } from '../notes.ts';

/** What an interface is to one family; null: Windows does not tell. */
export interface FamilyFacts {
  readonly connected: boolean | null;
  readonly disableDefaultRoutes: boolean | null;
  readonly metric: number | null;
}

type Lookup = (index: number, family: Family) => IpInterfaceRow | 'absent' | null;

/** The adapter that has this interface index in either family. */
export type Adapters = (index: number) => AdapterAddresses | undefined;

/** Null where the adapters cannot be read at all. */
export function readAdapters(notes: Notes): Adapters | null {
  const adapters = notes.attempt('addresses of the interfaces', adapterAddresses);
  if (!adapters) return null;
  const byIndex = new Map(adapters.flatMap((adapter) => [adapter.index4, adapter.index6].map((i) => [i, adapter])));
  byIndex.delete(0);
  return (index) => byIndex.get(index);
}

/**
 * The facts from the table of IP interfaces, else from their entries one by one; without either only the metric is left,
 * from the adapters.
 */
export function familyFacts(adapters: Adapters | null, notes: Notes): (index: number, family: Family) => FamilyFacts {
  const lookup = ipInterfaces(notes);
  return (index, family) => {
    const row = lookup(index, family);
    if (row === 'absent') return { connected: false, disableDefaultRoutes: null, metric: null };
    return row ?? { connected: null, disableDefaultRoutes: null, metric: adapterMetric(adapters?.(index), family) };
  };
}

function ipInterfaces(notes: Notes): Lookup {
  const table = notes.attempt('table of IP interfaces', ipInterfaceTable);
  if (!table) return (index, family) => notes.attempt('IP interface entry', () => ipInterfaceEntry(index, family));
  const rows = new Map(table.map((row) => [`${row.index}/${row.family}`, row]));
  return (index, family) => rows.get(`${index}/${family}`) ?? 'absent';
}

/** MIB-II's word for a metric that is not used (RFC 1213, ipRouteMetric1), as an unsigned number. */
const noMetric = 0xffff_ffff;

function adapterMetric(adapter: AdapterAddresses | undefined, family: Family): number | null {
  const metric = family === 4 ? adapter?.metric4 : adapter?.metric6;
  return metric === undefined || metric === noMetric ? null : metric;
}
