import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { EndpointList } from '../../../src/contract/endpoints.ts';
import { ToolError } from '../../../src/contract/error.ts';
import { bundledList } from '../../../src/endpoints/bundled.ts';
import { optimizePrefixes } from '../../../src/endpoints/select.ts';
import { parsePrefix } from '../../../src/net/prefix.ts';
import { rangeOf, subtract } from '../../../src/net/range.ts';
import { readAddresses } from '../../../src/judge/firewall/values.ts';
import { renderRules, ruleFormats } from '../../../src/plan/rules/formats.ts';
import { ruleName } from '../../../src/plan/rules/names.ts';
import { local, localDefaults, machine, row, route, vpn, vpnDefaults, worldwide } from '../../judge/machine.ts';
import { caseOf, excluded, guid, plan, remoteAccess } from './planned.ts';
import { interfaceName } from './random.ts';

const fails = (id: string, message: RegExp) => (error: unknown) =>
  error instanceof ToolError && error.id === id && message.test(error.message);

/** The Worldwide list with the row of signalling, which shares media's addresses. */
const withSignaling: EndpointList = {
  ...worldwide,
  rows: [
    ...worldwide.rows,
    {
      id: 12,
      serviceArea: 'Skype',
      category: 'Allow',
      ips: worldwide.rows[0].ips,
      tcpPorts: '80,443',
      udpPorts: '443',
    },
  ],
};

