import assert from 'node:assert/strict';
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EndpointList, EndpointRow } from '../../src/contract/endpoints.ts';
import { bundledList } from '../../src/endpoints/bundled.ts';
import { clientRequestId } from '../../src/endpoints/client-id.ts';
import { httpGet } from '../../src/endpoints/http.ts';
import { loadEndpoints } from '../../src/endpoints/load.ts';
import { optimizePrefixes } from '../../src/endpoints/select.ts';
import { openService } from '../../src/endpoints/service.ts';
import { updateEndpoints } from '../../src/endpoints/update.ts';
import { guard } from '../../src/native/linux/guard.ts';
import { stateBehind, type State } from '../../src/native/state.ts';
import { formatPrefix } from '../../src/net/prefix.ts';
import { WebService } from './web-service.ts';

export const bundled = await bundledList('Worldwide');

/** Newer than the bundled list. */
export const newVersion = '2026110200';
export const newRows = [media(['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38', '192.0.2.0/24'])];

export function media(ips: string[]): EndpointRow {
  return { id: 11, serviceArea: 'Skype', category: 'Optimize', ips, udpPorts: '3478,3479,3480,3481' };
}

export function prefixTexts(list: Pick<EndpointList, 'rows'>): string[] {
  return optimizePrefixes(list).map(formatPrefix);
}

/** One machine that updates its list, its clock, and the web service that it asks. */
export class Updating {
  readonly warnings: string[] = [];
  readonly directory = join(realpathSync(mkdtempSync(join(tmpdir(), 'endpoints-'))), 'state');
  readonly state = stateBehind(guard(this.directory), (message) => this.warnings.push(message));
  readonly service: WebService;
  clock = new Date('2026-11-24T12:00:00Z');

  private constructor(service: WebService) {
    this.service = service;
  }

  static async start(): Promise<Updating> {
    return new Updating(await WebService.start(newVersion, newRows));
  }

  async stop(): Promise<void> {
    await this.service.stop();
    rmSync(join(this.directory, '..'), { recursive: true, force: true });
  }

  update(options: { timeout?: number; state?: State; signal?: AbortSignal } = {}): Promise<EndpointList> {
    return updateEndpoints({
      cloud: 'Worldwide',
      state: options.state ?? this.state,
      service: () =>
        openService({
          base: this.service.base,
          get: httpGet({ environment: {}, authorities: [] }),
          clientRequestId: clientRequestId(this.state),
          signal: options.signal ?? new AbortController().signal,
          timeout: options.timeout,
        }),
      now: () => this.clock,
      warn: (message) => this.warnings.push(message),
      verbose: () => {},
    });
  }

  load(): Promise<EndpointList> {
    return loadEndpoints({ state: this.state, warn: (message) => this.warnings.push(message) });
  }

  pass(minutes: number): void {
    this.clock = new Date(this.clock.getTime() + minutes * 60_000);
  }

  /** Fails the test where something was warned of. */
  assertQuiet(): void {
    assert.deepEqual(this.warnings, []);
  }
}
