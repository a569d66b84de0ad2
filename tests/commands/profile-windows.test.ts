import assert from 'node:assert/strict';
import { readFileSync, readdirSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireOrSkip } from '../bed/require.ts';
import { addresses, layTopology, type Topology } from '../bed/topology.ts';
import { Wine } from '../bed/wine.ts';
import { built } from '../build/dist.ts';

const wanted = ['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38'];
const route = (cidr: string) => {
  const [address, length] = cidr.split('/');
  return `<Route><Address>${address}</Address><PrefixSize>${length}</PrefixSize><ExclusionRoute>true</ExclusionRoute></Route>`;
};
const profile = (...cidrs: string[]) =>
  `<VPNProfile>\r\n  <NativeProfile><RoutingPolicyType>ForceTunnel</RoutingPolicyType></NativeProfile>${cidrs.map((cidr) => `\r\n  ${route(cidr)}`).join('')}\r\n</VPNProfile>\r\n`;

describe('profile (the executable, under Wine)', function () {
  requireOrSkip(this, ['root', 'namespaces', 'wine']);
  let topology: Topology;
  let wine: Wine;
  let folder: string;

  before(async () => {
    topology = layTopology();
    wine = await Wine.start(topology.bed, topology.client);
    folder = join(topology.bed.directory, 'profiles');
    mkdirSync(folder);
  });
  after(() => topology?.bed.close());

  const run = async (verb: string, name: string, ...args: string[]) => {
    const path = wine.windowsPath(join(folder, name));
    return wine.run(built('win-x64/teams-split-tunnel.exe'), ['profile', verb, path, ...args]);
  };
  const save = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');

  it('judges a profile on the routes of this Windows', async () => {
    save('good.xml', profile(...wanted));
    save('bad.xml', profile('52.112.0.0/14'));
    const good = await run('check', 'good.xml', '--json', '--local-interface', 'lan0');
    const verdict = JSON.parse(good.stdout);
    assert.equal(verdict.checks[0].status, 'Pass', good.stdout + good.stderr);
    assert.deepEqual(
      verdict.segments.map(({ nextHop }: { nextHop: string }) => nextHop),
      [addresses.lanGateway4, addresses.lanGateway4, addresses.lanGateway6],
    );
    const bad = JSON.parse((await run('check', 'bad.xml', '--json', '--local-interface', 'lan0')).stdout);
    assert.deepEqual(bad.leaks[0].cidrs, ['52.122.0.0/15']);
  });

  it('replaces a file in one step, and keeps the old one', async () => {
    const old = profile('13.107.64.0/18', ...wanted.slice(0, 2));
    save('vpn.xml', old);
    const { code, stdout, stderr } = await run('update', 'vpn.xml', '--in-place');
    assert.equal(code, 0, stderr);
    assert.match(stdout, /vpn\.xml\.bak/);
    assert.deepEqual([text('vpn.xml'), text('vpn.xml.bak')], [profile(...wanted), old]);
    await run('update', 'vpn.xml', '--in-place');
    assert.deepEqual(
      readdirSync(folder)
        .filter((name) => name.includes('vpn'))
        .sort(),
      ['vpn.xml', 'vpn.xml.bak'],
    );
  });

  it('writes a new file beside by default', async () => {
    save('new.xml', profile());
    await run('update', 'new.xml');
    assert.equal(text('new.updated.xml'), profile(...wanted));
    assert.equal(text('new.xml'), profile());
  });
});
