import assert from 'node:assert/strict';
import { proof, told } from './reading.ts';

const noneOfIpv6 = '::/0-0';
const list = [
  'access-list EX extended permit ip 52.112.0.0 255.252.0.0 any4',
  'access-list EX extended permit ip 52.122.0.0 255.254.0.0 any4',
  'access-list EX extended permit ip 2603:1063::/38 any6',
];
const policy = (...settings: string[]) => ['group-policy GP1 attributes', ...settings.map((line) => ` ${line}`)];
const excluding = policy(
  'split-tunnel-policy excludespecified',
  'ipv6-split-tunnel-policy excludespecified',
  'split-tunnel-network-list value EX',
);
const asa = (...lines: (string | string[])[]) => lines.flat().join('\n');

describe('a configuration of Cisco ASA', () => {
  it('is read with an extended list of exclusions', async () => {
    assert.deepEqual(await told(asa(list, 'group-policy GP1 internal', excluding)), {
      format: 'Cisco',
      name: 'GP1',
      tunnel: ['0.0.0.0/0'],
      local: ['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38'],
      open: [noneOfIpv6],
    });
  });

  it('reads every way to write a network', async () => {
    const entries = [
      'standard permit 10.1.2.3 255.255.0.0',
      'standard permit host 10.2.3.4',
      'line 3 extended permit ip object NET any',
      'permit ip object-group GRP any',
      'remark permit ip any any',
      'extended permit ip 9.0.0.0 255.0.0.0 any4 inactive',
      'extended permit ip host corp any4',
    ];
    const objects = [
      'name 10.9.9.9 corp',
      'object network NET',
      ' subnet 10.3.0.0 255.255.0.0',
      'object network ONE',
      ' host 10.4.0.1',
      'object-group network GRP',
      ' description words',
      ' network-object object ONE',
      ' network-object host 10.4.0.2',
      ' network-object 10.5.0.0 255.255.0.0',
      ' group-object MORE',
      'object-group network MORE',
      ' network-object fd00::/8',
      'object network SPAN',
      ' range 10.6.0.0 10.6.0.2',
    ];
    const text = asa(
      objects,
      entries.map((entry) => `access-list IN ${entry}`),
      'access-list IN extended permit ip object SPAN any4',
      policy(
        'split-tunnel-policy tunnelspecified',
        'ipv6-split-tunnel-policy tunnelspecified',
        'split-tunnel-network-list value IN',
      ),
    );
    const { tunnel, open } = await told(text);
    assert.deepEqual(tunnel, [
      '10.1.0.0/16',
      '10.2.3.4/32',
      '10.3.0.0/16',
      '10.4.0.1/32',
      '10.4.0.2/32',
      '10.5.0.0/16',
      '10.9.9.9/32',
      '10.6.0.0/31',
      '10.6.0.2/32',
      'fd00::/8',
    ]);
    assert.deepEqual(open, []);
  });

  it('sends everything into the tunnel where it says nothing, and inherits from the default policy', async () => {
    assert.deepEqual((await told(asa(policy('dns-server value 10.0.0.1')))).tunnel, ['0.0.0.0/0']);
    const inherited = asa(
      list,
      'group-policy DfltGrpPolicy attributes',
      excluding.slice(1),
      policy('vpn-tunnel-protocol ssl-client'),
    );
    assert.deepEqual((await told(inherited)).local, ['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38']);
    const overridden = asa(
      list,
      'group-policy DfltGrpPolicy attributes',
      excluding.slice(1),
      policy('split-tunnel-policy tunnelall'),
    );
    assert.deepEqual((await told(overridden)).local, ['2603:1063::/38']);
  });

  it('proves IPv6 in the tunnel where addresses are assigned', async () => {
    const { tunnel, open } = await told(asa(policy('ipv6-address-pools value POOL6')));
    assert.deepEqual([tunnel, open], [['0.0.0.0/0', '::/0'], []]);
  });

  it('leaves open what the file does not tell', async () => {
    const open = async (...lines: (string | string[])[]) => (await told(asa(...lines, excluding))).open;
    const both = ['0.0.0.0/0-32', '::/0-128'];
    assert.deepEqual(await open(), both, 'the list is not there');
    for (const entry of [
      'deny ip any any',
      'permit udp any4 any4',
      'permit ip object NOWHERE any4',
      'permit ip any4 52.112.0.0 255.252.0.0',
      'permit ip interface outside any4',
    ])
      assert.deepEqual(await open(list, `access-list EX extended ${entry}`), both, entry);
    assert.deepEqual(
      await open('object network N', ' fqdn teams.microsoft.com', 'access-list EX extended permit ip object N any4'),
      both,
    );
    assert.deepEqual((await told(asa(policy('anyconnect-custom dynamic-split-include-domains value X')))).open, [
      noneOfIpv6,
      ...both,
    ]);
  });

  it('takes the group policy that is named, and asks where there are several', async () => {
    const text = asa(list, excluding, 'group-policy GP2 attributes', ' split-tunnel-policy tunnelall');
    await assert.rejects(told(text), { id: 'ProfileAmbiguous', message: /GP1, GP2/ });
    await assert.rejects(told(text, 'GP3'), { id: 'PolicyNotFound' });
    assert.deepEqual((await told(text, 'GP2')).local, []);
    assert.equal((await told(text, 'GP1')).local.length, 3);
  });

  it('does not take the local network of the client for an exclusion of everything', async () => {
    assert.deepEqual((await told(asa('access-list EX standard permit host 0.0.0.0', list, excluding))).local.length, 3);
    assert.deepEqual(
      (
        await told(
          asa(
            'access-list EX standard permit 0.0.0.0 128.0.0.0',
            policy('split-tunnel-policy tunnelspecified', 'split-tunnel-network-list value EX'),
          ),
        )
      ).tunnel,
      ['0.0.0.0/1'],
    );
  });

  it('passes, fails or is Unknown', async () => {
    assert.equal(await proof(asa(list, excluding)), 'Pass');
    assert.equal(await proof(asa(list.slice(0, 2), excluding)), 'Unknown', 'IPv6 may be assigned');
    assert.equal(await proof(asa(list.slice(0, 2), excluding), { ipv6: 'none' }), 'Pass');
    assert.equal(await proof(asa(list.slice(1), excluding)), 'Fail');
    assert.equal(await proof(asa(policy('split-tunnel-policy tunnelall'))), 'Fail');
    assert.equal(await proof(asa(excluding)), 'Unknown');
  });

  it('names line and column of a bad mask', () =>
    assert.rejects(told(asa('access-list EX standard permit 52.112.0.0 255.0.255.0', excluding)), {
      id: 'ProfileInvalid',
      message: /line 1, column 43: "255.0.255.0" is not a netmask/,
    }));

  it('is refused for a range that is none', async () => {
    for (const range of ['52.113.0.0 52.112.0.0', '52.112.0.0 2603:1063::']) {
      const text = asa(
        ['object network SPAN', ` range ${range}`],
        'access-list OUT extended permit ip object SPAN any4',
        policy('split-tunnel-policy excludespecified', 'split-tunnel-network-list value OUT'),
      );
      await assert.rejects(told(text), /line 2, column 8: "52\.11[23]\.0\.0 .*" is no range of addresses/);
    }
  });
});
