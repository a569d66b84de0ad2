import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseFirewallRule } from '../../src/judge/firewall/gpfas.ts';
import { readAddresses } from '../../src/judge/firewall/values.ts';
import { formatPrefix } from '../../src/net/prefix.ts';
import { toPrefixes } from '../../src/net/range.ts';

const cidrs = (text: string) => readAddresses(text) && toPrefixes(readAddresses(text)!).map(formatPrefix);

describe('the grammar of Windows firewall rules, [MS-GPFAS] 2.2.2.19', () => {
  it('reads the example of the specification (4.2)', () => {
    const rule = parseFirewallRule(
      'v2.10|Action=Allow|Active=TRUE|Dir=In|Protocol=6|Profile=Public|LPort=RPC|RPort=49000|LA4=192.168.1.0/255.255.255.0|LA4=192.168.0.0/255.255.255.0|RA4=LocalSubnet|RA6=LocalSubnet|App=c:\\path\\foo.exe|Name=Firewall Rule Test|Security=Authenticate|Security2_9=An-NoEncap|',
    );
    assert.deepEqual(rule, {
      action: 'Allow',
      direction: 'In',
      active: true,
      displayName: 'Firewall Rule Test',
      group: null,
      profiles: ['Public'],
      protocol: 6,
      remotePorts: [{ first: 49000, last: 49000 }],
      remoteAddresses: [],
      interfaces: null,
      interfaceTypes: null,
      program: 'c:\\path\\foo.exe',
      conditions: [
        'LPort=RPC',
        'LA4=192.168.1.0/255.255.255.0',
        'LA4=192.168.0.0/255.255.255.0',
        'Security=Authenticate',
        'Security2_9=An-NoEncap',
      ],
    });
  });

  it('reads rules that Windows and administrators wrote', () => {
    const port = parseFirewallRule(
      'v2.30|Action=Block|Active=TRUE|Dir=Out|Protocol=6|RPort2_10=0-52|RPort2_10=54-66|RPort=80|Name=TCP|',
    )!;
    assert.deepEqual(port.remotePorts, [
      { first: 0, last: 52 },
      { first: 54, last: 66 },
      { first: 80, last: 80 },
    ]);
    assert.equal(port.remoteAddresses, null);
    const edge = parseFirewallRule(
      'v2.33|Action=Block|Active=TRUE|Dir=In|Protocol=58|ICMP6=136:*|App=System|Name=@FirewallAPI.dll,-25026|Desc=@FirewallAPI.dll,-25032|EmbedCtxt=@FirewallAPI.dll,-25000|Edge=TRUE|',
    )!;
    assert.deepEqual([edge.protocol, edge.conditions, edge.group], [58, ['ICMP6=136:*'], '@FirewallAPI.dll,-25000']);
    const types = parseFirewallRule('v2.30|Action=Block|Dir=Out|RA42=IntErnet|IFType=Lan|IFType=wireless|')!;
    assert.deepEqual([types.interfaceTypes, types.remoteAddresses], [['Lan', 'Wireless'], null]);
    assert.deepEqual([types.active, types.conditions], [false, ['RA42=IntErnet']]);
  });

  it('does not limit by what it does not understand, and says so', () => {
    const rule = parseFirewallRule(
      'v3.1|Action=Block|Dir=Out|Protocol=17|RPort=Moon|RPort=3478|RA4=52.112.0.0/33|RA4=10.0.0.0/8|RA6=1.2.3.4|IFType=Orbit|New=1|',
    )!;
    assert.deepEqual([rule.remotePorts, rule.remoteAddresses, rule.interfaceTypes], [null, null, null]);
    assert.deepEqual(rule.conditions, ['New=1', 'RPort=Moon', 'RA4=52.112.0.0/33', 'RA6=1.2.3.4', 'IFType=Orbit']);
  });

  for (const text of [
    '',
    'v2.10',
    'v2.10|Action=Block',
    'Action=Block|Dir=Out|',
    'v2|Action=Block|',
    'v2.10|Action=Block|Block|',
    'v2.10|=x|',
    'v2.10|Action=Block|Action=Allow|',
    'v2.10|Protocol=UDP|',
  ]) {
    it(`takes this for no rule: ${JSON.stringify(text)}`, () => assert.equal(parseFirewallRule(text), null));
  }

  it('reads addresses in every form', () => {
    assert.deepEqual(cidrs('52.112.0.0/14'), ['52.112.0.0/14']);
    assert.deepEqual(cidrs('52.112.7.9/255.252.0.0'), ['52.112.0.0/14']);
    assert.deepEqual(cidrs('52.112.0.0-52.115.255.255'), ['52.112.0.0/14']);
    assert.deepEqual(cidrs('52.112.0.1'), ['52.112.0.1/32']);
    assert.deepEqual(cidrs('0.0.0.0/0.0.0.0'), ['0.0.0.0/0']);
    assert.deepEqual(cidrs('2603:1063::/38'), ['2603:1063::/38']);
    assert.deepEqual(cidrs('2603:1063::1-2603:1063::2'), ['2603:1063::1/128', '2603:1063::2/128']);
    for (const wrong of [
      '',
      'x',
      '1.2.3.4/33',
      '1.2.3.4/255.0.255.0',
      '1.2.3.4/8/8',
      '2.0.0.0-1.0.0.0',
      '1.2.3.4-::1',
      '1.2.3.4-',
      '2603::/129',
      '::/255.0.0.0',
      '1.2.3.4-1.2.3.5-1.2.3.6',
    ])
      assert.equal(readAddresses(wrong), null, wrong);
  });

  it('never breaks, whatever the text is', () => {
    const token = fc.constantFrom(
      'Action=',
      'Dir=Out',
      'RA4=',
      'RA6=',
      'RPort=',
      'RPort2_10=',
      'IF=',
      'IFType=',
      'Protocol=',
      'Profile=',
      '__proto__=',
      'constructor=',
      '=',
    );
    const field = fc
      .tuple(token, fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.nat().map(String)))
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(field).map((fields) => `v2.10|${fields.join('|')}|`),
        ),
        (text) => void parseFirewallRule(text),
      ),
    );
  });
});
