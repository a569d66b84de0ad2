import assert from 'node:assert/strict';
import fc from 'fast-check';
import { addressPseudonyms } from '../../../src/collect/bundle/address-pseudonyms.ts';
import { openRedactor } from '../../../src/collect/bundle/redact.ts';
import { formatPrefix, overlaps, parsePrefix, prefixOf } from '../../../src/net/prefix.ts';
import { exclusions, judged, localDefaults, machine, row, worldwide } from '../../judge/machine.ts';

const kept = worldwide.rows[0]!.ips!.map(parsePrefix);
const own = { computers: ['LAPTOP-7'], users: ['jane'], networks: [] };
const redact = (text: string) => openRedactor(own, [text], kept).text(text);

const secrets = {
  'a computer, in any case': ['name: laptop-7.', /laptop-7/i],
  'a user': ['C:\\Users\\jane\\x and JANE', /jane/i],
  'a user of a profile folder': ['C:\\Users\\m.mustermann\\x; m.mustermann wrote', /mustermann/],
  'a principal name': ['user=someone@contoso.com;', /someone|contoso/],
  'a wireless network': ['    SSID                   : My Home\n again My Home', /My Home/],
  'a public IPv4 address': ['from 81.2.69.160:443 on', /81\.2\.69\.160/],
  'a public IPv6 address': ['addr 2a02:8108:50bf::7f/64 x', /2a02/],
  'a private key': ['PrivateKey = yAnz5TF+lXXJte14tji3zlMNq+hd2rYUIgJBgB3fBmk=', /yAnz/],
  'a key block': ['a\n-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----\nb', /MIIE/],
  'an inline key': ['<tls-auth>\n0a1b\n</tls-auth>', /0a1b/],
  'a token': ['x eyJhbGciOi.eyJzdWIi.c2ln y', /eyJ/],
  'an authorization': ['Authorization: Bearer abcdef123456', /abcdef/],
  'a password': ['"password": "hunter2"', /hunter2/],
} as const;

describe('redaction', () => {
  for (const [what, [text, secret]] of Object.entries(secrets)) {
    it(`replaces ${what}, and names it`, () => {
      const redactor = openRedactor(own, [text], kept);
      assert.doesNotMatch(redactor.text(text), secret);
      assert.ok(redactor.replaced().length > 0);
      assert.doesNotMatch(JSON.stringify(redactor.replaced()), secret);
    });
  }

  it('is consistent, and says how often', () => {
    const redactor = openRedactor(own, [], kept);
    assert.equal(redactor.text('jane, jane@contoso.com and Jane'), 'user-2, user-1 and user-2');
    assert.deepEqual(
      redactor.replaced().find(({ pseudonym }) => pseudonym === 'user-2'),
      {
        pseudonym: 'user-2',
        kind: 'user',
        count: 2,
      },
    );
  });

  it("leaves what is nobody's: private and Microsoft's addresses, versions, times, hardware", () => {
    for (const text of [
      '192.168.1.10/24 via 10.0.0.1 fe80::1 2001:db8::1',
      '52.112.64.0/20 2603:1063::/40 0.0.0.0/1 ::/0 128.0.0.0/1',
      'at 2026-11-20T08:00:00Z 12:34:56, version 10.0.22631.4460',
      'link/ether 86:3d:0a:c8:b6:b3 janet',
    ])
      assert.equal(redact(text), text);
  });

  it('keeps nested what was nested, and disjoint what was disjoint', () => {
    const public4 = fc
      .record({ value: fc.bigInt({ min: 0x0b000000n, max: 0x1effffffn }), length: fc.integer({ min: 17, max: 32 }) })
      .map(({ value, length }) => prefixOf({ family: 4, value }, length));
    const near = public4.chain((a) =>
      fc.tuple(fc.constant(a), fc.nat(0xffff)).map(([a, low]) => {
        const value = (a.first & ~0xffffn) | BigInt(low);
        return [a, prefixOf({ family: 4, value }, 17 + (low % 16))] as const;
      }),
    );
    fc.assert(
      fc.property(near, ([a, b]) => {
        const pseudonym = addressPseudonyms(kept, Buffer.alloc(32, 1));
        const [x, y] = [a, b].map((each) => parsePrefix(pseudonym(formatPrefix(each))!));
        assert.deepEqual([x!.length, y!.length], [a.length, b.length]);
        assert.equal(overlaps(x!, y!), overlaps(a, b));
      }),
    );
  });

  it('leaves the verdict what it was', () => {
    const snapshot = machine(
      [...localDefaults, ...exclusions, '52.112.64.0/20 dev vpn', '81.2.69.160/32 via 192.168.1.1', '::/1 dev vpn'],
      {
        computer: 'LAPTOP-7',
        interfaces: [
          row(10, { name: "jane's Ethernet", addresses: ['81.2.69.142/24', '2a02:8108:50bf::7f/64'] }),
          row(20),
        ],
      },
    );
    const redactor = openRedactor(own, [JSON.stringify(snapshot)], kept);
    const shown = redactor.document(snapshot);
    assert.doesNotMatch(JSON.stringify(shown), /LAPTOP-7|jane|81\.2\.69|2a02/);
    const [before, after] = [judged(snapshot), judged(shown)];
    assert.equal(before.status, 'Fail');
    assert.deepEqual(after.leaks, before.leaks);
    assert.deepEqual(
      after.checks.map(({ id, status }) => ({ id, status })),
      before.checks.map(({ id, status }) => ({ id, status })),
    );
  });
});
