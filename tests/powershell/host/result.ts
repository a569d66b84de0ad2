import type { Information, PowerShellError, Progress, Prompt, RunResult, StreamRecord } from './protocol.ts';

type End = Pick<RunResult, 'hadErrors' | 'stopped' | 'exitCode'>;

const typeNamesKey = 'PSTypeNames';

/** Sorts a script's records by stream. */
export function resultOf(records: readonly StreamRecord[]): RunResult {
  const of = <T>(stream: StreamRecord['stream']) =>
    records.filter((record) => record.stream === stream).map((record) => record.value as T);

  return {
    output: of<unknown>('output'),
    errors: of<PowerShellError>('error'),
    warnings: of<string>('warning'),
    verbose: of<string>('verbose'),
    debug: of<string>('debug'),
    information: of<Information>('information'),
    progress: of<Progress>('progress'),
    prompts: of<Prompt>('prompt'),
    console: of<string>('host').join(''),
    ...of<End>('end')[0]!,
  };
}

/** Makes dates of dates, and hides the type names of objects, so that `deepEqual` compares properties alone. */
export function revive(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('$date' in value) return new Date(String(value.$date));
  if (typeNamesKey in value) Object.defineProperty(value, typeNamesKey, { enumerable: false });
  return value;
}

/** An object's PSTypeNames, the most special one first. */
export function typeNames(value: unknown): string[] {
  return (value as { [typeNamesKey]: string[] })[typeNamesKey];
}
