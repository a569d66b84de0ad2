import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Pac, ProxySetting } from '../../../src/contract/proxies.ts';
import type { Snapshot } from '../../../src/contract/snapshot.ts';
import type { Check } from '../../../src/contract/verdict.ts';
import { beginningsOf, exempts, takesTls } from '../../../src/judge/proxy-exceptions.ts';
import { formatAddress } from '../../../src/net/address.ts';
import { contains, parsePrefix, prefixOf } from '../../../src/net/prefix.ts';
import { checkOf, judged, localDefaults, machine } from '../machine.ts';

const setting = (more: Partial<ProxySetting>): ProxySetting => ({ source: 'WinINET', scope: 'user', ...more });
const pac = (more: Partial<Pac>): Pac => ({ file: 'proxy.pac', answers: [], unresolved: [], error: null, ...more });
const direct = { target: '52.112.0.0', from: null, result: 'DIRECT' };
const exceptions = '52.112.*;52.113.*;52.114.*;52.115.*;52.122.*;52.123.*';

function check(facts: Partial<Snapshot>): Check {
  return checkOf(judged(machine(localDefaults, facts)), 'Proxy');
}
const ofSettings = (...settings: ProxySetting[]) => check({ proxies: { settings, unread: [] } });

describe('Proxy', () => {
  it('passes without any, or with one that takes no TLS', () => {
    assert.equal(ofSettings().status, 'Pass');
    assert.equal(ofSettings(setting({ autoDetect: false, server: null })).status, 'Pass');
    assert.equal(ofSettings(setting({ server: 'http=proxy:80;ftp=proxy:21' })).status, 'Pass');
  });

  it('warns of a server that takes TLS, with the exceptions to add', () => {
    for (const server of ['proxy:8080', 'http=a:1;https=b:2', 'socks=c:1080', 'http://proxy:1']) {
      const { status, message, recommendation } = ofSettings(setting({ server, bypass: '<local>;*.example.com' }));
      assert.equal(status, 'Warning', server);
      assert.ok(message.includes(server));
      assert.match(message, /WinINET \(one user\)/);
      assert.ok(recommendation!.includes('52.112.*, 52.113.*, 52.114.*, 52.115.*, 52.122.*, 52.123.*'));
    }
  });

  it('passes with the exceptions that it asks for, and no fewer', () => {
    const status = (bypass: string) => ofSettings(setting({ server: 'proxy:8080', bypass })).status;
    for (const bypass of [exceptions, '<local>; 52.1*', '52.*', '*']) assert.equal(status(bypass), 'Pass', bypass);
    for (const bypass of [exceptions.replace('52.123.*', ''), '52.112.0.0', '*.112.*', ''])
      assert.equal(status(bypass), 'Warning', bypass);
  });

  it('reports a PAC URL and automatic detection, and says that neither was asked', () => {
    const url = ofSettings(setting({ pacUrl: 'http://intranet/proxy.pac' }));
    assert.equal(url.status, 'Warning');
    assert.match(url.message, /intranet\/proxy\.pac, which was neither fetched nor run/);
    assert.match(url.recommendation!, /--pac FILE/);
    assert.equal(ofSettings(setting({ autoDetect: true })).status, 'Warning');
  });

  describe('with a PAC file that was evaluated', () => {
    const settings = [setting({ pacUrl: 'http://intranet/proxy.pac' })];
    const ofPac = (more: Partial<Pac>) => check({ proxies: { settings, unread: [] }, pac: pac(more) });

    it('passes where it answers DIRECT first', () => {
      assert.equal(ofPac({ answers: [direct, { ...direct, result: ' direct; PROXY a:1' }] }).status, 'Pass');
    });
    it('warns where it answers anything else', () => {
      for (const result of ['PROXY a:1; DIRECT', 'SOCKS5 a:1', 'DIRECTLY', '', 'HTTPS a:1'])
        assert.equal(ofPac({ answers: [direct, { ...direct, result, from: '10.8.0.2' }] }).status, 'Warning', result);
    });
    it('is Unknown where it failed, or wanted a name resolved', () => {
      assert.equal(ofPac({ answers: [direct], error: 'it took longer than 5 s' }).status, 'Unknown');
      assert.equal(ofPac({ answers: [direct], unresolved: ['intranet'] }).status, 'Unknown');
    });
    it('does not pass the settings that were not asked', () => {
      assert.equal(check({ pac: pac({ answers: [direct] }) }).status, 'NotApplicable');
      assert.equal(check({ proxies: null, pac: pac({ answers: [direct] }) }).status, 'Unknown');
    });
    it('does not hide a server', () => {
      const both = [setting({ server: 'proxy:8080' })];
      assert.equal(
        check({ proxies: { settings: both, unread: [] }, pac: pac({ answers: [direct] }) }).status,
        'Warning',
      );
    });
  });

  it('never passes what was not read', () => {
    assert.equal(check({ platform: 'linux', proxies: { settings: [], unread: [] } }).status, 'NotApplicable');
    assert.equal(check({}).status, 'NotApplicable');
    assert.equal(check({ proxies: null }).status, 'Unknown');
    const partly = check({ proxies: { settings: [setting({ server: 'proxy:1' })], unread: ['WinHTTP'] } });
    assert.equal(partly.status, 'Unknown');
    assert.match(partly.message, /proxy:1.*WinHTTP/);
  });
});

describe("a proxy's exceptions", () => {
  const prefix = fc
    .tuple(fc.bigInt(0n, 2n ** 32n - 1n), fc.integer({ min: 6, max: 32 }))
    .map(([value, length]) => prefixOf({ family: 4, value }, length));

  it('begin as exactly the addresses of the prefix do', () => {
    fc.assert(
      fc.property(prefix, fc.bigInt(0n, 2n ** 32n - 1n), fc.boolean(), (each, any, inside) => {
        const size = 2n ** BigInt(32 - each.length);
        const value = inside ? each.first + (any % size) : any;
        const text = formatAddress(4, value);
        const begins = beginningsOf([each]).some((beginning) => `${text}.`.startsWith(beginning));
        const isWhole = each.length > 24 ? beginningsOf([each]).includes(text) : begins;
        assert.equal(isWhole, contains(each, { family: 4, value }), text);
      }),
    );
  });
  it('know no IPv6, and hold nothing where nothing is asked', () => {
    assert.deepEqual(beginningsOf([parsePrefix('2603:1063::/38')]), []);
    assert.equal(exempts('*', []), false);
  });
  it('tell a server for TLS from others', () => {
    assert.deepEqual(['', 'http=a', 'ftp=a;gopher=b', 'https=a', 'http=a socks=b', 'a:1'].map(takesTls), [
      false,
      false,
      false,
      true,
      true,
      true,
    ]);
  });
});
