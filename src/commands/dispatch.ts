import { parseArgs } from 'node:util';
import { ToolError, type ExitCode } from '../contract/error.ts';
import { commands } from './index.ts';
import type { Call, Command, Option, OptionValues } from './command.ts';
import { openOutput, type Format, type Output } from './output.ts';
import { plainOptions } from './plain-options.ts';
import { stopped } from './stdin.ts';
import { write } from './stdio.ts';
import { openStop, type Stop } from './stop.ts';
import { version } from '../version.ts';

const globalOptions: Readonly<Record<string, Option>> = {
  json: { type: 'boolean', help: 'one JSON document instead of text' },
  ndjson: { type: 'boolean', help: 'one JSON message a line; alone, the request comes on standard input' },
  quiet: { type: 'boolean', help: 'write nothing; the exit code is the answer' },
  verbose: { type: 'boolean', help: 'tell the steps on standard error' },
  help: { type: 'boolean', short: 'h', help: 'this help' },
};

/** Runs the command that `argv` names and tells the exit code. */
export async function dispatch(argv: readonly string[]): Promise<ExitCode> {
  let out = openOutput(argv.includes('--ndjson') ? 'ndjson' : 'text', false, false);
  try {
    const request = await readRequest(argv);
    if (!request) return 0;
    out = request.out;
    const code = await request.command.run(request);
    if (request.stop.aborted && !request.command.endless) throw stopped();
    out.end();
    return code;
  } catch (error) {
    return report(error, out);
  }
}

/** Commands for which `COMMAND --ndjson` is a whole request: standard input is theirs, or nobody's. */
const selfContained: ReadonlySet<string> = new Set(['watch', 'fleet']);

type NamedCall = Call & { readonly command: Command; readonly stop: Stop };

/** The call that the command line, or the request on standard input, asks for; null where help was all. */
async function readRequest(argv: readonly string[]): Promise<NamedCall | null> {
  const stop = openStop();
  if (argv.length <= 2 && argv.at(-1) === '--ndjson' && !selfContained.has(argv[0])) {
    const { openProtocol } = await import('./protocol.ts');
    const { request, inputs } = await openProtocol(stop);
    const command = await load(argv.length === 2 ? argv[0] : request.command);
    const { options, positionals } = request;
    checkOptions(options, command);
    return callOf(command, { options, positionals, inputs, out: openOutput('ndjson', false, true) }, stop);
  }
  const [name, ...rest] = argv;
  if (name === '--version') return help(`teams-split-tunnel ${version}`);
  if (name === undefined || name === '--help' || name === '-h') {
    const { overview } = await import('./help.ts');
    return help(await overview());
  }
  const command = await load(name);
  const { values, positionals } = parse(rest, command);
  if (values.help === true) {
    const { usage } = await import('./help.ts');
    return help(usage(name, command, globalOptions));
  }
  const out = openOutput(formatOf(values), command.many === true, values.verbose === true);
  return callOf(command, { options: values, positionals, inputs: null, out }, stop);
}

function callOf(command: Command, call: Omit<Call, 'signal'>, stop: Stop): NamedCall {
  return {
    ...call,
    command,
    stop,
    get signal() {
      return stop.signal;
    },
  };
}

async function load(name: string): Promise<Command> {
  const loader = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!loader) {
    const known = Object.keys(commands).join(', ');
    throw new ToolError(
      'BadUsage',
      'InvalidArgument',
      `there is no command ${JSON.stringify(name.slice(0, 80))}; there are ${known}.`,
      name,
    );
  }
  return (await loader()).command;
}

function parse(args: readonly string[], command: Command): { values: OptionValues; positionals: string[] } {
  const options = { ...globalOptions, ...command.options };
  const plain = plainOptions(args, options);
  if (plain) return { values: plain, positionals: [] };
  const allowPositionals = command.positionals !== undefined;
  try {
    const parsed = parseArgs({ args: [...args], options, allowPositionals });
    return { values: parsed.values as OptionValues, positionals: parsed.positionals };
  } catch (error) {
    throw new ToolError('BadUsage', 'InvalidArgument', `${(error as Error).message} See --help.`);
  }
}

function checkOptions(options: OptionValues, command: Command): void {
  for (const [name, value] of Object.entries(options)) {
    const option = Object.hasOwn(command.options, name) ? command.options[name] : undefined;
    const fits =
      option &&
      (option.type === 'boolean'
        ? typeof value === 'boolean'
        : option.multiple
          ? Array.isArray(value)
          : typeof value === 'string');
    if (!fits)
      throw new ToolError(
        'BadUsage',
        'InvalidArgument',
        `the request's option ${JSON.stringify(name)} is unknown or has a value of the wrong type.`,
        name,
      );
  }
}

function formatOf(values: OptionValues): Format {
  if (values.quiet === true) return 'quiet';
  if (values.ndjson === true) return 'ndjson';
  return values.json === true ? 'json' : 'text';
}

function report(error: unknown, out: Output): ExitCode {
  if (error instanceof ToolError) {
    out.error(error);
    return error.exitCode;
  }
  const internal = error instanceof Error ? error : new Error(String(error));
  out.error(
    new ToolError(
      'InternalError',
      'InvalidOperation',
      `this is a defect of the tool, please report it: ${internal.message}`,
    ),
  );
  out.verbose(internal.stack ?? internal.message);
  return 3;
}

function help(text: string): null {
  write(1, text + '\n');
  return null;
}
