import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Verdict } from '../../src/contract/verdict.ts';
import { layTopology, requireOrSkip, Wine, type Topology } from '../bed/index.ts';
import { localDefaults, machine } from '../judge/machine.ts';
import { program, windowsProgram } from './program.ts';

const toProxy =
  'function FindProxyForURL(url, host) { return isInNet(host, "52.112.0.0", "255.255.0.0") ? "DIRECT" : "PROXY p:1"; }';
const endless = 'function FindProxyForURL() { for (;;) ; }';

/** What the executables carry for PAC files is found and run there as in the sources. */
describe('a PAC file given to the executables', function () {
  requireOrSkip(this, ['root', 'namespaces', 'wine']);
  this.timeout(120_000);
  let topology: Topology;
  let wine: Wine;
  before(async () => {
    topology = layTopology();
    writeFileSync(
      inBed('snapshot.json'),
      JSON.stringify(machine(localDefaults, { proxies: { settings: [], unread: [] } })),
    );
    writeFileSync(inBed('proxy.pac'), toProxy);
    writeFileSync(inBed('endless.pac'), endless);
    wine = await Wine.start(topology.bed, topology.client);
  });
  after(() => topology?.bed.close());

  const inBed = (name: string) => join(topology.bed.directory, name);
  const proxyOf = (stdout: string) => (JSON.parse(stdout) as Verdict).checks.find(({ id }) => id === 'Proxy')!;
  const onLinux = (pac: string) =>
    proxyOf(
      spawnSync(program, ['test', '--json', '--snapshot', inBed('snapshot.json'), '--pac', inBed(pac)], {
        encoding: 'utf8',
      }).stdout,
    );
  const onWindows = async (pac: string) => {
    const [snapshot, file] = ['snapshot.json', pac].map((name) => wine.windowsPath(inBed(name)));
    return proxyOf((await wine.run(windowsProgram, ['test', '--json', '--snapshot', snapshot, '--pac', file])).stdout);
  };

  for (const [system, ask] of Object.entries({ Linux: onLinux, Windows: onWindows })) {
    it(`is evaluated on ${system}`, async () => {
      const { status, message } = await ask('proxy.pac');
      assert.equal(status, 'Warning', message);
      assert.match(message, /52\.122\.0\.0 by "PROXY p:1"/);
      assert.doesNotMatch(message, /52\.112\.0\.0 by/);
    });
    it(`is stopped on ${system}`, async () => {
      const { status, message } = await ask('endless.pac');
      assert.equal(status, 'Unknown');
      assert.match(message, /longer than 5 seconds/);
    });
  }
});
