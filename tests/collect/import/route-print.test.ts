import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { importSnapshot } from '../../../src/collect/import/import.ts';
import { checkOf, judged } from '../../judge/machine.ts';
import { fixture, imported, tableOf } from './importing.ts';

const languages = readdirSync(join(import.meta.dirname, 'fixtures')).filter((name) => name.startsWith('route-print-'));
const english = imported(fixture('route-print-en-437.txt'));
const withoutNames = ({ routes }: typeof english) => routes.map((route) => ({ ...route }));

describe('route print', () => {
  it('gives every active route, with metrics that are sums', () => {
    assert.deepEqual(tableOf(english).slice(0, 8), [
      '::/0 fe80::1 Intel(R) Ethernet Connection I219-LM 281',
      '::1/128 on-link Software Loopback Interface 1 331',
      '2001:db8:1:2::/64 on-link Intel(R) Ethernet Connection I219-LM 281',
      '2001:db8:1:2:aaaa:bbbb:cccc:dddd/128 on-link Intel(R) Ethernet Connection I219-LM 281',
      'fe80::/64 on-link Intel(R) Ethernet Connection I219-LM 281',
      'fe80::1d2c:aaaa:bbbb:cccc/128 on-link Intel(R) Ethernet Connection I219-LM 281',
      'ff00::/8 on-link Software Loopback Interface 1 331',
      'ff00::/8 on-link Intel(R) Ethernet Connection I219-LM 281',
    ]);
    assert.deepEqual(tableOf(english).slice(8, 12), [
      '0.0.0.0/0 192.168.1.1 192.168.1.10 25',
      '0.0.0.0/1 10.8.0.1 10.8.0.2 257',
      '10.8.0.0/24 on-link 10.8.0.2 257',
      '10.8.0.2/32 on-link 10.8.0.2 257',
    ]);
    assert.ok(
      english.routes.every(({ metric }) => metric === null),
      'no metric is there to be added',
    );
    assert.deepEqual([english.platform, english.computer, english.collectedAt], ['windows', null, null]);
  });

  for (const name of languages) {
    it(`is the same in ${name}`, () => {
      const snapshot = imported(fixture(name));
      assert.deepEqual(withoutNames(snapshot), withoutNames(english));
      assert.equal(snapshot.interfaces.length, english.interfaces.length);
    });
  }

  it('has names in the code page that is found or said', () => {
    const nameIn = (file: string, codePage: string | null = null) =>
      importSnapshot([{ name: file, bytes: fixture(file) }], codePage).interfaces[0].name;
    assert.equal(nameIn('route-print-de-850.txt'), 'Netzwerkkarte für Große');
    assert.equal(nameIn('route-print-de-utf16.txt'), 'Netzwerkkarte für Große');
    assert.equal(nameIn('route-print-fr-utf8.txt'), 'Carte réseau intégrée');
    assert.equal(nameIn('route-print-ru-866.txt'), 'Сетевая карта');
    assert.equal(nameIn('route-print-ja-932.txt'), 'ネットワーク アダプター');
    assert.equal(nameIn('route-print-zh-936.txt'), '以太网适配器');
    assert.equal(nameIn('route-print-ko-949.txt'), '네트워크 어댑터');
    assert.equal(nameIn('route-print-pl-852.txt', '852'), 'Karta sieciowa łącza');
    assert.match(imported(fixture('route-print-pl-852.txt')).notes!.join(), /read in code page 850.*--code-page/);
    assert.throws(() => nameIn('route-print-de-850.txt', '42'), { id: 'CodePageUnknown' });
  });

  it('leaves persistent routes out, and says so', () => {
    const german = imported(fixture('route-print-de-850.txt'));
    assert.ok(
      !german.routes.some(({ destination }) => destination === '52.122.0.0/15' || destination.startsWith('2603')),
    );
    assert.match(german.notes!.join(), /Persistent routes were left out \(3\)/);
    assert.doesNotMatch(english.notes!.join(), /Persistent/);
  });

  it('gives interfaces that are seen by an address alone a number, and the loopback its own', () => {
    const [lan, vpn] = ['192.168.1.10', '10.8.0.2'].map((name) => english.interfaces.find((row) => row.name === name)!);
    assert.deepEqual([lan.addresses, vpn.addresses], [['192.168.1.10/24'], ['10.8.0.2/24']]);
    assert.equal(new Set(english.interfaces.map(({ index }) => index)).size, english.interfaces.length);
    const loopback = english.routes.find(({ destination }) => destination === '127.0.0.0/8')!;
    assert.equal(loopback.interfaceIndex, 1);
    assert.match(english.notes!.join(), /192\.168\.1\.10, 10\.8\.0\.2.*--local-interface/);
  });

  it('stays Unknown until it is said which interface is which, and is proven then', () => {
    assert.equal(checkOf(judged(english), 'OptimizeRoutes').status, 'Unknown');
    const roles = { vpn: ['10.8.0.2'], local: ['192.168.1.10', '12'], strict: true };
    const verdict = judged(english, { roles });
    assert.deepEqual(
      verdict.leaks.map(({ cidrs, routes }) => [cidrs, routes]),
      [[['52.122.0.0/15'], ['0.0.0.0/1']]].map(() => [['52.122.0.0/15'], ['0.0.0.0/1']]),
    );
    assert.ok(
      verdict.segments.some(
        ({ route, path, metric }) => route === '52.112.0.0/14' && path === 'Local' && metric === 26,
      ),
    );
  });

  it('finds the owners of addresses in what else is given', () => {
    const addresses = JSON.stringify([
      { IPAddress: '192.168.1.10', PrefixLength: 24, InterfaceIndex: 12, InterfaceAlias: 'Ethernet' },
      { IPAddress: '10.8.0.2', PrefixLength: 24, InterfaceIndex: 21, InterfaceAlias: 'Tunnel' },
    ]);
    const adapters = JSON.stringify([
      {
        Name: 'Ethernet',
        InterfaceDescription: 'Intel(R) I219-LM',
        ifIndex: 12,
        Status: 'Up',
        PnPDeviceID: 'PCI\\VEN_8086',
      },
      {
        Name: 'Tunnel',
        InterfaceDescription: 'TAP-Windows Adapter V9',
        ifIndex: 21,
        Status: 'Up',
        PnPDeviceID: 'ROOT\\NET\\0000',
      },
    ]);
    for (const sources of [
      [fixture('route-print-ja-932.txt'), addresses, adapters],
      [adapters, addresses, fixture('route-print-ja-932.txt')],
    ]) {
      const snapshot = imported(...sources);
      assert.equal(snapshot.interfaces.length, 3);
      const verdict = judged(snapshot);
      assert.deepEqual([verdict.status, verdict.leaks[0].interfaceName], ['Fail', 'Tunnel']);
    }
  });

  it('takes no adapter that is only listed for a connected VPN', () => {
    assert.equal(english.interfaces.find(({ name }) => name.startsWith('TAP'))!.up, false);
  });

  describe('of one family', () => {
    const text = fixture('route-print-en-437.txt').toString('latin1').split('\r\n');
    const only = (family: 4 | 6) => {
      const [start4, start6] = ['IPv4 Route Table', 'IPv6 Route Table'].map((title) => text.indexOf(title));
      return [...text.slice(0, start4), ...(family === 4 ? text.slice(start4, start6 - 1) : text.slice(start6))].join(
        '\r\n',
      );
    };

    it('says that nothing is known of the other, and proves nothing', () => {
      const snapshot = imported(only(4));
      assert.deepEqual(snapshot.unread, [6]);
      assert.match(snapshot.notes!.join(), /no route of IPv6/);
      const roles = { vpn: ['10.8.0.2'], local: ['192.168.1.10'], strict: true };
      const clean = { ...snapshot, routes: snapshot.routes.filter(({ destination }) => !destination.endsWith('/1')) };
      const check = checkOf(judged(clean, { roles }), 'OptimizeRoutes');
      assert.deepEqual([check.status, check.message], ['Unknown', 'The routes of IPv6 are not in the snapshot.']);
      assert.deepEqual(imported(only(6)).unread, [4]);
    });

    it('is read where the empty lines got lost', () => {
      const squeezed = text.filter((line) => line.trim() !== '').join('\n');
      assert.deepEqual(withoutNames(imported(squeezed)), withoutNames(english));
    });

    it('knows a family of which the section says that it has no route', () => {
      const empty = text.filter((line) => !/^ *\d+ +\d+ /.test(line) && !/^ {30,}On-link/.test(line)).join('\n');
      const snapshot = imported(empty);
      assert.equal(snapshot.unread, undefined);
      assert.ok(snapshot.routes.every(({ destination }) => !destination.includes(':')));
    });
  });

  describe('that is damaged', () => {
    const good = fixture('route-print-en-437.txt').toString('latin1');
    for (const [what, bad, message] of [
      [
        'a row without its metric',
        good.replace(/^( +0\.0\.0\.0 +128\.0\.0\.0 .*?) +257\r$/m, '$1\r'),
        /line 13: this row of an active route is not complete/,
      ],
      [
        'a netmask with holes',
        good.replace('255.252.0.0', '255.0.252.0'),
        /line 17: this row of an active route is not complete/,
      ],
      ['host bits', good.replace(' 52.112.0.0 ', ' 52.112.0.1 '), /line 17: 52\.112\.0\.1\/14 has host bits set/],
      ['a row cut at its front', good.replace(/^ {9}10\.8\.0\.0/m, ''), /line 14: "255\.255\.255\.0/],
      [
        'an end without a gateway',
        good.slice(0, good.lastIndexOf('/128') + 6),
        /the gateway is missing; the text is cut off/,
      ],
    ] as const) {
      it(`names the line: ${what}`, () =>
        assert.throws(
          () => imported(bad),
          (error: Error) => message.test(error.message),
        ));
    }
  });
});
