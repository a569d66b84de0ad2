import type { Verdict } from '../../src/contract/verdict.ts';
import { checkout, type Namespace, type RunResult } from '../bed/index.ts';

/** The built program. */
export const program = `${checkout}/dist/linux-x64/teams-split-tunnel`;
export const windowsProgram = `${checkout}/dist/win-x64/teams-split-tunnel.exe`;

/** `test --json` in a namespace. */
export async function testIn(
  namespace: Namespace,
  ...options: string[]
): Promise<{ code: number | undefined; verdict: Verdict }> {
  return readVerdict(await namespace.run([program, 'test', '--json', ...options]));
}

export function readVerdict({ code, stdout, stderr }: RunResult): { code: number | undefined; verdict: Verdict } {
  if (stdout === '') throw new Error(`no verdict, exit code ${code}: ${stderr}`);
  return { code, verdict: JSON.parse(stdout) as Verdict };
}

export function leaksOf(verdict: Verdict): string[] {
  return verdict.leaks.flatMap((leak) => leak.cidrs);
}

export function statusOf(verdict: Verdict, id: string): string | undefined {
  return verdict.checks.find((check) => check.id === id)?.status;
}
