import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Check } from '../../src/contract/verdict.ts';
import { localDefaults, machine } from '../judge/machine.ts';
import { quote } from './module.ts';
import { openShell } from './shell.ts';

describe('Test-TeamsSplitTunnel, evidence beyond the routes', function () {
  const shell = openShell(this);
  before(async () => {
    writeFileSync(join(shell.folder, 'proxy.pac'), 'function FindProxyForURL(url, host) { return "PROXY corp:8080"; }');
    const snapshot = machine(localDefaults, { proxies: { settings: [], unread: [] } });
    writeFileSync(join(shell.folder, 'snapshot.json'), JSON.stringify(snapshot));
  });
  const test = 'Test-TeamsSplitTunnel -Path .\\snapshot.json';
  const there = () => `Set-Location -LiteralPath ${quote(shell.folder)};`;

  it('-PacFile takes a file from the location of PowerShell', async () => {
    const [check] = await shell.module.output(
      `${there()} (${test} -PacFile .\\proxy.pac).checks | Where-Object id -eq Proxy`,
    );
    const { status, message } = check as Check;
    assert.equal(status, 'Warning');
    assert.match(message, /PROXY corp:8080/);
  });

  it('-PacFile that is not there is an error, and there is no verdict', async () => {
    const { output, errors } = await shell.module.run(`${there()} ${test} -PacFile .\\none.pac`);
    assert.deepEqual([output, errors.map(({ id }) => id)], [[], ['FileUnreadable,Test-TeamsSplitTunnel']]);
  });

  it('judges all sections of an object as those of the file, also after a remote session', async () => {
    const path = 'C:\\Users\\a\\AppData\\Local\\Microsoft\\Teams\\current\\Teams.exe';
    const snapshot = machine(localDefaults, {
      teamsClients: { clients: [{ product: 'classic', version: '1.3.00.08070', path, scope: 'user' }], unread: [] },
      browsers: [
        {
          product: 'Edge',
          versions: ['140.0'],
          policies: [{ name: 'WebRtcRespectOsRoutingTableEnabled', value: 1, scope: 'machine' }],
        },
      ],
      nameResolution: { servers: [{ address: '192.168.1.1', interfaceIndex: 10 }], rules: [] },
      dnsAnswers: [{ name: 'x', server: '192.168.1.1', interfaceIndex: 10, addresses: ['10.0.0.1'], error: null }],
      proxies: { settings: [{ source: 'WinHTTP', scope: 'machine', server: 'p:1', bypass: null }], unread: [] },
    });
    writeFileSync(join(shell.folder, 'full.json'), JSON.stringify(snapshot));
    const statuses = async (pipeline: string) =>
      ((await shell.module.output(`${there()} (${pipeline}).checks`)) as Check[]).map(
        ({ id, status }) => `${id} ${status}`,
      );
    const ofFile = await statuses('Test-TeamsSplitTunnel .\\full.json');
    for (const each of ['TeamsClient Fail', 'EdgeRouting Pass', 'Dns Fail', 'Proxy Warning'])
      assert.ok(ofFile.includes(each), ofFile.join());
    const object = 'Get-Content -Raw -LiteralPath .\\full.json | ConvertFrom-Json';
    assert.deepEqual(await statuses(`${object} | Test-TeamsSplitTunnel`), ofFile);
    const through = '[System.Management.Automation.PSSerializer]';
    const remote = `${through}::Deserialize(${through}::Serialize((${object}), 8))`;
    assert.deepEqual(await statuses(`${remote} | Test-TeamsSplitTunnel`), ofFile);
  });

  it('-Online asks nothing about a recorded machine, and says so', async () => {
    const { output, warnings } = await shell.module.run(
      `${there()} (${test} -Online).checks | Where-Object id -eq Dns`,
    );
    assert.equal((output[0] as Check).status, 'NotApplicable');
    assert.match(warnings.join(), /--online asks this machine/);
  });
});
