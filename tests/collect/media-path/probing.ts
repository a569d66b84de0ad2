import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MediaPathPlan } from '../../../src/collect/media-path/observe.ts';
import type { ObservedMediaPath } from '../../../src/contract/media-path.ts';
import type { Daemon } from '../../bed/daemon.ts';
import type { RunResult } from '../../bed/netns.ts';
import { relay4, relay6, type Topology } from '../../bed/topology.ts';
import { node } from '../linux/inside.ts';

export const mediaPathScript = join(import.meta.dirname, 'media-path-script.ts');
const server = join(import.meta.dirname, 'relay-server.ts');

export const plan: MediaPathPlan = {
  targets: [
    { address: relay4, family: 4, prefix: '52.112.0.0/14' },
    { address: relay6, family: 6, prefix: '2603:1063::/38' },
  ],
  bindings: [null],
  ports: [3478, 3479],
  count: 0,
  timeout: 900,
};

/** Writes a plan where both systems of the bed can read it. */
export function savePlan({ bed }: Topology, more: Partial<MediaPathPlan>): string {
  const path = join(bed.directory, 'plan.json');
  writeFileSync(path, JSON.stringify({ ...plan, ...more }));
  return path;
}

export interface Probed {
  observed: ObservedMediaPath;
  /** Milliseconds. */
  elapsed: number;
}

export function readProbed({ code, stdout, stderr }: RunResult): Probed {
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as Probed;
}

/** A relay of the tests at one of the relay addresses. */
export async function startTestRelay(
  { bed, isp }: Topology,
  behaviour: string,
  address = relay4,
  ports = '3478,3479',
): Promise<Daemon> {
  const last = ports.split(',').at(-1);
  const relay = await isp.start([...node, server, behaviour, address, ports], { ready: new RegExp(`ready ${last}`) });
  bed.onClose(() => relay.stop());
  return relay;
}

/** The requests that a relay has seen: port and bytes. */
export function requestsOf(relay: Daemon): { port: number; bytes: Buffer }[] {
  return [...relay.log.matchAll(/^request (\d+) \d+ ([0-9a-f]*)$/gm)].map(([, port, hex]) => ({
    port: Number(port),
    bytes: Buffer.from(hex, 'hex'),
  }));
}
