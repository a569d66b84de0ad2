import type { ParseArgsOptionDescriptor } from 'node:util';

type Values = Record<string, string | boolean | string[]>;

/**
 * The values of a command line that is nothing but `--flag` and `--name value`; null where there is anything else, which
 * is for `parseArgs` to judge. Node compiles that anew at each start, which takes a fortieth of it.
 */
export function plainOptions(
  args: readonly string[],
  options: Readonly<Record<string, ParseArgsOptionDescriptor>>,
): Values | null {
  const values: Values = {};
  for (let at = 0; at < args.length; at++) {
    const name = args[at].slice('--'.length);
    if (!args[at].startsWith('--') || !Object.hasOwn(options, name)) return null;
    const { type, multiple } = options[name];
    if (type === 'boolean') {
      values[name] = true;
      continue;
    }
    const value = args[++at];
    if (value === undefined || (value.startsWith('-') && value !== '-')) return null;
    values[name] = multiple ? [...((values[name] as string[] | undefined) ?? []), value] : value;
  }
  return values;
}
