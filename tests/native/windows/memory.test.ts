import assert from 'node:assert/strict';
import fc from 'fast-check';
import { windowsConstants } from '../../../src/native/windows/constants.ts';
import { readGuid, readSocketAddress, readText, wide, writeSocketAddress } from '../../../src/native/windows/memory.ts';
import { decodeValue } from '../../../src/native/windows/registry-value.ts';

describe('native/windows memory', () => {
  const address = fc.oneof(
    fc.bigInt(0n, 2n ** 32n - 1n).map((value) => ({ family: 4 as const, value })),
    fc.bigInt(0n, 2n ** 128n - 1n).map((value) => ({ family: 6 as const, value })),
  );

  it('writes a socket address into dirty memory so that it reads the same', () => {
    fc.assert(
      fc.property(address, (written) => {
        const memory = Buffer.alloc(40, 0xee);
        writeSocketAddress(memory, 4, written);
        assert.deepEqual(readSocketAddress(memory, 4), written);
        assert.equal(memory[3], 0xee);
        assert.equal(memory[32], 0xee);
      }),
    );
  });

  it('writes addresses in network byte order', () => {
    const memory = Buffer.alloc(28);
    writeSocketAddress(memory, 0, { family: 4, value: 0x34700001n });
    assert.equal(memory.toString('hex', 0, 8), '0200000034700001');
    writeSocketAddress(memory, 0, { family: 6, value: (0x26031063n << 96n) | 1n });
    assert.equal(memory.toString('hex', 0, 24), '170000000000000026031063000000000000000000000001');
  });

  it('knows no other family', () => {
    assert.equal(readSocketAddress(Buffer.alloc(28), 0), null);
  });

  it("prints a GUID in the registry's notation", () => {
    const bytes = Buffer.from('72e9364d25e3ce11bfc108002be10318', 'hex');
    assert.equal(readGuid(bytes, 0), '{4D36E972-E325-11CE-BFC1-08002BE10318}');
  });

  it('ends a text at its null, else at the end of its field', () => {
    const memory = Buffer.concat([wide('ab'), Buffer.from('cdef', 'utf16le')]);
    assert.equal(readText(memory, 0, [0, 14]), 'ab');
    assert.equal(readText(memory, 0, [6, 4]), 'cd');
  });
});

describe('native/windows registry values', () => {
  const type = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.nat(0xffff_ffff));

  it('are decoded whatever the bytes are', () => {
    fc.assert(
      fc.property(type, fc.uint8Array({ maxLength: 40 }), (kind, bytes) => {
        const { type, data } = decodeValue(kind, Buffer.from(bytes));
        const typeOf = { REG_SZ: 'string', REG_EXPAND_SZ: 'string', REG_DWORD: 'number', REG_QWORD: 'bigint' } as const;
        const wanted = (typeOf as Record<string, string>)[type];
        assert.ok(wanted ? typeof data === wanted : typeof data === 'object', `${type} ${typeof data}`);
      }),
    );
  });

  it('give back the text that was written, with and without its null', () => {
    const text = fc.string({ unit: 'grapheme' }).filter((value) => !value.includes('\0'));
    fc.assert(
      fc.property(text, (value) => {
        assert.equal(decodeValue(windowsConstants.REG_SZ, wide(value)).data, value);
        assert.equal(decodeValue(windowsConstants.REG_SZ, Buffer.from(value, 'utf16le')).data, value);
      }),
    );
  });

  it('give back a list of texts', () => {
    const texts = fc.array(fc.string({ minLength: 1 }).filter((value) => !value.includes('\0')));
    fc.assert(
      fc.property(texts, (list) => {
        const data = Buffer.concat([...list.map(wide), wide('')]);
        assert.deepEqual(decodeValue(windowsConstants.REG_MULTI_SZ, data), { type: 'REG_MULTI_SZ', data: list });
      }),
    );
  });

  it('are numbers only where they have the bytes', () => {
    const { REG_DWORD, REG_QWORD } = windowsConstants;
    assert.deepEqual(decodeValue(REG_DWORD, Buffer.from([1, 0, 0, 0])), { type: 'REG_DWORD', data: 1 });
    assert.deepEqual(decodeValue(REG_QWORD, Buffer.from([1, 0, 0, 0, 0, 0, 0, 1])), {
      type: 'REG_QWORD',
      data: 0x0100_0000_0000_0001n,
    });
    assert.equal(decodeValue(REG_DWORD, Buffer.from([1])).type, 'REG_BINARY');
    assert.equal(decodeValue(REG_QWORD, Buffer.from([1, 0, 0, 0])).type, 'REG_BINARY');
  });
});
