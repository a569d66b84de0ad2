import assert from 'node:assert/strict';
import { join } from 'node:path';
import { platformNamed } from '../../../scripts/build/platforms.ts';
import { runtimePackage } from '../../../scripts/build/runtime.ts';
import { readSnapshot } from '../../../src/contract/read-snapshot.ts';
import type { Snapshot } from '../../../src/contract/snapshot.ts';
import type { Wine } from '../../bed/wine.ts';

export const optimize = ['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38'];

/** Runs a TypeScript file of the tests by the Node for Windows that the executable embeds, from the checkout's sources. */
export async function runScript(wine: Wine, script: string, args: readonly string[] = []) {
  const node = join(await runtimePackage(platformNamed('win-x64')), 'bin', 'node.exe');
  const options = ['--experimental-ffi', '--disable-warning=ExperimentalWarning'];
  return wine.run(node, [...options, wine.windowsPath(script), ...args]);
}

export async function takeSnapshot(wine: Wine, prefixes: readonly string[] = optimize): Promise<Snapshot> {
  return (await takeSnapshotWithLog(wine, prefixes)).snapshot;
}

export async function takeSnapshotWithLog(wine: Wine, prefixes: readonly string[] = optimize) {
  const { code, stdout, stderr } = await runScript(wine, join(import.meta.dirname, 'snapshot-script.ts'), prefixes);
  assert.equal(code, 0, stderr);
  return { snapshot: readSnapshot(JSON.parse(stdout)), log: stderr };
}
