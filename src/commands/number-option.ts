import { ToolError } from '../contract/error.ts';
import { textOption, type OptionValues } from './command.ts';

/** What an option's number may be. */
export interface NumberRange {
  readonly least: number;
  readonly most: number;
  readonly unless: number;
}

/**
 * An option's whole number, `unless` where it isn't given.
 * @throws ToolError `BadUsage`
 */
export function numberOption(options: OptionValues, name: string, { least, most, unless }: NumberRange): number {
  const text = textOption(options, name);
  if (text === undefined) return unless;
  const value = /^[0-9]{1,9}$/.test(text) ? Number(text) : NaN;
  if (value >= least && value <= most) return value;
  throw new ToolError(
    'BadUsage',
    'InvalidArgument',
    `--${name} ${text}: a whole number from ${least} to ${most} is wanted.`,
    text,
  );
}
