/**
 * How many traffic filters a phone book (rasphone.pbk) counts for an entry; null where entry or count is missing. The
 * file's format is not documented: `[entry name]` starts an entry, `NumPerAppTrafficFilters=0` is in every one that
 * Windows 10 or 11 wrote. Filters for apps are those that take traffic whatever the routes say (VPNv2 CSP,
 * TrafficFilterList/RoutingPolicyType).
 */
export function trafficFilters(phonebook: string, entryName: string): number | null {
  const lines = phonebook.split(/\r?\n/);
  const start = lines.indexOf(`[${entryName}]`);
  if (start < 0) return null;
  for (const line of lines.slice(start + 1)) {
    if (line.startsWith('[')) break;
    const count = /^NumPerAppTrafficFilters=(\d{1,9})\s*$/.exec(line);
    if (count) return Number(count[1]);
  }
  return null;
}