describe('planned block rules', () => {
  it('block UDP to the Optimize prefixes and the media ports on the connected VPN, a rule a family', () => {
    const { rules, warnings } = plan(caseOf(excluded()));
    assert.deepEqual(warnings, []);
    const shared = {
      group: 'TeamsSplitTunnel',
      protocol: 'UDP',
      remotePorts: ['3478-3481'],
      interfaceAlias: 'vpn',
      interfaceGuid: guid,
      interfaceType: 'Lan',
    };
    assert.deepEqual(rules, [
      {
        ...shared,
        name: 'TeamsSplitTunnel-IPv4-vpn',
        displayName: 'Teams media off the VPN, IPv4, vpn',
        family: 4,
        remoteAddresses: ['52.112.0.0/14', '52.122.0.0/15'],
      },
      {
        ...shared,
        name: 'TeamsSplitTunnel-IPv6-vpn',
        displayName: 'Teams media off the VPN, IPv6, vpn',
        family: 6,
        remoteAddresses: ['2603:1063::/38'],
      },
    ]);
  });

  for (const cloud of ['Worldwide', 'USGovGCCHigh', 'USGovDoD'] as const) {
    it(`cover every address of the ${cloud} list, and no other`, async () => {
      const list = await bundledList(cloud);
      const { rules } = plan(caseOf(excluded(), list), { force: true });
      const blocked = rules.flatMap(({ remoteAddresses }) => remoteAddresses.map((text) => readAddresses(text)!));
      const wanted = optimizePrefixes(list).map(rangeOf);
      assert.deepEqual([subtract(blocked, wanted), subtract(wanted, blocked)], [[], []]);
      assert.ok(rules.every(({ remotePorts }) => remotePorts.join() === '3478-3481'));
    });
  }

  it("are refused for a list without UDP ports, as China's, unless the ports are named", async () => {
    const judged = caseOf(excluded(), await bundledList('China'));
    assert.throws(() => plan(judged, { force: true }), fails('MediaPortsUnknown', /China.*signalling/));
    const { rules } = plan(judged, { force: true, ports: [{ first: 3478, last: 3481 }] });
    assert.ok(rules.length > 0 && rules.every(({ protocol }) => protocol === 'UDP'));
  });

  describe('only where the direct way is proven', () => {
    const cases = {
      Fail: machine([...localDefaults, ...vpnDefaults, '0.0.0.0/1 dev vpn', '::/1 dev vpn']),
      NotApplicable: machine(localDefaults, { interfaces: [row(local)] }),
      Unknown: machine([]),
      Warning: machine([route('52.112.0.0/14 via 192.168.1.1'), '::/0 via fe80::1', '10.0.0.0/8 dev vpn']),
    };
    for (const [status, snapshot] of Object.entries(cases)) {
      it(`not where OptimizeRoutes is ${status}`, () => {
        const judged = caseOf(snapshot);
        assert.throws(() => plan(judged), fails('RulesNotProposed', new RegExp(`OptimizeRoutes is ${status}`)));
      });
    }
    it('says that media would have no path, or that no VPN is connected', () => {
      assert.throws(() => plan(caseOf(cases.Fail)), /media would have no path/);
      assert.throws(() => plan(caseOf(cases.NotApplicable)), /No VPN is connected/);
    });
    it('force overrules it, but not that there is no VPN interface at all', () => {
      assert.equal(plan(caseOf(cases.Fail), { force: true }).rules.length, 2);
      assert.throws(
        () => plan(caseOf(cases.NotApplicable), { force: true }),
        fails('VpnInterfaceMissing', /--vpn-interface/),
      );
      const idle = machine(localDefaults, {
        interfaces: [row(local), row(vpn, { up: false, connected4: false, connected6: false })],
      });
      assert.deepEqual(
        plan(caseOf(idle), { force: true }).rules.map(({ interfaceAlias }) => interfaceAlias),
        ['vpn', 'vpn'],
      );
    });
  });

  describe('widened knowingly', () => {
    const judged = caseOf(excluded(), withSignaling);
    it('say that all ports take signalling along', () => {
      const { rules, warnings } = plan(judged, { ports: 'All' });
      assert.deepEqual(
        rules.map(({ remotePorts, protocol }) => [remotePorts, protocol]),
        [
          [[], 'UDP'],
          [[], 'UDP'],
        ],
      );
      assert.match(warnings.join(), /All UDP ports.*signalling \(QUIC, UDP 443\)/);
    });
    it('say which prefixes are not Teams, and hold each address once', () => {
      const prefixes = ['10.0.0.0/8', '52.112.0.0/16', '192.0.2.1/32'].map(parsePrefix);
      const { rules, warnings } = plan(judged, { prefixes });
      assert.deepEqual(rules[0].remoteAddresses, ['10.0.0.0/8', '52.112.0.0/14', '52.122.0.0/15', '192.0.2.1']);
      assert.match(warnings.join(), /^10\.0\.0\.0\/8, 192\.0\.2\.1\/32 is not Teams media/);
    });
    it('block on a further interface, in any case of its name, and say what it is', () => {
      const odd = row(30, { name: 'Odd Adapter', description: 'Odd', type: 6, deviceId: null, addresses: [] });
      const three = caseOf(excluded([row(local), row(vpn), odd]));
      const { rules, warnings } = plan(three, { interfaceAliases: ['odd ADAPTER'] });
      assert.deepEqual([...new Set(rules.map(({ interfaceAlias }) => interfaceAlias))], ['vpn', 'Odd Adapter']);
      assert.match(warnings.join(), /Odd Adapter is blocked though it was not recognised as a VPN/);
    });
    it('refuse an interface that is not there, and the local one', () => {
      assert.throws(() => plan(judged, { interfaceAliases: ['nowhere'] }), fails('InterfaceNotFound', /"nowhere"/));
      assert.throws(
        () => plan(judged, { interfaceAliases: ['ethernet'], force: true }),
        fails('InterfaceIsLocal', /no path/),
      );
    });
  });

  it('come with a warning where Windows would not act on them', () => {
    const profiles = [{ store: 'policy' as const, profile: 'Public' as const, localRules: false }];
    const { warnings } = plan(caseOf(excluded(undefined, { firewall: { service: false, profiles, rules: [] } })));
    assert.match(warnings.join('\n'), /MpsSvc[^]*Public \(AllowLocalPolicyMerge\)/);
  });

  it('have ids that are different for different interfaces and hold nothing to be quoted', () => {
    fc.assert(
      fc.property(interfaceName, interfaceName, (a, b) => {
        const [first, second] = [a, b].map((interfaceAlias) =>
          ruleName({ family: 4, interfaceAlias, interfaceType: 'Lan' }),
        );
        assert.match(first, /^TeamsSplitTunnel-IPv4-[\w.-]*$/);
        assert.equal(first === second, a === b);
        assert.notEqual(first, ruleName({ family: 4, interfaceAlias: null, interfaceType: 'RemoteAccess' }));
      }),
    );
  });
});

