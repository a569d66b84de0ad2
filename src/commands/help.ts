import type { Command, Option } from './command.ts';
import { commands } from './index.ts';

/** What there is to ask for: a line a command. */
export async function overview(): Promise<string> {
  const lines = await Promise.all(
    Object.entries(commands).map(async ([name, load]) => `  ${name.padEnd(12)} ${(await load()).command.summary}`),
  );
  return ['usage: teams-split-tunnel COMMAND [OPTIONS]', '', ...lines, '', 'COMMAND --help tells its options.'].join(
    '\n',
  );
}

/** How a command is asked, a line an option. */
export function usage(name: string, command: Command, globalOptions: Readonly<Record<string, Option>>): string {
  const options = Object.entries({ ...command.options, ...globalOptions }).map(
    ([option, { help, value }]) => `  --${option}${value ? ` ${value}` : ''}`.padEnd(28) + help,
  );
  return [
    `usage: teams-split-tunnel ${name} [OPTIONS] ${command.positionals ?? ''}`.trimEnd(),
    '',
    command.summary,
    '',
    ...options,
  ].join('\n');
}
