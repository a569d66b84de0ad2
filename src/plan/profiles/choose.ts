import { ToolError } from '../../contract/error.ts';

/**
 * The one of several policies that is meant.
 * @throws ToolError `ProfileAmbiguous` where nobody says which, `PolicyNotFound`, `ProfileInvalid` where there is none
 */
export function choose<T extends { readonly name: string }>(
  items: readonly T[],
  wanted: string | undefined,
  what: string,
): T {
  if (items.length === 0)
    throw new ToolError('ProfileInvalid', 'InvalidData', `line 1, column 1: the file holds no ${what}.`);
  const names = items.map(({ name }) => name).join(', ');
  if (wanted === undefined) {
    if (items.length === 1) return items[0];
    throw new ToolError(
      'ProfileAmbiguous',
      'InvalidArgument',
      `the file holds more than one ${what}: ${names}. Say which with -Policy (--policy).`,
    );
  }
  const found = items.find(({ name }) => name === wanted);
  if (found) return found;
  throw new ToolError(
    'PolicyNotFound',
    'ObjectNotFound',
    `the file holds no ${what} ${JSON.stringify(wanted)}; there are ${names}.`,
    wanted,
  );
}