describe('the formats of block rules', () => {
  const byAlias = caseOf(excluded());
  const byType = caseOf(excluded([row(local), remoteAccess]));
  const texts = (judged: typeof byAlias) =>
    ruleFormats.map((format) => renderRules(format, plan(judged).rules, judged).text);

  it('are ASCII, and the same bytes for the same machine', () => {
    const linuxName = caseOf(excluded([row(local), { ...remoteAccess, name: 'ppp0' }]));
    assert.deepEqual(texts(linuxName), texts(linuxName));
    for (const text of texts(linuxName)) assert.match(text, /^[\t\n -~]+$/);
  });

  it('by type are refused where the VPN presents itself as a network card', () => {
    for (const format of ['netsh', 'firewall-csp'] as const)
      assert.throws(
        () => renderRules(format, plan(byAlias).rules, byAlias),
        fails('InterfaceTypeUnfit', /vpn \(Lan\) is not of the type RemoteAccess/),
      );
    assert.doesNotThrow(() => renderRules('netsh', plan(byType).rules, byType));
  });

  for (const [what, other] of Object.entries({
    PPPoE: row(local, { name: 'DSL', type: 23, rasType: 'PPPoE' }),
    'a modem': row(local, { name: 'DSL', type: 6, rasType: 'modem' }),
    'what may be either': row(30, { name: 'DSL', type: 23, description: 'unheard of' }),
  })) {
    it(`by type are refused where ${what} is RemoteAccess too`, () => {
      const interfaces = [...(other.index === local ? [] : [row(local)]), other, remoteAccess];
      const judged = caseOf(excluded(interfaces));
      for (const format of ['netsh', 'firewall-csp'] as const)
        assert.throws(
          () => renderRules(format, plan(judged).rules, judged),
          fails('InterfaceTypeUnfit', /DSL .*RemoteAccess too/),
        );
      const { text, warnings } = renderRules('group-policy', plan(judged).rules, judged);
      assert.match(text, /\|IF=\{4D36E972/);
      assert.doesNotMatch(text, /IFType/);
      assert.match(warnings.join(), /this machine's alone/);
    });
  }

  it('for Group Policy need the type or the GUID', () => {
    const { text } = renderRules('group-policy', plan(byType).rules, byType);
    assert.match(text, /IFType=RemoteAccess/);
    for (const value of [null, 'no|guid']) {
      const unknown = caseOf(excluded([row(local), row(vpn, { guid: value })]));
      assert.throws(
        () => renderRules('group-policy', plan(unknown).rules, unknown),
        fails('InterfaceGuidUnknown', /GUID/),
      );
    }
  });

  it('say that they are for another kind of machine', () => {
    assert.match(
      renderRules('nftables', plan(byAlias).rules, byAlias).warnings.join(),
      /machine with Windows.*for Linux/,
    );
    const linux = caseOf(
      excluded(undefined, {
        platform: 'linux',
        rules: [
          { family: 4, priority: 0, action: 'table', table: 254 },
          { family: 6, priority: 0, action: 'table', table: 254 },
        ],
      }),
    );
    assert.match(
      renderRules('powershell', plan(linux, { force: true }).rules, linux).warnings.join(),
      /machine with Linux.*for Windows/,
    );
  });
});
