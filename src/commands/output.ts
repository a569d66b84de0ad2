import type { ToolError } from '../contract/error.ts';
import type { OutputMessage } from '../contract/message.ts';
import { plain } from '../render/text.ts';
import { showProgress } from './progress-bar.ts';
import { write } from './stdio.ts';

export interface Progress {
  readonly activity: string;
  readonly status: string;
  /** 0 to 100, null where it cannot be told. */
  readonly percent: number | null;
  readonly completed: boolean;
}

/** Where a command's results go. One implementation a format; a command does not know which. */
export interface Output {
  readonly format: Format;
  /** `typeName` is the PowerShell type; `text` makes what people read; `input` numbers the pipeline object it answers. */
  object(typeName: string, value: unknown, text: () => string, input?: number): void;
  progress(progress: Progress): void;
  verbose(message: string): void;
  warning(message: string): void;
  error(error: ToolError, input?: number): void;
  /** Ends the document. */
  end(): void;
}

export type Format = 'text' | 'json' | 'ndjson' | 'quiet';

export function openOutput(format: Format, many: boolean, verbose: boolean): Output {
  if (format === 'ndjson') return ndjson;
  if (format === 'json')
    return many ? jsonArray(verbose) : { ...forPeople('json', verbose), object: (_, value) => writeJson(value) };
  return format === 'quiet'
    ? { ...forPeople('quiet', false), object: () => {}, warning: () => {} }
    : forPeople('text', verbose);
}

/** JSON in ASCII: then no console's encoding matters. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(
    /[\u007f-\uffff]/g,
    (unit) => '\\u' + unit.charCodeAt(0).toString(16).padStart(4, '0'),
  );
}

function writeJson(value: unknown): void {
  write(1, asciiJson(value) + '\n');
}

function forPeople(format: Format, verbose: boolean): Output {
  return {
    format,
    object: (_typeName, _value, text) => write(1, text() + '\n'),
    progress: format === 'quiet' ? () => {} : showProgress,
    verbose: (message) => verbose && write(2, `${plainLines(message)}\n`),
    warning: (message) => write(2, `warning: ${plain(message)}\n`),
    error: (error) => write(2, `error: ${plainLines(error.message)} [${error.id}]\n`),
    end: () => {},
  };
}

/** Harmless, in the lines that Node's words on options and the stack of a defect have. */
function plainLines(text: string): string {
  return text.split('\n').map(plain).join('\n');
}

function jsonArray(verbose: boolean): Output {
  let separator = '[';
  return {
    ...forPeople('json', verbose),
    object: (_typeName, value) => {
      write(1, `${separator}${asciiJson(value)}`);
      separator = ',\n';
    },
    end: () => write(1, separator === '[' ? '[]\n' : ']\n'),
  };
}

function send(message: OutputMessage): void {
  writeJson(message);
}

const ndjson: Output = {
  format: 'ndjson',
  object: (typeName, value, _text, input) => send({ type: 'object', typeName, input: input ?? null, value }),
  progress: (progress) => send({ type: 'progress', ...progress }),
  verbose: (message) => send({ type: 'verbose', message }),
  warning: (message) => send({ type: 'warning', message }),
  error: ({ id, category, target, message }, input) =>
    send({ type: 'error', id, category, target, message, input: input ?? null }),
  end: () => {},
};
