import assert from 'node:assert/strict';
import type { EndpointList } from '../../src/contract/endpoints.ts';
import type { Snapshot } from '../../src/contract/snapshot.ts';
import { formatPrefix } from '../../src/net/prefix.ts';
import { optimizePrefixes } from '../../src/endpoints/select.ts';
import { complement } from '../../src/plan/profiles/exclusions/complement.ts';
import {
  checkOf,
  exclusions,
  judged,
  local,
  localDefaults,
  machine,
  route,
  row,
  vpn,
  vpnDefaults,
  worldwide,
} from './machine.ts';

/** Microsoft 365 with Exchange, as far as models need it. */
const list: EndpointList = {
  ...worldwide,
  rows: [
    ...worldwide.rows,
    { id: 1, serviceArea: 'Exchange', category: 'Optimize', ips: ['13.107.6.152/31', '40.96.0.0/13'] },
    { id: 46, serviceArea: 'Common', category: 'Allow', ips: ['13.107.6.171/32', '20.190.128.0/18'] },
  ],
};
const model = (snapshot: Snapshot) => checkOf(judged(snapshot, {}, list), 'TunnelModel');
const message = (...routes: Parameters<typeof machine>[0]) => model(machine(routes)).message;
const direct = (cidr: string) => `${cidr} via 192.168.1.1`;

describe('the model of the tunnel', () => {
  it('is forced where everything goes through the VPN', () => {
    const forced = 'Forced tunnel: everything goes through the VPN.';
    assert.equal(message(...localDefaults, ...vpnDefaults), forced);
    assert.equal(message(localDefaults[0], '0.0.0.0/1 dev vpn', '128.0.0.0/1 dev vpn'), forced);
    assert.equal(
      message(...vpnDefaults, direct('203.0.113.5/32'), '192.168.1.0/24'),
      forced,
      "the VPN's own server and the local network are no exceptions",
    );
  });

  it('is forced with few exceptions where only Optimize prefixes are direct', () => {
    assert.equal(
      message(...vpnDefaults, ...exclusions),
      'Forced tunnel with few exceptions: everything goes through the VPN but 52.112.0.0/14, 52.122.0.0/15.',
    );
    assert.match(
      message(...vpnDefaults, direct('40.96.0.0/13')),
      /^Forced tunnel with few exceptions: .* 40.96.0.0\/13\.$/,
    );
    assert.match(
      message(...vpnDefaults, direct('52.112.4.0/24')),
      /^Forced tunnel with few exceptions: .* 52.112.4.0\/24\.$/,
      'a part of one counts',
    );
    const allowed = complement(optimizePrefixes(list), 4).map((prefix) => `${formatPrefix(prefix)} dev vpn`);
    assert.match(
      message(localDefaults[0], ...allowed),
      /^Forced tunnel with few exceptions: .* 52.112.0.0\/14, 52.122.0.0\/15\.$/,
    );
  });

  it('is forced with broad exceptions where more is direct', () => {
    assert.equal(
      message(...vpnDefaults, ...exclusions, direct('20.190.128.0/18')),
      'Forced tunnel with broad exceptions: beside Optimize prefixes, 20.190.128.0/18 stays out of the VPN.',
    );
    assert.match(
      message(...vpnDefaults, direct('13.107.6.171/32')),
      /^Forced tunnel with broad exceptions: .* 13.107.6.171\/32/,
    );
    assert.match(
      message(...vpnDefaults, direct('170.114.0.0/16')),
      /^Forced tunnel with broad exceptions: .* 170.114.0.0\/16/,
      "another vendor's",
    );
  });

  it('is selective where the default route is local', () => {
    assert.match(message(...localDefaults, '10.0.0.0/8 dev vpn', '52.112.0.0/14 dev vpn'), /^Selective tunnel: /);
  });

  it('is none without a VPN, and not known where nobody knows where things go', () => {
    assert.deepEqual(
      [
        model(machine(localDefaults, { interfaces: [row(local)] })).status,
        model(machine(localDefaults, { interfaces: [row(local)] })).message,
      ],
      ['NotApplicable', 'No VPN: none is connected.'],
    );
    const odd = machine([route('0.0.0.0/0', { interfaceIndex: 30 })], {
      interfaces: [row(local), row(vpn), row(30, { name: 'odd', deviceId: null })],
    });
    assert.equal(model(odd).status, 'Unknown');
    assert.equal(model(machine(['10.0.0.0/8 dev vpn'])).status, 'Unknown');
  });

  it('is for information', () => {
    assert.equal(
      judged(machine([...localDefaults, '0.0.0.0/1 dev vpn', '128.0.0.0/1 dev vpn', ...exclusions])).status,
      'Pass',
    );
    assert.equal(judged(machine(['10.0.0.0/8 dev vpn', ...exclusions])).status, 'Pass', 'also where it is not known');
  });
});
