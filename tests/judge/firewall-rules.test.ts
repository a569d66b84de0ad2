import assert from 'node:assert/strict';
import type { EndpointList } from '../../src/contract/endpoints.ts';
import {
  firewallProfiles,
  type Firewall,
  type FirewallProfileSettings,
  type FirewallStore,
} from '../../src/contract/firewall.ts';
import type { Snapshot } from '../../src/contract/snapshot.ts';
import { findOwnRules } from '../../src/judge/firewall/own.ts';
import { makeCase } from '../../src/judge/judge.ts';
import { toPolicyRule } from '../../src/plan/rules/group-policy.ts';
import { caseOf, excluded, guid, plan, remoteAccess } from '../plan/rules/planned.ts';
import { checkOf, judged, local, localDefaults, machine, row, vpn, vpnDefaults, worldwide } from './machine.ts';

const localGuid = '{11111111-2222-3333-4444-555555555555}';
const interfaces = [row(local, { guid: localGuid }), row(vpn, { guid })];

const on = (store: FirewallStore, more: Partial<FirewallProfileSettings> = {}): FirewallProfileSettings[] =>
  firewallProfiles.map((profile) => ({ store, profile, enabled: true, ...more }));

/** What planned rules look like in a store of Windows. */
function installed(snapshot: Snapshot, store: FirewallStore = 'local') {
  return plan(caseOf(snapshot), { force: true }).rules.map((rule) => ({
    store,
    name: rule.name,
    text: toPolicyRule(rule),
  }));
}

function withFirewall(firewall: Partial<Firewall> | null | undefined, base = excluded(interfaces)): Snapshot {
  return { ...base, firewall: firewall && { service: true, profiles: on('local'), rules: [], ...firewall } };
}

function check(snapshot: Snapshot, id = 'FirewallRules', list?: EndpointList) {
  return checkOf(judged(snapshot, {}, list), id);
}

const rule = (fields: string) => [
  { store: 'local' as const, name: 'somebody', text: `v2.31|Action=Block|Active=TRUE|Dir=Out|${fields}|` },
];
const good = 'Protocol=17|RPort2_10=3478-3481|RA4=52.112.0.0/255.252.0.0|RA4=52.122.0.0/255.254.0.0|RA6=2603:1063::/38';
const onVpn = `${good}|IF=${guid}`;

