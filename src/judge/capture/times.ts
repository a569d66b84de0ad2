/** Microseconds since 1970 of an RFC 3339 time in UTC: `Date` alone would drop what is below a millisecond. */
function microseconds(time: string): number {
  const fraction = /\.(\d+)/.exec(time)?.[1].padEnd(6, '0').slice(3, 6) ?? '0';
  return Date.parse(time) * 1000 + Number(fraction);
}

export function secondsBetween(first: string | null, last: string | null): number | null {
  return first === null || last === null ? null : (microseconds(last) - microseconds(first)) / 1e6;
}
