import assert from 'node:assert/strict';
import fc from 'fast-check';
import { decodeProfile } from '../../../src/plan/profiles/encoding.ts';

const mark = { utf8: [0xef, 0xbb, 0xbf], le: [0xff, 0xfe], be: [0xfe, 0xff] };
const swapped = (bytes: Buffer) => Buffer.from(bytes).swap16();

describe('the encoding of a profile', () => {
  const text = '<a>\u00fc\u4e2d\u{1f600}</a>\r\n';
  const utf16 = Buffer.from(text, 'utf16le');
  for (const [name, bytes, expected] of [
    ['UTF-8', Buffer.from(text), text],
    ['UTF-8 with a mark', Buffer.from([...mark.utf8, ...Buffer.from(text)]), text],
    ['UTF-16 with a mark', Buffer.from([...mark.le, ...utf16]), text],
    ['UTF-16 of the other byte order', Buffer.from([...mark.be, ...swapped(utf16)]), text],
    ['UTF-16 without a mark', utf16, text],
    ['UTF-16 of the other byte order without a mark', swapped(utf16), text],
    ['a code page', Buffer.from('# f\u00fcr alle', 'latin1'), '# f\u00fcr alle'],
    ['nothing', Buffer.alloc(0), ''],
  ] as const)
    it(`is read and written back: ${name}`, () => {
      const decoded = decodeProfile(bytes);
      assert.equal(decoded.text, expected);
      assert.deepEqual(Buffer.from(decoded.encode(decoded.text)), bytes);
    });

  for (const bytes of [
    [...mark.utf8, 0x61, 0xff],
    [...mark.le, 0x61],
    [...mark.le, 0x00, 0xd8, 0x61, 0x00],
    [...mark.be, 0xdc, 0x00],
  ])
    it(`is refused where it is not what it starts as: ${Buffer.from(bytes).toString('hex')}`, () =>
      assert.throws(() => decodeProfile(Buffer.from(bytes)), { id: 'ProfileInvalid', message: /^line 1, column 1: / }));

  it('loses no byte of anything', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        let decoded;
        try {
          decoded = decodeProfile(bytes);
        } catch {
          return;
        }
        assert.deepEqual(Buffer.from(decoded.encode(decoded.text)), Buffer.from(bytes));
      }),
      { numRuns: 2000 },
    );
  });
});