describe('FirewallRules', () => {
  it('was not asked where the snapshot does not hold the firewall, and is unknown where it was unreadable', () => {
    assert.equal(check(withFirewall(undefined)).status, 'NotApplicable');
    assert.equal(check(withFirewall(null)).status, 'Unknown');
    for (const unread of ['rules', 'profiles', 'service'] as const)
      assert.equal(
        check(withFirewall({ rules: installed(excluded(interfaces)), [unread]: null })).status,
        'Unknown',
        unread,
      );
    assert.equal(
      check(withFirewall({ nftables: null }, excluded(interfaces, { platform: 'linux' }))).status,
      'Unknown',
    );
  });

  it('passes where the planned rules are in force, and so does BoundPath', () => {
    const before = withFirewall({});
    assert.deepEqual([check(before).status, check(before, 'BoundPath').status], ['Warning', 'Warning']);
    const after = withFirewall({ rules: installed(excluded(interfaces)) });
    assert.deepEqual([check(after).status, check(after, 'BoundPath').status], ['Pass', 'Pass']);
    assert.match(check(after, 'BoundPath').message, /firewall rule in force stops media on vpn/);
  });

  it('takes the rules of any store and of anybody', () => {
    for (const store of ['mdm', 'policy'] as const)
      assert.equal(check(withFirewall({ rules: installed(excluded(interfaces), store) })).status, 'Pass');
    assert.equal(check(withFirewall({ rules: rule(onVpn) })).status, 'Pass');
    const split = ['RA4=52.112.0.0-52.115.255.255', 'RA4=52.122.0.0/15', 'RA6=2603:1063::/38'];
    const parts = split.flatMap((addresses) => rule(`Protocol=17|${addresses}|IF=${guid.toLowerCase()}`));
    assert.equal(check(withFirewall({ rules: parts })).status, 'Pass');
  });

  it("is nobody's concern without a VPN, and called for only where media has its own way", () => {
    const off = { up: false, connected4: false, connected6: false };
    assert.equal(check(withFirewall({}, excluded([row(local), row(vpn, off)]))).status, 'NotApplicable');
    const leaking = machine([...localDefaults, ...vpnDefaults, '0.0.0.0/1 dev vpn'], { interfaces });
    assert.equal(check(withFirewall({}, leaking)).status, 'NotApplicable');
  });

  describe('is not satisfied', () => {
    for (const [what, fields] of Object.entries({
      'by one family': `Protocol=17|RPort2_10=3478-3481|RA4=52.112.0.0/14|RA4=52.122.0.0/15|IF=${guid}`,
      'by part of the prefixes': `Protocol=17|RPort2_10=3478-3481|RA4=52.112.0.0/14|RA6=2603:1063::/38|IF=${guid}`,
      'by part of the ports': onVpn.replace('3478-3481', '3478-3480'),
      'by another protocol': onVpn.replace('Protocol=17', 'Protocol=6'),
    })) {
      it(what, () => {
        const found = withFirewall({ rules: rule(fields) });
        assert.deepEqual([check(found).status, check(found, 'BoundPath').status], ['Warning', 'Warning']);
        assert.match(check(found).message, /^No firewall rule in force stops/);
      });
    }
    it('where the list names no port, since then nobody knows what media needs', () => {
      const list = { ...worldwide, rows: [{ ...worldwide.rows[0], udpPorts: undefined }] };
      assert.equal(check(withFirewall({ rules: rule(onVpn) }), 'FirewallRules', list).status, 'Warning');
      const anything = `${onVpn.replace('Protocol=17|RPort2_10=3478-3481|', '')}`;
      assert.equal(check(withFirewall({ rules: rule(anything) }), 'FirewallRules', list).status, 'Warning');
      assert.equal(check(withFirewall({ rules: rule(onVpn) }), 'BoundPath', list).status, 'Warning');
    });
    it('by a rule that allows, or is inbound', () => {
      for (const [from, to] of [
        ['Action=Block', 'Action=Allow'],
        ['Dir=Out', 'Dir=In'],
      ]) {
        const rules = rule(onVpn).map((each) => ({ ...each, text: each.text.replace(from, to) }));
        assert.equal(check(withFirewall({ rules })).status, 'Warning');
      }
    });
  });

  describe('sees that a rule does nothing', () => {
    const mine = installed(excluded(interfaces));
    const policy = (more: Partial<FirewallProfileSettings>) => ({
      rules: mine,
      profiles: [...on('local'), ...on('policy', { enabled: null, ...more })],
    });
    const cases: Record<string, [Partial<Firewall>, RegExp]> = {
      disabled: [{ rules: mine.map((each) => ({ ...each, text: each.text.replace('TRUE', 'FALSE') })) }, /disabled/],
      'active left out': [
        { rules: mine.map((each) => ({ ...each, text: each.text.replace('Active=TRUE|', '') })) },
        /disabled/,
      ],
      'the service is off': [{ rules: mine, service: false }, /MpsSvc/],
      'the interface is gone': [
        { rules: mine.map((each) => ({ ...each, text: each.text.replace(/4D36E972/, 'FFFFFFFF') })) },
        /not on this machine/,
      ],
      'for one network profile': [{ rules: rule(`Profile=Domain|${onVpn}`) }, /profile Domain only/],
      'for a network profile that is not known': [{ rules: rule(`Profile=Orbit|${onVpn}`) }, /Orbit/],
      'local merge off': [policy({ localRules: false }), /AllowLocalPolicyMerge/],
      'local merge off in one profile': [
        { rules: mine, profiles: [...on('local'), { ...on('mdm')[2], enabled: null, localRules: false }] },
        /Domain, Private only.*Public: a policy ignores local rules/,
      ],
      'the firewall is off': [{ rules: mine, profiles: on('local', { enabled: false }) }, /the firewall is off/],
      'a policy turns the firewall off': [policy({ enabled: false }), /the firewall is off/],
      'limited to a program': [{ rules: rule(`${onVpn}|App=C:\\Teams\\ms-teams.exe`) }, /ms-teams/],
      'limited to a user': [{ rules: rule(`${onVpn}|LUAuth=O:LSD:(A;;CC;;;S-1-5-21)`) }, /LUAuth/],
      'limited by what this version does not know': [{ rules: rule(`${onVpn}|Moon=Full`) }, /Moon=Full/],
    };
    for (const [what, [firewall, reason]] of Object.entries(cases)) {
      it(what, () => {
        const found = withFirewall(firewall);
        assert.deepEqual([check(found).status, check(found, 'BoundPath').status], ['Warning', 'Warning']);
        assert.match(check(found).message, /^A rule against media on the VPN does nothing/);
        assert.match(check(found).message, reason);
      });
    }
    it('but a policy may turn on what the machine has off, and its own rules need no merging', () => {
      assert.equal(
        check(withFirewall({ rules: mine, profiles: [...on('local', { enabled: false }), ...on('policy')] })).status,
        'Pass',
      );
      assert.equal(
        check(withFirewall({ ...policy({ localRules: false }), rules: installed(excluded(interfaces), 'policy') }))
          .status,
        'Pass',
      );
    });
  });

  describe('sees that a rule stops too much', () => {
    const tooMuch: Record<string, [string, string, RegExp]> = {
      'media everywhere': [good, 'Fail', /stops media on Ethernet \(52\.112\.0\.0\/14/],
      'media on the local interface': [
        `Protocol=17|RPort=3479|RA4=52.113.0.0/16|IF=${localGuid}`,
        'Fail',
        /52\.113\.0\.0\/16/,
      ],
      'all of UDP': ['Protocol=17', 'Fail', /stops media on Ethernet/],
      everything: ['Name=all', 'Fail', /all: it stops media on Ethernet/],
      'everything on network cards': ['IFType=Lan', 'Fail', /stops media on Ethernet/],
      'media of Teams itself': [
        'App=%ProgramFiles%\\WindowsApps\\MSTeams_1\\ms-teams.exe',
        'Warning',
        /may stop too much/,
      ],
      'media in one profile': [`Profile=Public|${good}`, 'Warning', /may stop too much/],
      'media for somebody': [`${good}|LUAuth=x`, 'Warning', /may stop too much/],
      'the internet': ['RA42=IntErnet|RA62=IntErnet', 'Warning', /may stop too much/],
      'signalling on the VPN': [
        `${onVpn.replace('Protocol=17|RPort2_10=3478-3481|', '')}`,
        'Warning',
        /stops signalling \(TCP 80, 443\) on vpn/,
      ],
      'signalling by QUIC': [
        `Protocol=17|RA4=52.112.0.0/14|IF=${guid}`,
        'Warning',
        /stops signalling \(UDP 443\) on vpn/,
      ],
    };
    const list: EndpointList = {
      ...worldwide,
      rows: [
        ...worldwide.rows,
        {
          id: 12,
          serviceArea: 'Skype',
          category: 'Allow',
          ips: ['52.112.0.0/14'],
          tcpPorts: '80,443',
          udpPorts: '443',
        },
      ],
    };
    for (const [what, [fields, status, message]] of Object.entries(tooMuch)) {
      it(what, () => {
        const found = check(
          withFirewall({ rules: [...installed(excluded(interfaces)), ...rule(fields)] }),
          'FirewallRules',
          list,
        );
        assert.equal(found.status, status, found.message);
        assert.match(found.message, message);
      });
    }

    for (const [what, fields] of Object.entries({
      'another program': 'App=C:\\games\\game.exe',
      'the neighbourhood': 'RA4=LocalSubnet|RA6=LocalSubnet|RA4=DNS|RA42=IntrAnet',
      'other addresses': 'Protocol=17|RA4=10.0.0.0/8',
      'other ports': 'Protocol=17|RPort=443|RA4=10.0.0.0/8',
      ICMP: 'Protocol=1|ICMP4=8:*',
      'nothing, being no rule': 'Protocol=udp',
    })) {
      it(`but not: ${what}`, () => {
        const rules = [...installed(excluded(interfaces)), ...rule(fields)];
        assert.equal(check(withFirewall({ rules }), 'FirewallRules', list).status, 'Pass');
      });
    }

    it('a rule on the VPN that is the only way of media', () => {
      const leaking = machine([...localDefaults, '52.112.0.0/16 dev vpn'], { interfaces });
      const found = check(withFirewall({ rules: rule(onVpn) }, leaking));
      assert.equal(found.status, 'Fail');
      assert.match(found.message, /stops media on vpn \(52\.112\.0\.0\/16\)/);
    });

    it('a rule by type where the local interface has that type', () => {
      const dsl = row(local, { name: 'DSL', type: 23, rasType: 'PPPoE' });
      const found = check(withFirewall({ rules: rule(`${good}|IFType=RemoteAccess`) }, excluded([dsl, remoteAccess])));
      assert.equal(found.status, 'Fail');
      assert.match(found.message, /stops media on DSL/);
      const fine = withFirewall({ rules: rule(`${good}|IFType=RemoteAccess`) }, excluded([row(local), remoteAccess]));
      assert.equal(check(fine).status, 'Pass');
    });
  });

  it('says that a firewall which is closed by default was not judged', () => {
    const closed = { rules: installed(excluded(interfaces)), profiles: on('local', { blocksOutbound: true }) };
    assert.equal(check(withFirewall(closed)).status, 'Warning');
    assert.match(check(withFirewall(closed)).message, /blocks all outbound traffic/);
  });
});

describe('rules of this tool that were found', () => {
  const states = (firewall: Partial<Firewall>) =>
    findOwnRules(makeCase(withFirewall(firewall), worldwide, { vpn: [], local: [], strict: false }));

  it('are told by their group, and by their id where a format has no groups', () => {
    const text = `v2.31|Action=Block|Active=TRUE|Dir=Out|${onVpn}|`;
    const found = states({
      rules: [
        { store: 'local', name: '{1}', text: `${text}EmbedCtxt=TeamsSplitTunnel|` },
        { store: 'mdm', name: 'TeamsSplitTunnelIPv4typeRemoteAccess', text: `${text}Name=x|` },
        { store: 'local', name: '{2}', text: `${text}Name=TeamsSplitTunnel-IPv4-type_RemoteAccess|` },
        { store: 'local', name: '{3}', text: `${text}Name=Teams|EmbedCtxt=Teams|` },
        { store: 'local', name: '{4}', text: `${text}EmbedCtxt=My TeamsSplitTunnel|` },
      ],
    });
    assert.deepEqual(
      found.map(({ name, state }) => `${name} ${state}`),
      ['{1} Right', 'TeamsSplitTunnelIPv4typeRemoteAccess Right', '{2} Right'],
    );
  });

  it('each have their state and the reason', () => {
    const [four, six] = installed(excluded(interfaces));
    const off = { ...four, text: four.text.replace('TRUE', 'FALSE') };
    const wide = { ...six, text: six.text.replace(`IF=${guid}|`, '') };
    assert.deepEqual(
      states({ rules: [off, wide] }).map(({ state, reason }) => `${state}: ${reason}`),
      ['Inert: it is disabled', 'TooBroad: it stops media on Ethernet (2603:1063::/38)'],
    );
  });

  it('cannot be told where the firewall is not known', () => {
    assert.throws(() => findOwnRules(caseOf(excluded())), /FirewallUnreadable|not known/);
  });
});
