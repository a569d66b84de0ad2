import type { ParseArgsOptionDescriptor } from 'node:util';
import type { ExitCode } from '../contract/error.ts';
import type { Output } from './output.ts';

export interface Option extends ParseArgsOptionDescriptor {
  /** One line for the help. */
  readonly help: string;
  /** What stands for the value in the help: `FILE`. */
  readonly value?: string;
}

export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** One call of a command, from argv or from PowerShell. */
export interface Call {
  readonly options: OptionValues;
  readonly positionals: readonly string[];
  /** Pipeline objects of PowerShell, or null where the command line is the whole request. */
  readonly inputs: AsyncIterable<unknown> | null;
  readonly out: Output;
  /** Aborted when the caller gives up: its end of standard input closed, or Ctrl+C. */
  readonly signal: AbortSignal;
}

export interface Command {
  /** One line for the help. */
  readonly summary: string;
  /** What stands for the positionals in the help, or absent where the command takes none. */
  readonly positionals?: string;
  readonly options: Readonly<Record<string, Option>>;
  /** True where `--json` writes an array of objects instead of one document. */
  readonly many?: boolean;
  /** True where the command runs until it is stopped and then ends well. */
  readonly endless?: boolean;
  run(call: Call): Promise<ExitCode>;
}

export function textOption(options: OptionValues, name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

export function listOption(options: OptionValues, name: string): readonly string[] {
  const value = options[name];
  if (Array.isArray(value)) return value;
  return typeof value === 'string' ? [value] : [];
}

export function flagOption(options: OptionValues, name: string): boolean {
  return options[name] === true;
}
