import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve, sep } from 'node:path';
import { tool } from '../bed/tools.ts';

export interface Traced {
  status: number | null;
  stdout: string;
  stderr: string;
  /** Every path that a system call asked for, absolute, found or not. */
  paths: string[];
}

/** Runs a program under strace with nothing in its environment but the given variables. */
export function traced(program: string, args: string[], cwd: string, env: Record<string, string>): Traced {
  const folder = mkdtempSync(join(tmpdir(), 'traced-'));
  try {
    const output = join(folder, 'trace');
    const strace = ['-f', '-qq', '--seccomp-bpf', '-e', 'trace=%file', '-s', '4096', '-o', output];
    const variables = Object.entries(env).flatMap(([name, value]) => ['-E', `${name}=${value}`]);
    const { status, stdout, stderr } = spawnSync(tool('strace'), [...strace, ...variables, program, ...args], {
      cwd,
      env: {},
      encoding: 'utf8',
      timeout: 30_000,
    });
    return { status, stdout, stderr, paths: pathsIn(readFileSync(output, 'utf8'), cwd) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Those of the paths that lie in a folder. */
export function inside(folder: string, paths: string[]): string[] {
  return paths.filter((path) => path === folder || path.startsWith(folder + sep));
}

/** `openat(AT_FDCWD, "a/b", …)`, but not `getcwd("/a")`, where the path is an answer. */
function pathsIn(trace: string, cwd: string): string[] {
  const calls = trace.matchAll(/^\d+ +(?!getcwd)\w+\((?:AT_FDCWD|\d+)?(?:, )?"([^"]+)"/gm);
  return [...calls].map(([, path]) => resolve(cwd, path!));
}
