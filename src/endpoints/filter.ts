import type { EndpointRow } from '../contract/endpoints.ts';
import { ToolError } from '../contract/error.ts';

const categories = ['Optimize', 'Allow', 'Default'];
const serviceAreas = ['Common', 'Exchange', 'SharePoint', 'Skype'];

export interface Choice {
  readonly category?: string;
  readonly serviceArea?: string;
}

/**
 * The rows of a category and of a service area, each named in any case.
 * @throws ToolError `CategoryUnknown`, `ServiceAreaUnknown`
 */
export function filterRows(rows: readonly EndpointRow[], { category, serviceArea }: Choice): EndpointRow[] {
  const areas = [...new Set([...serviceAreas, ...rows.map((row) => row.serviceArea)])];
  const wanted = {
    category: named(category, categories, 'CategoryUnknown', 'category'),
    serviceArea: named(serviceArea, areas, 'ServiceAreaUnknown', 'service area'),
  };
  return rows.filter(
    (row) =>
      (wanted.category ?? row.category) === row.category && (wanted.serviceArea ?? row.serviceArea) === row.serviceArea,
  );
}

function named(text: string | undefined, known: readonly string[], id: string, what: string): string | undefined {
  if (text === undefined) return undefined;
  const found = known.find((name) => name.toLowerCase() === text.toLowerCase());
  if (found !== undefined) return found;
  const shown = JSON.stringify(text.slice(0, 80));
  throw new ToolError(id, 'InvalidArgument', `there is no ${what} ${shown}; there are ${known.join(', ')}.`, text);
}
