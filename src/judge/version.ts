const dotted = /^\d{1,9}(\.\d{1,9})*$/;

/**
 * Compares versions field by field as numbers, a missing field being 0: `1.3.00.8070` is less than `1.3.00.13565`.
 * Null where one is no dotted number.
 */
export function compareVersions(a: string, b: string): number | null {
  if (!dotted.test(a) || !dotted.test(b)) return null;
  const [left, right] = [a, b].map((text) => text.split('.').map(Number));
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
