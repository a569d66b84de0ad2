import assert from 'node:assert/strict';
import { networkClient, networkClients } from '../../src/contract/clients.ts';
import type { Snapshot, SnapshotInterface, SnapshotRoute } from '../../src/contract/snapshot.ts';
import type { Check } from '../../src/contract/verdict.ts';
import { interference } from '../../src/judge/checks/interference.ts';
import { makeCase } from '../../src/judge/judge.ts';
import { nobodySaid, row, snapshot } from './snapshots.ts';
import { smallList } from './tables.ts';

const card = row({ index: 7, name: 'Ethernet', type: 6, deviceId: 'PCI\\VEN_8086\\1' });
const tunnel = row({ index: 30, name: 'corp', description: 'WireGuard Tunnel', type: 53 });
const route = (destination: string, interfaceIndex: number, nextHop: string | null = null): SnapshotRoute => ({
  destination,
  interfaceIndex,
  nextHop,
  metric: 0,
});
const excluded = [
  route('0.0.0.0/0', 7, '192.168.1.1'),
  route('0.0.0.0/1', 30),
  route('128.0.0.0/1', 30),
  route('52.112.0.0/14', 7, '192.168.1.1'),
];
const asked: Partial<Snapshot> = { running: [], vpnConnections: [] };

function check(facts: Partial<Snapshot>, interfaces: SnapshotInterface[] = [card, tunnel]): Check {
  return interference(makeCase(snapshot({ interfaces, routes: excluded, ...facts }), smallList, nobodySaid));
}

