import { execFile } from 'node:child_process';
import { join } from 'node:path';
import type { Verdict } from '../../../src/contract/verdict.ts';
import type { Namespace } from '../../bed/netns.ts';
import { checkout } from '../../bed/paths.ts';

/** The program from its source, as an argument vector. */
export const program = [
  process.execPath,
  '--experimental-ffi',
  '--disable-warning=ExperimentalWarning',
  join(checkout, 'src/main.ts'),
] as const;

export interface Ran {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the program on this machine. */
export function run(...args: string[]): Promise<Ran> {
  const [file, ...rest] = program;
  return new Promise((resolve) => {
    execFile(file, [...rest, ...args], { maxBuffer: 1 << 28, timeout: 60_000 }, (error, stdout, stderr) =>
      resolve({ code: error ? (error.code as unknown as number) : 0, stdout, stderr }),
    );
  });
}

/** The verdict that the program gives in a namespace, and its exit code. */
export async function verdictIn(namespace: Namespace, ...args: string[]): Promise<{ code: number; verdict: Verdict }> {
  const { code, stdout, stderr } = await namespace.run([...program, ...args, '--json']);
  if (stdout === '') throw new Error(`no verdict from ${args.join(' ')}: ${stderr}`);
  return { code: code!, verdict: JSON.parse(stdout) };
}
