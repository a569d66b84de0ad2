/**
 * Whole days from a day on, 0 for the future; null where there is none.
 * @param now in milliseconds since 1970
 */
export function ageInDays(day: string | null, now: number): number | null {
  const time = day === null ? NaN : Date.parse(day);
  return Number.isNaN(time) ? null : Math.max(0, Math.floor((now - time) / 86_400_000));
}
