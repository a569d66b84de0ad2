import assert from 'node:assert/strict';
import fc from 'fast-check';
import { openRedactor } from '../../../src/collect/bundle/redact.ts';
import { formatAddress } from '../../../src/net/address.ts';
import { parsePrefix } from '../../../src/net/prefix.ts';
import { worldwide } from '../../judge/machine.ts';

const kept = worldwide.rows[0]!.ips!.map(parsePrefix);

const letters = 'bcdfghjklmnpqrstvwxz';
const word = (least: number, most: number) =>
  fc.string({ unit: fc.constantFrom(...letters), minLength: least, maxLength: most });
const drawn = fc.string({
  unit: fc.constantFrom(...letters, ...letters.toUpperCase(), ...'0123456789'),
  minLength: 20,
  maxLength: 40,
});
const hex = (size: number) =>
  fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: size, maxLength: size });
const guid = fc.tuple(hex(8), hex(4), hex(4), hex(4), hex(12)).map((groups) => groups.join('-'));

/** Kinds of secrets, how they look, and where they stand in what the bundle holds; `¤` is the secret. */
const kinds = {
  user: [
    word(5, 12).map((name) => `u${name}`),
    [
      'C:\\Users\\¤\\AppData',
      'CONTOSO\\¤',
      'by ¤.',
      'User: ¤',
      'The user ¤ has dialed',
      'log of ¤ (¤)',
      '/home/¤/x',
      '<user>¤</user>',
    ],
  ],
  computer: [
    word(6, 12).map((name) => `PC-${name}`.toUpperCase()),
    ['   Host Name . . . : ¤', 'Computer: ¤.corp.example', '\\\\¤\\c$'],
  ],
  network: [
    fc.tuple(word(4, 8), word(4, 8)).map((words) => words.join(' ')),
    [
      '    SSID                   : ¤\r\n',
      'connected to "¤"',
      "Activation: (wifi) access point '¤' has security",
      'NetProfile.Name        : ¤\n',
    ],
  ],
  address4: [
    fc
      .tuple(fc.integer({ min: 61, max: 99 }), fc.nat(255), fc.nat(255), fc.integer({ min: 1, max: 255 }))
      .map((octets) => octets.join('.')),
    [
      'from ¤:443',
      'IP:¤ ',
      'udp://¤:1194',
      '[¤]',
      'peer=¤,',
      'src ¤ dst',
      '::ffff:¤',
      'vpn_¤_443',
      '"¤"',
      '(¤)',
      'via ¤.',
      '¤/24 dev',
      '¤/32',
      '¤/8 dev',
    ],
  ],
  address6: [
    fc.bigInt({ min: 0x2a02n << 112n, max: (0x2a03n << 112n) - 1n }).map((value) => formatAddress(6, value)),
    ['addr ¤/64 x', '[¤]:443', 'IP:¤ ', 'peer=¤,', 'to ¤ port', 'connected ¤:', '¤%eth0', '"¤"', '¤/128', 'udp6:¤'],
  ],
  password: [
    fc
      .string({ unit: fc.constantFrom(...letters, ...'0123456789!$*+'), minLength: 6, maxLength: 20 })
      .map((s) => `p${s}`),
    [
      'password=¤',
      '"password": "¤"',
      '\\"password\\":\\"¤\\"',
      "passwd: '¤'",
      '<password>¤</password>',
      'http://name:¤@proxy:80/',
      'http=name:¤@proxy:8080;',
      'PSK secret = ¤;',
      '?token=¤&x',
    ],
  ],
  token: [
    drawn.map((text) => `a1${text}`),
    [
      'https://pac.example/¤/proxy.pac',
      'AutoConfigURL    REG_SZ    http://pac.corp.example/p.pac?k=¤',
      'Cookie: a=b; sid=¤',
      'Authorization: Bearer ¤',
      '<portal-userauthcookie>¤</portal-userauthcookie>',
      "{'access_token': '¤'}",
      'CustomAuthData=¤',
    ],
  ],
  jwt: [fc.tuple(drawn, drawn).map(([a, b]) => `eyJ${a}.${b}.sig`), ['x ¤', '"¤"', 'jwt=¤,']],
  key: [
    fc.uint8Array({ minLength: 32, maxLength: 32 }).map((bytes) => Buffer.from(bytes).toString('base64')),
    ['PrivateKey = ¤', 'peer: ¤', '  public key: ¤'],
  ],
  mail: [
    fc.tuple(word(3, 8), word(3, 8)).map(([name, domain]) => `${name}@${domain}.example`),
    ['user=¤;', '<¤>', 'upn: ¤', 'signed in as ¤.'],
  ],
  sid: [
    fc.tuple(fc.nat(1e9), fc.nat(1e9), fc.nat(1e9)).map((parts) => `S-1-5-21-${parts.join('-')}-1001`),
    ['HKU\\¤\\Software', 'User: ¤', '(A;;CC;;;¤)'],
  ],
  object: [guid, ['8:orgid:¤', '"oid":"¤"', 'tenantId: ¤', "userId = '¤'"]],
  fullName: [
    fc.tuple(word(4, 8), word(4, 8)).map((names) => names.join(' ')),
    ['{"displayName":"¤"}', '\\"givenName\\": \\"¤\\"', 'C=DE, CN=¤, emailAddress=x', 'subject: CN = ¤'],
  ],
  phone: [fc.integer({ min: 1e9, max: 9e9 }).map((number) => `+49 ${number}`), ['PhoneNumber=¤']],
  domain: [word(5, 10).map((name) => name.toUpperCase()), ['Domain=¤', 'USERDOMAIN=¤']],
  station: [
    fc.tuple(hex(2), hex(2), hex(2), hex(2), hex(2), hex(2)).map((pairs) => pairs.join(':')),
    ['    AP BSSID               : ¤', 'BSSID=¤'],
  ],
} as const satisfies Record<string, readonly [fc.Arbitrary<string>, readonly string[]]>;