describe('Interference', () => {
  it('passes where everything was asked and nothing found', () => {
    const found = check(asked);
    assert.equal(found.id, 'Interference');
    assert.equal(found.status, 'Pass');
    assert.ok(found.reference);
  });

  describe("WireGuard's kill switch", () => {
    const armed = [...excluded, route('0.0.0.0/0', 30)];
    it('fails with a /0 while media leaves elsewhere', () => {
      const found = check({ ...asked, routes: armed });
      assert.equal(found.status, 'Fail');
      assert.match(found.message, /corp.*kill switch/);
      assert.match(found.recommendation!, /AllowedIPs/);
      assert.match(found.reference!, /netquirk/);
    });
    it('is armed by a /0 of the other family as well', () => {
      assert.equal(check({ ...asked, routes: [...excluded, route('::/0', 30)] }).status, 'Fail');
    });
    it('is that of WireGuard for Windows alone', () => {
      assert.notEqual(check({ ...asked, platform: 'darwin', routes: armed }).status, 'Fail');
    });
    it('outranks what could not be read', () => {
      assert.equal(check({ running: null, routes: armed }).status, 'Fail');
    });
    it('is not armed by the two halves', () => {
      assert.equal(check(asked).status, 'Pass');
    });
    it('blocks no media that goes through the tunnel', () => {
      const all = [route('0.0.0.0/0', 30), route('::/0', 30)];
      assert.equal(check({ ...asked, routes: all }).status, 'Pass');
    });
    it('is off with the tunnel, and with an expired route', () => {
      assert.equal(check({ ...asked, routes: armed }, [card, { ...tunnel, connected4: false }]).status, 'Pass');
      const expired = { ...route('0.0.0.0/0', 30), validLifetime: 0 };
      assert.equal(check({ ...asked, routes: [...excluded, expired] }).status, 'Pass');
    });
    it('is that of WireGuard for Windows, not of others on its driver, nor of Linux', () => {
      for (const description of ['NordLynx Tunnel', 'Tailscale Tunnel', 'Wintun Userspace Tunnel'])
        assert.equal(
          check({ ...asked, routes: armed }, [card, { ...tunnel, description }]).status,
          'Pass',
          description,
        );
      const linux = { ...asked, platform: 'linux', routes: armed };
      assert.equal(check(linux, [card, { ...tunnel, deviceId: 'wireguard' }]).status, 'Pass');
    });
  });

  describe('a client beside the route table', () => {
    const names = [
      'ZSATunnel.exe',
      'ZscalerService',
      'stAgentSvc',
      'acumbrellaagent',
      'csc_swgagent',
      'acwebsecagent',
      'iboss',
      'warp-svc',
      'GlobalSecureAccessClient',
      'GlobalSecureAccessDriver.sys',
      'MULLVAD-DAEMON',
    ];
    for (const name of names) {
      it(`warns of ${name}`, () => {
        const found = check({ ...asked, running: ['openvpn', name] });
        assert.equal(found.status, 'Warning');
        assert.match(found.message, /^The routes are right; this may still take the traffic/);
        assert.ok(found.message.includes(networkClient(name)!.product));
        assert.match(found.recommendation!, /Test-TeamsMediaPath/);
      });
    }
    it('does not call routes right that leak', () => {
      const found = check({ ...asked, running: ['zsatunnel'], routes: excluded.slice(0, 3) });
      assert.equal(found.status, 'Warning');
      assert.doesNotMatch(found.message, /right/);
    });
    it('passes clients that work by routes, and programs it does not know', () => {
      assert.equal(
        check({ ...asked, running: ['openvpn.exe', 'wireguard', 'PanGPS', 'vpnagent', 'notepad'] }).status,
        'Pass',
      );
    });
    it('names a client once', () => {
      const { message } = check({ ...asked, running: ['ZSATunnel', 'ZSAService', 'zapprd.sys'] });
      assert.equal(message.match(/Zscaler/g)!.length, 1);
    });
  });

  describe('a profile of Windows', () => {
    const profile = { name: 'Corp', connected: true, lockDown: false, trafficFilter: false };
    it('passes without LockDown and TrafficFilter', () => {
      assert.equal(check({ ...asked, vpnConnections: [profile] }).status, 'Pass');
    });
    it('warns with either while it is connected', () => {
      for (const facts of [{ lockDown: true }, { trafficFilter: true }]) {
        const found = check({ ...asked, vpnConnections: [{ ...profile, ...facts }] });
        assert.equal(found.status, 'Warning');
        assert.match(found.message, /Corp/);
        assert.equal(check({ ...asked, vpnConnections: [{ ...profile, ...facts, connected: false }] }).status, 'Pass');
      }
    });
    it('is unknown where its filters could not be read', () => {
      const found = check({ ...asked, vpnConnections: [{ ...profile, trafficFilter: null }] });
      assert.equal(found.status, 'Unknown');
      assert.match(found.message, /Corp/);
    });
  });

  describe('what was not read is never a pass', () => {
    it('unreadable on Windows is Unknown, with what was seen all the same', () => {
      assert.equal(check({ running: null, vpnConnections: [] }).status, 'Unknown');
      const found = check({ running: ['zsatunnel'], vpnConnections: null });
      assert.equal(found.status, 'Unknown');
      assert.match(found.message, /Zscaler/);
    });
    it('what the snapshot does not hold was not asked', () => {
      assert.equal(check({}).status, 'NotApplicable');
      assert.equal(check({ running: [] }).status, 'NotApplicable');
      assert.equal(check({ vpnConnections: [] }).status, 'NotApplicable');
      assert.equal(check({ vpnConnections: [], running: ['zsatunnel'] }).status, 'Warning');
      assert.equal(check({ running: ['zsatunnel'] }).status, 'Warning');
    });
    it('on Linux it passes or does not apply, unless a client runs', () => {
      const linux = { platform: 'linux' };
      assert.equal(check({ ...linux, running: [] }).status, 'Pass');
      assert.equal(check({ ...linux, running: ['openvpn'] }).status, 'Pass');
      assert.equal(check({ ...linux, running: null }).status, 'NotApplicable');
      assert.equal(check(linux).status, 'NotApplicable');
      assert.equal(check({ ...linux, running: ['charon-systemd'] }).status, 'Warning');
    });
  });
});

describe('the table of clients', () => {
  it('holds every name once, in the form that it is looked up in', () => {
    const names = networkClients.flatMap((client) => client.names);
    assert.equal(new Set(names).size, names.length);
    for (const name of names) assert.equal(networkClient(name)?.names.includes(name), true, name);
    for (const { source } of networkClients) assert.ok(source);
  });
});
