import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Verdict } from '../../src/contract/verdict.ts';
import { checkout, layTopology, requireOrSkip, Wine, type Topology } from '../bed/index.ts';
import { windowsProgram } from './program.ts';

const name = 'worldaz.tr.teams.microsoft.com';
const rule = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Dnscache\\Parameters\\DnsPolicyConfig\\{1}';

describe('the Windows program with --online, under Wine', function () {
  requireOrSkip(this, ['root', 'namespaces', 'wine']);
  this.timeout(120_000);
  let topology: Topology;
  let wine: Wine;
  before(async () => {
    topology = layTopology();
    const { bed, client, isp } = topology;
    const script = join(checkout, 'tests/collect/online/dns-server.ts');
    const plan = JSON.stringify({ [name]: ['52.112.7.9', '10.0.0.1'] });
    const argv = [join(checkout, 'node_modules/.bin/node'), script, plan, '203.0.113.1'];
    const server = await isp.start(argv, { ready: /listening/ });
    bed.onClose(() => server.stop());
    wine = await Wine.start(bed, client);
    for (const value of [
      ['Name', 'REG_MULTI_SZ', '.teams.microsoft.com'],
      ['GenericDNSServers', 'REG_SZ', '203.0.113.1'],
      ['ConfigOptions', 'REG_DWORD', '8'],
    ]) {
      const added = await wine.run('reg.exe', ['add', rule, '/v', value[0], '/t', value[1], '/d', value[2], '/f']);
      assert.equal(added.code, 0, added.stderr);
    }
  });
  after(() => topology?.bed.close());

  const dnsOf = async (...options: string[]) => {
    const { stdout } = await wine.run(windowsProgram, ['test', '--json', ...options]);
    return (JSON.parse(stdout) as Verdict).checks.find(({ id }) => id === 'Dns')!;
  };

  it("asks a rule's server, and names what it answers wrongly", async () => {
    const { status, message } = await dnsOf('--online');
    assert.equal(status, 'Fail', message);
    assert.match(
      message,
      /52\.112\.7\.9 and 10\.0\.0\.1 \(203\.0\.113\.1, by a rule of the Name Resolution Policy Table\)/,
    );
  });

  it('asks nobody without it', async () => {
    assert.equal((await dnsOf()).status, 'NotApplicable');
  });
});
