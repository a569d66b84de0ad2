import assert from 'node:assert/strict';
import type { Browser, BrowserPolicy } from '../../../src/contract/installed.ts';
import type { Snapshot } from '../../../src/contract/snapshot.ts';
import type { Check } from '../../../src/contract/verdict.ts';
import { matchesHost } from '../../../src/judge/url-pattern.ts';
import { checkOf, judged, localDefaults, machine, worldwide } from '../machine.ts';

type Policies = Record<string, BrowserPolicy['value']>;
const named = (policies: Policies, scope: BrowserPolicy['scope'] = 'machine'): BrowserPolicy[] =>
  Object.entries(policies).map(([name, value]) => ({ name, value, scope }));
const respects = { WebRtcRespectOsRoutingTableEnabled: 1 };
const edge = (policies: Policies, versions = ['140.0.3485.54']): Browser => ({
  product: 'Edge',
  versions,
  policies: named(policies),
});
const chrome = (policies: Policies, versions = ['140.0.1.1']): Browser => ({
  product: 'Chrome',
  versions,
  policies: named(policies),
});
function check(facts: Partial<Snapshot>, cloud = worldwide.cloud): Check {
  return checkOf(judged(machine(localDefaults, facts), {}, { ...worldwide, cloud }), 'EdgeRouting');
}
const ofBrowsers = (...browsers: Browser[]) => check({ browsers });
const byUrl = (...rules: [string, string][]) => JSON.stringify(rules.map(([url, handling]) => ({ url, handling })));