type Kind = keyof typeof kinds;

const planted = fc.constantFrom(...(Object.keys(kinds) as Kind[])).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    secret: kinds[kind][0] as fc.Arbitrary<string>,
    places: fc.shuffledSubarray([...kinds[kind][1]], { minLength: 1 }),
  }),
);

describe('what is planted in a bundle', () => {
  it('survives nowhere, in no form that it is written in', () => {
    fc.assert(
      fc.property(fc.array(planted, { minLength: 1, maxLength: 8 }), (all) => {
        const own = {
          computers: all.flatMap(({ kind, secret }) => (kind === 'computer' ? [secret] : [])),
          users: all.flatMap(({ kind, secret }) => (kind === 'user' ? [secret] : [])),
          networks: all.flatMap(({ kind, secret }) => (kind === 'network' ? [secret] : [])),
        };
        const lines = all.flatMap(({ secret, places }) => places.map((place) => place.replaceAll('¤', secret)));
        const files = [lines.join('\n'), [...lines].reverse().join('\r\n')];
        const redactor = openRedactor(own, files, kept);
        const shown = [...files.map((text) => redactor.text(text)), JSON.stringify(redactor.replaced())]
          .join('\n')
          .toLowerCase();
        for (const { kind, secret } of all)
          assert.ok(!shown.includes(secret.toLowerCase()), `${kind} ${secret} in ${shown}`);
        assert.ok(redactor.replaced().every(({ count }) => count > 0));
      }),
      { numRuns: 300 },
    );
  });

  it('has the same pseudonym in every file and form, and another than everything else', () => {
    const comparable: readonly Kind[] = [
      'address4',
      'address6',
      'mail',
      'sid',
      'key',
      'jwt',
      'phone',
      'domain',
      'object',
    ];
    const alone: Partial<Record<Kind, RegExp>> = { address4: /\/24|\/8|::ffff/, address6: /\/64/ };
    fc.assert(
      fc.property(fc.uniqueArray(planted, { minLength: 2, maxLength: 6, selector: ({ secret }) => secret }), (all) => {
        const redactor = openRedactor({ computers: [], users: [], networks: [] }, [], kept);
        const seen = new Map<string, string>();
        for (const { kind, secret, places } of all.filter((each) => comparable.includes(each.kind))) {
          for (const place of places.filter((each) => each.split('¤').length === 2 && !alone[kind]?.test(each))) {
            const [before, after] = place.split('¤') as [string, string];
            const shown = redactor.text(place.replace('¤', secret));
            assert.ok(shown.startsWith(before) && shown.endsWith(after), `${place} became ${shown}`);
            const pseudonym = shown.slice(before.length, shown.length - after.length);
            assert.equal(seen.get(secret) ?? pseudonym, pseudonym, place);
            seen.set(secret, pseudonym);
          }
        }
        assert.equal(new Set(seen.values()).size, seen.size);
      }),
      { numRuns: 300 },
    );
  });

  it("is found in the bytes that netsh's WFP state writes", () => {
    const path = '\\device\\harddiskvolume3\\users\\jmustermann\\app.exe';
    const hexadecimal = Buffer.from(`${path}\0`, 'utf16le').toString('hex');
    const dotted = [...`${path}\0`].map((letter) => `${letter === '\0' ? '.' : letter}.`).join('');
    const text = `<data>${hexadecimal}</data>\n<asString>${dotted}</asString>\n<data>01020304</data>`;
    const redactor = openRedactor({ computers: [], users: ['jmustermann'], networks: [] }, [text], kept);
    const shown = redactor.text(text);
    assert.equal(shown.match(/users\\user-1\\app\.exe/g)?.length, 2, shown);
    assert.doesNotMatch(shown, /j\.?m\.?u\.?s|6a006d00/);
    assert.ok(shown.includes('<data>01020304</data>'));
  });

  it('is found in time, whatever the file is made of', function () {
    this.timeout(60_000);
    const size = 2 * 2 ** 20;
    const redactor = openRedactor({ computers: ['PC'], users: ['jane'], networks: [] }, [], kept);
    for (const unit of [
      'a',
      '0',
      'a.',
      ':',
      'a:',
      '1.',
      'password ',
      '-----BEGIN A-----',
      '<data>0a00',
      'AAAA\n',
      'user="',
      ' ',
      '\\A',
      'eyJaaaaa.',
      '<key>',
    ])
      redactor.text(unit.repeat(size / unit.length));
  });
});
