import assert from 'node:assert/strict';
import { checkOf } from '../../judge/machine.ts';
import { anything, proof, told, whatIf } from './reading.ts';

const conf = (allowedIps: string, ...lines: string[]) =>
  [
    '[Interface]',
    'PrivateKey = c2VjcmV0',
    'Address = 10.8.1.2/24',
    ...lines,
    '',
    '[Peer]',
    `AllowedIPs = ${allowedIps}`,
  ].join('\n');

describe('a WireGuard configuration', () => {
  it('is read with the allowed addresses of all peers and the own network', async () => {
    const text =
      conf('10.0.0.0/8, 192.168.5.7/16,2603:1063::1', '# AllowedIPs = 1.0.0.0/8') +
      '\n[peer]\nallowedips=172.16.0.0/12 # office\nAllowedIPs = fd00::/8\n';
    assert.deepEqual(await told(text), {
      format: 'WireGuard',
      name: null,
      tunnel: ['10.8.1.0/24', '10.0.0.0/8', '192.168.0.0/16', '2603:1063::1/128', '172.16.0.0/12', 'fd00::/8'],
      local: [],
      open: [],
    });
  });

  it('knows the tables and commands of wg-quick', async () => {
    const tunnel = async (line: string) => (await told(conf('52.112.0.0/14', line))).tunnel;
    assert.deepEqual(await tunnel('Table = off'), ['10.8.1.0/24']);
    assert.deepEqual(await tunnel('Table = auto'), ['10.8.1.0/24', '52.112.0.0/14']);
    assert.deepEqual((await told(conf('', 'Table = office'))).open, anything);
    assert.deepEqual((await told(conf('', 'PostUp = ip route add x'))).open, anything);
    assert.deepEqual((await told(conf('', 'PreUp = x'))).open, anything);
    assert.deepEqual((await told(conf('', 'PostDown = x', 'PreDown = x'))).open, []);
  });

  it('passes, fails or is Unknown', async () => {
    assert.equal(await proof(conf('10.0.0.0/8')), 'Pass');
    assert.equal(await proof(conf('0.0.0.0/0, ::/0')), 'Fail');
    assert.equal(await proof(conf('52.113.1.1')), 'Fail');
    assert.equal(await proof(conf('10.0.0.0/8', 'PostUp = true')), 'Unknown');
  });

  it('arms the kill switch of Windows by a /0, which no route helps against', async () => {
    const verdict = await whatIf(conf('0.0.0.0/0'));
    assert.equal(checkOf(verdict, 'Interference').status, 'Fail', 'IPv6 media leaves elsewhere and is blocked');
    assert.equal(checkOf(await whatIf(conf('0.0.0.0/1, 128.0.0.0/1')), 'Interference').status, 'Pass');
  });

  it('keeps to the table that it names', async () => {
    const linux = {
      schema: 'teams-split-tunnel/snapshot/1',
      computer: null,
      collectedAt: null,
      platform: 'linux',
      interfaces: [{ index: 1, name: 'eth0', type: 6, up: true, addresses: ['192.168.1.2/24'] }],
      routes: [{ destination: '0.0.0.0/0', nextHop: '192.168.1.1', interfaceIndex: 1, metric: 0 }],
      rules: [4, 6].flatMap((family) => [{ family: family as 4 | 6, priority: 32766, action: 'table', table: 254 }]),
    };
    assert.equal(await proof(conf('52.112.0.0/14', 'Table = 77'), { snapshot: linux }), 'Pass');
    assert.equal(await proof(conf('52.112.0.0/14'), { snapshot: linux }), 'Fail');
    const rules = [{ family: 4 as const, priority: 5, action: 'table', table: 77 }, ...linux.rules];
    assert.equal(await proof(conf('52.112.0.0/14', 'Table = 77'), { snapshot: { ...linux, rules } }), 'Fail');
  });

  for (const [text, why] of [
    [conf('52.112.0.0/33'), /line 6, column 14: "52.112.0.0\/33" is not/],
    [conf('10.0.0.0/8, here'), /line 6, column 26: "here\/32" is not/],
    [conf('10.0.0.0/8, -10.1.0.0/16'), /line 6, column 26: .*takes something out/],
    [conf('', 'just words'), /line 4, column 1: this is neither a section nor a setting/],
  ] as const)
    it(`names line and column: ${why.source}`, () =>
      assert.rejects(told(text), { id: 'ProfileInvalid', message: why }));
});