describe('EdgeRouting', () => {
  it('passes Edge 96 or newer with the policy at 1', () => {
    for (const version of ['96.0.1054.29', '96', '100.0.1.1'])
      assert.equal(ofBrowsers(edge(respects, [version])).status, 'Pass', version);
  });

  it('fails an older Edge, by number', () => {
    for (const version of ['95.0.1020.53', '9.0', '94'])
      assert.equal(ofBrowsers(edge(respects, [version])).status, 'Fail', version);
    assert.equal(ofBrowsers(edge(respects, ['140.0', '95.0'])).status, 'Fail');
    assert.equal(ofBrowsers(edge(respects, ['one'])).status, 'Unknown');
  });

  it('fails without the policy, and says that the article has it the wrong way round', () => {
    for (const policies of [
      {},
      { WebRtcRespectOsRoutingTableEnabled: 0 },
      { WebRtcRespectOsRoutingTableEnabled: '1' },
    ]) {
      const { status, recommendation } = ofBrowsers(edge(policies));
      assert.equal(status, 'Fail');
      assert.match(recommendation!, /to 1 \(REG_DWORD.*"disabling"/);
    }
  });

  it('takes the policy from the machine alone', () => {
    const ofUser = { ...edge({}), policies: named(respects, 'user') };
    assert.equal(ofBrowsers(ofUser).status, 'Fail');
  });

  describe('how WebRTC chooses its network', () => {
    for (const value of [
      'default_public_and_private_interfaces',
      'default_public_interface_only',
      'disable_non_proxied_udp',
    ]) {
      it(`warns of ${value}`, () => {
        for (const browsers of [
          [edge({ ...respects, WebRtcLocalhostIpHandling: value })],
          [edge({ ...respects, WebRtcIPHandlingUrl: byUrl(['*', value]) })],
          [edge(respects), chrome({ WebRtcIPHandling: value })],
          [chrome({ WebRtcIPHandlingUrl: byUrl(['https://teams.microsoft.com', value]) })],
        ]) {
          const { status, message, recommendation } = ofBrowsers(...browsers);
          assert.equal(status, 'Warning');
          assert.match(message, new RegExp(value));
          assert.ok(recommendation);
        }
      });
    }
    it('takes "default" for good', () => {
      assert.equal(ofBrowsers(edge({ ...respects, WebRtcLocalhostIpHandling: 'default' })).status, 'Pass');
    });
    it('lets the first match win, for either host, and no match fall back to the general value', () => {
      const general = { ...respects, WebRtcLocalhostIpHandling: 'disable_non_proxied_udp' };
      const status = (...rules: [string, string][]) =>
        ofBrowsers(edge({ ...general, WebRtcIPHandlingUrl: byUrl(...rules) })).status;
      const [good, bad] = ['default', 'disable_non_proxied_udp'];
      assert.equal(status(['[*.]microsoft.com', good], ['[*.]cloud.microsoft', good], ['*', bad]), 'Pass');
      assert.equal(status(['*', bad], ['[*.]microsoft.com', good]), 'Warning');
      assert.equal(status(['teams.microsoft.com', good]), 'Warning');
      assert.equal(status(['https://example.com', good]), 'Warning');
      assert.equal(status(), 'Warning');
    });
    it('knows that an older browser has no list', () => {
      const list = { WebRtcIPHandlingUrl: byUrl(['*', 'disable_non_proxied_udp']) };
      assert.equal(ofBrowsers(edge({ ...respects, ...list }, ['134.0'])).status, 'Pass');
      assert.equal(ofBrowsers(edge({ ...respects, ...list }, ['135.0'])).status, 'Warning');
      assert.equal(ofBrowsers(chrome(list, ['132.0'])).status, 'NotApplicable');
      assert.equal(ofBrowsers(chrome(list, ['133.0'])).status, 'Warning');
    });
    it('lets the machine beat the user, and else hears every user', () => {
      const users = named({ WebRtcLocalhostIpHandling: 'disable_non_proxied_udp' }, 'user');
      const machines = named({ ...respects, WebRtcLocalhostIpHandling: 'default' });
      const base = edge({});
      assert.equal(ofBrowsers({ ...base, policies: [...users, ...machines] }).status, 'Pass');
      assert.equal(ofBrowsers({ ...base, policies: [...users, ...named(respects)] }).status, 'Warning');
    });
    it('never passes what it does not understand', () => {
      for (const value of ['toString', '', 'DEFAULT', 'not JSON', '{}', '[1]', '[null]', byUrl(['*.bad', 'default'])]) {
        assert.equal(ofBrowsers(edge({ ...respects, WebRtcIPHandlingUrl: value })).status, 'Unknown', value);
      }
      for (const value of ['constructor', 7, null])
        assert.equal(ofBrowsers(edge({ ...respects, WebRtcLocalhostIpHandling: value })).status, 'Unknown');
    });
    it("asks for the cloud's own host", () => {
      const list = { WebRtcIPHandlingUrl: byUrl(['gov.teams.microsoft.us', 'disable_non_proxied_udp']) };
      const browsers = [edge({ ...respects, ...list })];
      assert.equal(check({ browsers }).status, 'Pass');
      assert.equal(check({ browsers }, 'USGovGCCHigh').status, 'Warning');
    });
  });

  it('tells a failure before what it does not know, and that before a warning', () => {
    const pinned = { WebRtcLocalhostIpHandling: 'disable_non_proxied_udp' };
    assert.equal(ofBrowsers(edge(pinned)).status, 'Fail');
    assert.equal(ofBrowsers(edge({ ...respects, ...pinned }), chrome({ WebRtcIPHandling: 'x' })).status, 'Unknown');
  });

  it('does not apply without Edge, unasked, or on Linux; unreadable is Unknown', () => {
    assert.equal(ofBrowsers(edge({}, [])).status, 'NotApplicable');
    assert.equal(ofBrowsers().status, 'NotApplicable');
    assert.equal(check({}).status, 'NotApplicable');
    assert.equal(check({ platform: 'linux', browsers: [edge({})] }).status, 'NotApplicable');
    assert.equal(check({ browsers: null }).status, 'Unknown');
  });
});

describe('a URL pattern', () => {
  const host = 'teams.microsoft.com';
  for (const pattern of [
    '*',
    '*://*',
    'https://*:443/x',
    host,
    `https://${host}`,
    `*://${host}:*/path`,
    `${host}:443`,
    'TEAMS.microsoft.com',
    '[*.]microsoft.com',
    `[*.]${host}`,
    'https://[*.]com',
  ])
    it(`matches by ${pattern}`, () => assert.equal(matchesHost(pattern, host), true));
  for (const pattern of [
    `http://${host}`,
    `${host}:8443`,
    'microsoft.com',
    '[*.]soft.com',
    '[*.]a.teams.microsoft.com',
    'teams.microsoft.com.example',
    'file:///a',
    'chrome-extension://abc',
  ])
    it(`does not match by ${pattern}`, () => assert.equal(matchesHost(pattern, host), false));
  for (const pattern of ['', '*.microsoft.com', 'https://', 'ftp://x', '[*.].com:x', 'a b', '[::1]'])
    it(`is none: "${pattern}"`, () => assert.equal(matchesHost(pattern, host), null));
});
