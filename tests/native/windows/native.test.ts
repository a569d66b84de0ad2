import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { requireOrSkip } from '../../bed/require.ts';
import { tool } from '../../bed/tools.ts';
import { layTopology, type Topology } from '../../bed/topology.ts';
import { Wine } from '../../bed/wine.ts';
import { runScript } from '../../collect/windows/windows.ts';

const registryPath = 'SOFTWARE\\TeamsSplitTunnelTest';

describe('native/windows under Wine', function () {
  requireOrSkip(this, ['root', 'namespaces', 'wine', 'mingw']);
  let topology: Topology;
  let wine: Wine;
  let oracle: Record<string, unknown>;
  let heard: Record<string, unknown>;
  const long = 'long '.repeat(1000);

  before(async () => {
    topology = layTopology();
    const { bed, client } = topology;
    wine = await Wine.start(bed, client);
    for (const [name, type, data] of [
      ['Text', 'REG_SZ', 'Grüße'],
      ['Long', 'REG_SZ', long],
      ['Path', 'REG_EXPAND_SZ', '%SystemRoot%\\a'],
      ['Number', 'REG_DWORD', '4294967295'],
      ['List', 'REG_MULTI_SZ', 'one\\0two'],
      ['Bytes', 'REG_BINARY', '00ff10'],
    ]) {
      await reg('add', `HKLM\\${registryPath}`, '/v', name, '/t', type, '/d', data);
    }
    for (let i = 0; i < 3; i++) await reg('add', `HKLM\\${registryPath}\\key${i}`);
    oracle = JSON.parse((await wine.run(buildOracle(bed.directory))).stdout);
    const { code, stdout, stderr } = await runScript(wine, join(import.meta.dirname, 'native-script.ts'), [
      registryPath,
    ]);
    assert.equal(code, 0, stderr);
    heard = JSON.parse(stdout);
  });
  after(() => topology?.bed.close());

  async function reg(...args: string[]): Promise<void> {
    const { code, stderr } = await wine.run('reg.exe', [...args, '/f']);
    assert.equal(code, 0, stderr);
  }

  for (const fact of ['interfaces', 'routes', 'LocalAppData', 'ProgramData', 'system', 'elevated']) {
    it(`hears of ${fact} what a C program hears`, () => {
      assert.notEqual(oracle[fact], undefined);
      assert.deepEqual(heard[fact], oracle[fact]);
    });
  }

  it('lists the running programs and services', () => {
    const [processes, services] = [heard['processes'] as string[], heard['services'] as string[]];
    for (const name of ['node.exe', 'services.exe']) assert.ok(processes.includes(name), processes.join());
    for (const name of ['RpcSs', 'PlugPlay']) assert.ok(services.includes(name), services.join());
    assert.ok(!services.includes('MSIServer'), 'a service that was not started');
  });

  it('reads registry values of every type and length, and the names of subkeys', () => {
    assert.deepEqual(heard['subkeys'], ['key0', 'key1', 'key2']);
    assert.deepEqual(Object.fromEntries(heard['values'] as [string, unknown][]), {
      Text: { type: 'REG_SZ', data: 'Grüße' },
      Long: { type: 'REG_SZ', data: long },
      Path: { type: 'REG_EXPAND_SZ', data: '%SystemRoot%\\a' },
      Number: { type: 'REG_DWORD', data: 4294967295 },
      List: { type: 'REG_MULTI_SZ', data: ['one', 'two'] },
      Bytes: { type: 'REG_BINARY', data: { type: 'Buffer', data: [0, 255, 16] } },
    });
    assert.deepEqual(heard['inAnyCase'], { type: 'REG_DWORD', data: 4294967295 });
    assert.deepEqual(heard['missing'], [null, null]);
  });
});

function buildOracle(folder: string): string {
  const program = join(folder, 'oracle.exe');
  const libraries = ['-liphlpapi', '-lws2_32', '-lole32', '-lshell32', '-luuid'];
  const source = join(import.meta.dirname, 'oracle.c');
  execFileSync(tool('x86_64-w64-mingw32-gcc'), ['-Wall', '-o', program, source, ...libraries]);
  return program;
}
