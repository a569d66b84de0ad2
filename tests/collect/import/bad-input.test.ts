import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { importSnapshot } from '../../../src/collect/import/import.ts';
import { ToolError } from '../../../src/contract/error.ts';
import { readSnapshot } from '../../../src/contract/read-snapshot.ts';
import { judged } from '../../judge/machine.ts';
import { fixture } from './importing.ts';

const take = (bytes: Buffer | string) => importSnapshot([{ name: 'sent.txt', bytes: Buffer.from(bytes) }], null);
const refuses = (bytes: Buffer | string, id: string, message: RegExp) =>
  assert.throws(
    () => take(bytes),
    (error) => error instanceof ToolError && error.id === id && message.test(error.message) && error.exitCode === 2,
  );

describe('what is no route table', () => {
  const unknown = /^sent\.txt: this is no output that this tool reads\. It reads: route print; Get-NetRoute/;

  for (const [what, bytes] of Object.entries({
    nothing: '',
    'empty lines': '\n\n\r\n',
    prose: 'Hello,\nI cannot send you the routes today. My address is 10 Downing Street.\n',
    'an error of a program':
      "'route' is not recognized as an internal or external command,\noperable program or batch file.\n",
    'a log with addresses': '2026-11-24 10:00:00 connect 10.0.0.1:443 -> 52.112.0.10:3478\n',
    HTML: '<!DOCTYPE html><html><body>10.0.0.0/8</body></html>',
    'JSON of something else': '{"name":"x","version":"1"}',
    'an empty array': '[]',
    'a table of something else': 'Name,Length,Mode\nx,1,y\n',
    'a list of prefixes': '52.112.0.0\n52.122.0.0\n',
    'a route table of Linux by net-tools':
      'Kernel IP routing table\nDestination     Gateway         Genmask         Flags Metric Ref    Use Iface\n0.0.0.0         192.168.1.1     0.0.0.0         UG    0      0        0 eth0\n',
  })) {
    it(`is refused by name: ${what}`, () => refuses(bytes, 'ImportUnknown', unknown));
  }

  it('is no text: a picture that was renamed', () => {
    const png = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), randomBytes(100_000)]);
    refuses(png, 'ImportNotText', /pictures and archives/);
    const jpeg = Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100', 'hex'), randomBytes(100_000)]);
    refuses(jpeg, 'ImportNotText', /zero bytes/);
  });

  it('is a snapshot already', () =>
    refuses('{"schema":"teams-split-tunnel/snapshot/1"}', 'ImportUnknown', /a document of this tool already/));

  it('has no route in it', () =>
    refuses('32766:\tfrom all lookup main\n', 'ImportEmpty', /there is no route in sent\.txt/));

  it('comes from two machines', () => {
    const sources = ['route-print-en-437.txt', 'netstat-macos-14.txt'].map((name) => ({ name, bytes: fixture(name) }));
    assert.throws(() => importSnapshot(sources, null), { id: 'ImportMixed' });
  });

  it('is cut off, or not JSON, CSV or CLIXML at all', () => {
    refuses('[{"dst":"default"', 'ImportInvalid', /not JSON, or not all of it/);
    refuses(
      '"ifIndex","DestinationPrefix","NextHop"\n"1","0.0.0.0/0"\n',
      'ImportInvalid',
      /line 2: it has 2 columns where the first line has 3/,
    );
    refuses(
      '"ifIndex","DestinationPrefix","NextHop"\n"1","0.0.0.0/0","x\n',
      'ImportInvalid',
      /line 2: a quotation mark is not closed/,
    );
    const clixml = '<Objs Version="1.1.0.1"><Obj RefId="0"><MS><S N="DestinationPrefix">0.0.0.0/0</S>';
    refuses(clixml, 'ImportInvalid', /<MS> is not closed; the file is cut off/);
    refuses(`${clixml}</Obj></MS></Objs>`, 'ImportInvalid', /<\/Obj> closes <MS>/);
    refuses(`<Objs><!DOCTYPE x [<!ENTITY a "b">]></Objs>`, 'ImportInvalid', /document type/);
    refuses('default via\n', 'ImportInvalid', /line 1: "" is no address of a gateway/);
    refuses('default dev eth0 metric x\n', 'ImportInvalid', /line 1: "metric" is followed by "x"/);
    refuses('10.0.0.0/8 dev eth0\n100: from all\n', 'ImportInvalid', /line 2: the rule does not say what to do/);
    refuses('52.112.0.0/14\n52.122.0.0/15\n', 'ImportInvalid', /line 1: a route without an interface/);
    refuses('10.0.0.0/8 dev eth0\nnexthop 10.0.0.1\n', 'ImportInvalid', /line 2/);
  });
});

