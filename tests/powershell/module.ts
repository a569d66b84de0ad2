import { built } from '../build/dist.ts';
import type { PowerShellHost } from './host.ts';
import type { RunOptions, RunResult } from './host/protocol.ts';

/** A text as PowerShell's literal. */
export const quote = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** The built module, loaded before each script, perhaps with another program in place of its own. */
export class Module {
  readonly #host: PowerShellHost;
  readonly #prelude: string;

  constructor(host: PowerShellHost, folder = built('TeamsSplitTunnel'), program?: string) {
    this.#host = host;
    const setting = program ? `(Get-Module TeamsSplitTunnel).PrivateData.BinaryPath = ${quote(program)}; ` : '';
    this.#prelude = `Import-Module ${quote(folder)}; ${setting}`;
  }

  /** Runs a script to its end; it may not have a `param(…)`. */
  run(script: string, options?: RunOptions): Promise<RunResult> {
    return this.#host.run(this.#prelude + script, options);
  }

  /** The output of a script that must not put out errors. */
  async output(script: string, options?: RunOptions): Promise<unknown[]> {
    const { output, errors } = await this.run(script, options);
    if (errors.length > 0) throw new Error(errors.map(({ id, message }) => `${id}: ${message}`).join('\n'));
    return output;
  }
}
