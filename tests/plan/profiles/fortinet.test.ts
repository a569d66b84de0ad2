import assert from 'node:assert/strict';
import { proof, told } from './reading.ts';

const addresses = `config firewall address
    edit "teams"
        set uuid 1
        set subnet 52.112.0.0 255.252.0.0
    next
    edit "more teams"
        set type iprange
        set start-ip 52.122.0.0
        set end-ip 52.123.255.255
    next
    edit "site"
        set type fqdn
        set fqdn "a.com"
    next
    edit "any"
    next
end
config firewall addrgrp
    edit "media"
        set member "teams" "more teams"
    next
    edit "loop"
        set member "loop"
    next
end
config firewall address6
    edit "teams6"
        set ip6 2603:1063::/38
    next
end
`;
const portal = (...settings: string[]) =>
  `${addresses}config vpn ssl web portal
    edit "full-access"
        set tunnel-mode enable
        config bookmark-group
            edit "gui"
                set split-tunneling disable
            next
        end
${settings.map((line) => `        set ${line}\n`).join('')}    next
end
`;
const negated = [
  'split-tunneling enable',
  'split-tunneling-routing-address "media"',
  'split-tunneling-routing-negate enable',
];
const negated6 = [
  'ipv6-tunnel-mode enable',
  'ipv6-split-tunneling-routing-address "teams6"',
  'ipv6-split-tunneling-routing-negate enable',
];

describe('a configuration of a FortiGate', () => {
  it('is read from a portal with negated addresses', async () => {
    assert.deepEqual(await told(portal(...negated, ...negated6)), {
      format: 'Fortinet',
      name: 'full-access',
      tunnel: ['0.0.0.0/0', '::/0'],
      local: ['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38'],
      open: [],
    });
  });

  it('knows full tunnels and included addresses', async () => {
    const tunnel = async (...settings: string[]) => (await told(portal(...settings))).tunnel;
    assert.deepEqual(await tunnel('split-tunneling disable'), ['0.0.0.0/0']);
    assert.deepEqual(await tunnel('split-tunneling-routing-address "teams"'), ['52.112.0.0/14']);
    assert.deepEqual(await tunnel('split-tunneling-routing-address "any"'), ['0.0.0.0/0']);
    assert.deepEqual(await tunnel('split-tunneling-routing-address "all"'), ['0.0.0.0/0']);
    assert.deepEqual(
      await tunnel('split-tunneling disable', 'ipv6-tunnel-mode enable', 'ipv6-split-tunneling disable'),
      ['0.0.0.0/0', '::/0'],
    );
  });

  it('is read from a dial-up tunnel', async () => {
    const dialUp = (...settings: string[]) =>
      `${addresses}config vpn ipsec phase1-interface\n edit "ra"\n set type dynamic\n${settings.map((line) => ` set ${line}\n`).join('')} next\n edit "branch"\n set remote-gw 1.2.3.4\n next\nend\n`;
    const { tunnel, local } = await told(dialUp('ipv4-split-exclude "media"'));
    assert.deepEqual({ tunnel, local }, { tunnel: ['0.0.0.0/0'], local: ['52.112.0.0/14', '52.122.0.0/15'] });
    assert.deepEqual((await told(dialUp('ipv4-split-include "teams"'))).tunnel, ['52.112.0.0/14']);
    assert.deepEqual((await told(dialUp())).tunnel, ['0.0.0.0/0']);
  });

  it('leaves open what the file does not tell', async () => {
    const open = async (...settings: string[]) => (await told(portal(...settings))).open;
    assert.deepEqual(await open('split-tunneling enable'), ['0.0.0.0/0-32'], 'the policies decide');
    assert.deepEqual(await open(...negated, 'exclusive-routing enable'), ['0.0.0.0/0-32']);
    for (const name of ['site', 'nowhere', 'loop'])
      assert.deepEqual(await open(`split-tunneling-routing-address "${name}"`), ['0.0.0.0/0-32'], name);
    assert.deepEqual(await open('split-tunneling disable', 'ipv6-tunnel-mode enable'), ['::/0-128']);
  });

  it('does not take the words of a quoted text for commands', async () => {
    const text = portal(`theme "\nend\nset split-tunneling disable\nnext\n \\" edit x"`, ...negated);
    assert.deepEqual((await told(text)).local, ['52.112.0.0/14', '52.122.0.0/15']);
  });

  it('is found inside virtual domains, and by name where there are several', async () => {
    const inside = `config vdom\nedit root\n${portal(...negated)}end\n`;
    assert.equal(await proof(inside), 'Pass');
    const two = portal(...negated).replace(
      /end\n$/,
      '    edit "second"\n        set split-tunneling disable\n    next\n    edit "web"\n        set tunnel-mode disable\n    next\nend\n',
    );
    await assert.rejects(told(two), { id: 'ProfileAmbiguous', message: /full-access, second/ });
    assert.equal(await proof(two, { policy: 'second' }), 'Fail');
  });

  it('passes, fails or is Unknown', async () => {
    assert.equal(await proof(portal(...negated)), 'Pass');
    assert.equal(await proof(portal(...negated, 'ipv6-tunnel-mode enable', 'ipv6-split-tunneling disable')), 'Fail');
    assert.equal(await proof(portal('split-tunneling disable')), 'Fail');
    assert.equal(await proof(portal('split-tunneling enable')), 'Unknown');
  });

  it('names line and column of a bad mask', () =>
    assert.rejects(told(portal(...negated).replace('255.252.0.0', '255.252.0.7')), {
      id: 'ProfileInvalid',
      message: /line 4, column 31/,
    }));

  it('is refused for a range that is none', async () => {
    const text = portal(...negated).replace('end-ip 52.123.255.255', 'end-ip 52.121.255.255');
    await assert.rejects(told(text), /is no range of addresses/);
  });
});