describe('what is too much', function () {
  this.timeout(60_000);
  const megabytes = 100 * 2 ** 20;

  /** Runs within seconds and without more memory than a few copies of the text. */
  const bounded = (act: () => void) => {
    const start = performance.now();
    act();
    const seconds = (performance.now() - start) / 1000;
    assert.ok(seconds < 20, `${seconds} s`);
  };

  for (const [what, pattern, id] of [
    ['one line', 'x', 'ImportUnknown'],
    ['one line of a route', 'default via 10.0.0.1 ', 'ImportLineTooLong'],
    ['one line of =', '=', 'ImportLineTooLong'],
    ['one open bracket', '[', 'ImportInvalid'],
    ['one open object', '{"a":', 'ImportInvalid'],
    ['one open tag', '<Objs ', 'ImportUnknown'],
    ['tags of one kind', '<Objs>', 'ImportInvalid'],
    ['one quotation mark', '"ifIndex","DestinationPrefix"', 'ImportLineTooLong'],
    ['digits', '1', 'ImportUnknown'],
    ['spaces', ' ', 'ImportUnknown'],
    ['empty lines', '\n', 'ImportUnknown'],
    ['colons', ':', 'ImportUnknown'],
  ] as const) {
    it(`100 MB of ${what} is an error soon`, () => {
      const bytes = Buffer.alloc(megabytes, pattern);
      bounded(() => refuses(bytes, id, /^sent\.txt: /));
    });
  }

  it('100 MB of noise is an error soon', () => {
    const bytes = Buffer.alloc(megabytes, randomBytes(1 << 20));
    bounded(() => assert.throws(() => take(bytes), ToolError));
  });
});

describe('fuzzed outputs', () => {
  const names = readdirSync(join(import.meta.dirname, 'fixtures'));
  const originals = names.map(fixture);
  const change = fc.record({
    at: fc.nat(),
    remove: fc.nat(40),
    insert: fc.oneof(
      fc.uint8Array({ maxLength: 6 }),
      fc.string({ maxLength: 6 }).map((text) => Buffer.from(text)),
    ),
  });
  const damaged = fc
    .tuple(fc.nat(originals.length - 1), fc.array(change, { minLength: 1, maxLength: 4 }))
    .map(([which, changes]) =>
      changes.reduce((bytes, { at, remove, insert }) => {
        const start = at % (bytes.length + 1);
        return Buffer.concat([bytes.subarray(0, start), insert, bytes.subarray(start + remove)]);
      }, originals[which]),
    );

  it('are read or refused in words, and what is read can be judged', () => {
    const outcomes = { read: 0, refused: 0 };
    fc.assert(
      fc.property(fc.oneof({ weight: 9, arbitrary: damaged }, fc.uint8Array({ maxLength: 300 })), (bytes) => {
        try {
          const snapshot = readSnapshot(JSON.parse(JSON.stringify(take(Buffer.from(bytes)))));
          judged(snapshot);
          outcomes.read++;
        } catch (error) {
          if (!(error instanceof ToolError)) throw error;
          outcomes.refused++;
        }
      }),
      { numRuns: 3_000 },
    );
    assert.ok(outcomes.read > 300 && outcomes.refused > 300, JSON.stringify(outcomes));
  });
});
