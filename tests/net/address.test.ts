import assert from 'node:assert/strict';
import fc from 'fast-check';
import { IPv4, IPv6 } from 'ip-num';
import { ToolError } from '../../src/contract/error.ts';
import { formatAddress, parseAddress } from '../../src/net/address.ts';

describe('addresses', () => {
  it('reads every IPv4 address as ip-num does', () => {
    fc.assert(fc.property(fc.ipV4(), (text) => assert.equal(parseAddress(text).value, new IPv4(text).getValue())));
  });

  it('reads every IPv6 text as the URL parser does', () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const canonical = new URL(`http://[${text}]`).hostname.slice(1, -1);
        const { family, value } = parseAddress(text);
        assert.equal(family, 6);
        assert.equal(value, parseAddress(canonical).value);
        assert.equal(value, new IPv6(parseFull(canonical)).getValue());
      }),
    );
  });

  it('writes IPv6 as RFC 5952 wants it: what the URL standard writes, but for mapped IPv4', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 0, 0, 1, 0xabc, 0xffff), { minLength: 8, maxLength: 8 }), (groups) => {
        const value = groups.reduce((sum, group) => (sum << 16n) | BigInt(group), 0n);
        const full = groups.map((group) => group.toString(16)).join(':');
        const expected = new URL(`http://[${full}]`).hostname.slice(1, -1);
        if (value >> 32n !== 0xffffn) assert.equal(formatAddress(6, value), expected);
        assert.equal(parseAddress(formatAddress(6, value)).value, value);
      }),
    );
  });

  it('refuses what is none, and says why', () => {
    for (const text of [
      '',
      '1.2.3',
      '1.2.3.4.5',
      '1.2.3.256',
      '1.2.3.-4',
      '1:2',
      '1:::2',
      '::1::',
      ':1',
      '1:',
      '12345::',
      '1:2:3:4:5:6:7:8:9',
      '::1.2.3',
      ' 1.2.3.4',
      '1.2.3.4 ',
    ]) {
      assert.throws(() => parseAddress(text), { id: 'AddressInvalid' }, text);
    }
    assert.throws(() => parseAddress('10.01.2.3'), /leading zero/);
    assert.throws(() => parseAddress('fe80::1%eth0'), /zone/);
  });

  it('raises nothing but its own error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-f:.%/]{0,45}$/)), (text) => {
        try {
          const { family, value } = parseAddress(text);
          assert.equal(parseAddress(formatAddress(family, value)).value, value);
        } catch (error) {
          assert.ok(error instanceof ToolError, String(error));
        }
      }),
      { numRuns: 5000 },
    );
  });
});

function parseFull(text: string): string {
  const [left, right] = text.split('::').map((part) => part.split(':').filter(Boolean));
  if (!text.includes('::')) return text;
  return [...left, ...Array(8 - left.length - right.length).fill('0'), ...right].join(':');
}
