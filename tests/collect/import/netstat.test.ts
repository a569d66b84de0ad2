import assert from 'node:assert/strict';
import { checkOf, judged } from '../../judge/machine.ts';
import { fixture, imported, tableOf } from './importing.ts';

describe('netstat -rn of macOS', () => {
  const today = imported(fixture('netstat-macos-14.txt'));

  it('gives the routes of both families, with every shortened destination in full', () => {
    assert.deepEqual(
      tableOf(today).filter((line) => !/^(fe80|ff0)/.test(line)),
      [
        '0.0.0.0/0 192.168.1.1 en0 0',
        '0.0.0.0/1 10.8.0.1 utun4 0',
        '10.8.0.0/16 10.8.0.5 utun4 0',
        '10.8.0.5/32 on-link utun4 0',
        '52.112.0.0/14 192.168.1.1 en0 0',
        '127.0.0.0/8 on-link lo0 0',
        '127.0.0.1/32 on-link lo0 0',
        '128.0.0.0/1 10.8.0.1 utun4 0',
        '169.254.0.0/16 on-link en0 0',
        '192.168.1.0/24 on-link en0 0',
        '192.168.1.1/32 on-link en0 0',
        '224.0.0.0/4 on-link en0 0',
        '255.255.255.255/32 on-link en0 0',
        '::/0 fe80::1 en0 0',
        '::1/128 on-link lo0 0',
        '2001:db8:1:2::/64 on-link en0 0',
        '2603:1063::/38 fe80::1 en0 0',
      ],
    );
    assert.equal(today.platform, 'darwin');
  });

  it('leaves out routes that hold for one interface alone', () => {
    assert.ok(
      !today.routes.some(({ destination, nextHop }) => destination === '0.0.0.0/0' && nextHop === '192.168.2.1'),
    );
    const own = today.interfaces.find(({ name }) => name === 'utun0')!;
    assert.equal(own.up, false, 'a tunnel of the system, which no traffic takes, is no connected VPN');
  });

  it('is judged by the names that macOS gives', () => {
    const verdict = judged(today);
    assert.deepEqual(verdict.leaks, [
      { cidrs: ['52.122.0.0/15'], family: 4, interfaceName: 'utun4', routes: ['0.0.0.0/1'] },
    ]);
    assert.ok(verdict.vpn.connected);
    const home = imported(fixture('netstat-macos-10.txt'));
    assert.equal(checkOf(judged(home), 'OptimizeRoutes').status, 'NotApplicable');
  });

  it('loses what a route refuses, whatever a shorter one says', () => {
    const text = fixture('netstat-macos-14.txt').toString();
    for (const flags of ['UGSB', 'UGSR']) {
      const refusing = text.replace(
        /^52\.112\/14 .*$/m,
        `52.112/14          127.0.0.1          ${flags}                lo0`,
      );
      const verdict = judged(imported(refusing.replace(/^(0|128\.0)\/1 .*\n/gm, '')));
      assert.equal(checkOf(verdict, 'OptimizeRoutes').status, 'Warning');
      assert.deepEqual(
        verdict.segments.filter(({ path }) => path === 'None').map(({ prefix }) => prefix),
        ['52.112.0.0/14'],
      );
    }
  });

  it('is read with the columns of older systems', () => {
    assert.deepEqual(tableOf(imported(fixture('netstat-macos-10.txt'))).slice(0, 4), [
      '0.0.0.0/0 10.10.10.1 en0 0',
      '10.10.10.0/24 on-link en0 0',
      '10.10.10.1/32 on-link en0 0',
      '10.10.10.104/32 on-link en0 0',
    ]);
  });

  it('names the line that is damaged', () => {
    const text = fixture('netstat-macos-14.txt').toString();
    assert.throws(
      () => imported(text.replace('52.112/14 ', '52.112/44 ')),
      /line \d+: "52\.112\/44" is no destination/,
    );
    assert.throws(
      () => imported(text.replace(/^(default +192\.168\.1\.1 +UGScg) .*$/m, '$1')),
      /line 5: a route without its interface/,
    );
  });
});
