import { spawn } from 'node:child_process';
import { windowsEnvironment, type Wine } from '../bed/wine.ts';
import type { Spawn } from './host.ts';

/** Wine loads a .NET library only with its own mscoree in place, which other programs do without. */
const WINEDLLOVERRIDES = 'mshtml=';

/** Starts the Windows host inside Wine: `PowerShellHost.start({ target: 'win-x64', spawn: inWine(wine) })`. */
export function inWine(wine: Wine): Spawn {
  return (program, args, env) => {
    const [nsenter, ...rest] = wine.command(program, args);
    return spawn(nsenter!, rest, { env: { ...windowsEnvironment, WINEDLLOVERRIDES, ...env } });
  };
}
