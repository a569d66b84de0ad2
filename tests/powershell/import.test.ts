import assert from 'node:assert/strict';
import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Snapshot } from '../../src/contract/snapshot.ts';
import type { Verdict } from '../../src/contract/verdict.ts';
import { checkout } from '../bed/paths.ts';
import { typeNames } from './host/result.ts';
import { openShell } from './shell.ts';

describe('Import-TeamsNetworkSnapshot', function () {
  const shell = openShell(this);

  before(async () => {
    cpSync(join(checkout, 'tests/collect/import/fixtures'), shell.folder, { recursive: true });
    writeFileSync(
      join(shell.folder, 'ip-route.txt'),
      'default via 192.168.1.1 dev eth0\n10.0.0.0/8 dev tun0 scope link\n',
    );
    writeFileSync(
      join(shell.folder, 'ip-rule.txt'),
      '0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n',
    );
    writeFileSync(join(shell.folder, 'od[d].txt'), 'default via 192.168.1.1 dev eth0\n');
    writeFileSync(join(shell.folder, 'prose.txt'), 'Hello!\n');
  });
  const routesIn = (output: unknown[]) => output.map((snapshot) => (snapshot as Snapshot).routes.length);

  it('makes a snapshot that is judged', async () => {
    const { output, warnings } = await shell.module.run(
      `Import-TeamsNetworkSnapshot ${shell.file('route-print-ja-932.txt')} | Test-TeamsSplitTunnel -LocalInterface 192.168.1.10, 12 -VpnInterface 10.8.0.2`,
    );
    assert.deepEqual((output[0] as Verdict).leaks[0].cidrs, ['52.122.0.0/15']);
    assert.match(warnings.join('\n'), /code page 932[^]*by address alone/);
  });

  it('takes the files of one call for one machine, and each object of the pipeline for another', async () => {
    const together = await shell.module.output(`Import-TeamsNetworkSnapshot ${shell.file('ip-*.txt')}`);
    assert.deepEqual(routesIn(together), [2]);
    assert.equal((together[0] as Snapshot).rules!.length, 3);
    assert.equal(typeNames(together[0])[0], 'TeamsSplitTunnel.Snapshot');
    const listed = `${shell.file('ip-route.txt')}, ${shell.file('ip-rule.txt')}`;
    assert.deepEqual(await shell.module.output(`Import-TeamsNetworkSnapshot -LiteralPath ${listed}`), together);
    const apart = `Get-ChildItem ${shell.file('route-print-*.txt')}, ${shell.file('netstat-*.txt')} | Import-TeamsNetworkSnapshot`;
    assert.equal((await shell.module.output(apart)).length, 12);
    assert.equal((await shell.module.output(`${shell.file('ip-route.txt')} | Import-TeamsNetworkSnapshot`)).length, 1);
  });

  it('takes names as they are with LiteralPath, and the code page that is said', async () => {
    assert.deepEqual(
      routesIn(await shell.module.output(`Import-TeamsNetworkSnapshot -LiteralPath ${shell.file('od[d].txt')}`)),
      [1],
    );
    assert.deepEqual(
      routesIn(
        await shell.module.output(`Get-Item -LiteralPath ${shell.file('od[d].txt')} | Import-TeamsNetworkSnapshot`),
      ),
      [1],
    );
    const [polish] = await shell.module.output(
      `Import-TeamsNetworkSnapshot ${shell.file('route-print-pl-852.txt')} -CodePage 852`,
    );
    assert.equal((polish as Snapshot).interfaces[0].name, 'Karta sieciowa \u0142\u0105cza');
  });

  it('has an error for what it cannot read, and goes on with the others', async () => {
    const { output, errors } = await shell.module.run(
      `Get-ChildItem ${shell.file('prose.txt')}, ${shell.file('ip-route.txt')} | Import-TeamsNetworkSnapshot`,
    );
    assert.deepEqual(
      errors.map(({ id }) => id),
      ['ImportUnknown,Import-TeamsNetworkSnapshot'],
    );
    assert.match(errors[0].message, /prose\.txt: this is no output that this tool reads/);
    assert.deepEqual(routesIn(output), [2]);
    const missing = await shell.module.run(`Import-TeamsNetworkSnapshot ${shell.file('nothing-*.txt')}`);
    assert.deepEqual(
      [missing.output, missing.errors.map(({ id }) => id)],
      [[], ['PathNotFound,Import-TeamsNetworkSnapshot']],
    );
  });
});
