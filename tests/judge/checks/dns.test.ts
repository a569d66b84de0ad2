import assert from 'node:assert/strict';
import type { Cloud } from '../../../src/contract/endpoints.ts';
import type { DnsAnswer } from '../../../src/contract/name-resolution.ts';
import type { Snapshot } from '../../../src/contract/snapshot.ts';
import type { Check } from '../../../src/contract/verdict.ts';
import { checkOf, judged, local, localDefaults, machine, vpn, worldwide } from '../machine.ts';

const name = 'worldaz.tr.teams.microsoft.com';
const told = (addresses: string[], more: Partial<DnsAnswer> = {}): DnsAnswer => ({
  name,
  server: '192.168.1.1',
  interfaceIndex: local,
  addresses,
  error: null,
  ...more,
});
const silent = told([], { server: '10.8.0.1', interfaceIndex: vpn, error: 'ETIMEOUT' });

function check(facts: Partial<Snapshot>, cloud: Cloud = 'Worldwide'): Check {
  return checkOf(judged(machine(localDefaults, facts), {}, { ...worldwide, cloud }), 'Dns');
}
const ofAnswers = (...dnsAnswers: DnsAnswer[]) => check({ dnsAnswers });

describe('Dns', () => {
  it('passes where every resolver answers inside the Optimize prefixes, of either family', () => {
    const found = ofAnswers(told(['52.112.10.1', '2603:1063::5']), told(['52.123.255.255'], { interfaceIndex: null }));
    assert.equal(found.status, 'Pass');
    assert.match(found.message, /52\.112\.10\.1 and 2603:1063::5 \(192\.168\.1\.1 of Ethernet\)/);
  });

  it('fails where one address of one resolver is outside', () => {
    for (const addresses of [['10.0.0.1'], ['52.112.0.1', '52.116.0.0'], ['52.112.0.1', '2603:1062::1']]) {
      const { status, message, recommendation } = ofAnswers(
        told(['52.112.0.1']),
        told(addresses, { server: '10.8.0.1' }),
      );
      assert.equal(status, 'Fail', addresses.join());
      assert.match(message, /10\.8\.0\.1/);
      assert.ok(recommendation);
    }
  });

  it('warns where some resolver does not answer, and is Unknown where none does', () => {
    const some = ofAnswers(told(['52.112.0.1']), silent);
    assert.equal(some.status, 'Warning');
    assert.match(some.message, /ETIMEOUT \(10\.8\.0\.1 of vpn\)/);
    assert.equal(ofAnswers(silent).status, 'Unknown');
    assert.equal(ofAnswers().status, 'Unknown');
    assert.equal(check({ dnsAnswers: null }).status, 'Unknown');
  });

  describe('with a rule of the Name Resolution Policy Table', () => {
    const byRule = { interfaceIndex: null, server: '10.1.1.1', byRule: true };
    it("the rule's servers decide", () => {
      assert.equal(ofAnswers(told(['52.112.0.1']), told(['10.0.0.1'], byRule)).status, 'Fail');
      assert.equal(ofAnswers(told(['10.0.0.1']), told(['52.112.0.1'], byRule)).status, 'Warning');
      assert.equal(ofAnswers(told(['52.112.0.1']), told([], { ...byRule, error: 'ESERVFAIL' })).status, 'Unknown');
      assert.match(ofAnswers(told(['52.112.0.1'], byRule)).message, /by a rule of the Name Resolution Policy Table/);
    });
  });

  it('is not asked without -Online, nor for a cloud whose name has no source', () => {
    const unasked = check({});
    assert.equal(unasked.status, 'NotApplicable');
    assert.match(unasked.message, /^Not asked.*-Online/);
    for (const cloud of ['China', 'USGovGCCHigh', 'USGovDoD'] as const)
      assert.equal(check({ dnsAnswers: [told(['10.0.0.1'])] }, cloud).status, 'NotApplicable');
  });

  it('says where an address of the snapshot is none', () => {
    assert.throws(() => ofAnswers(told(['52.112.0'])), { id: 'AddressInvalid', message: /^dnsAnswers/ });
  });
});
