import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  allocateRequest,
  answeredId,
  bindingRequest,
  readAnswer,
  transactionId,
  type StunRequest,
} from '../../src/collect/stun.ts';

const random = Buffer.from('0102030405060708090a0b0c', 'hex');
const id = transactionId(random);
const hex = (text: string) => Buffer.from(text.replace(/\s/g, ''), 'hex');

/** RFC 5769 section 2.2 and 2.3: responses whose credentials nobody here checks. */
const vectors = {
  IPv4: {
    bytes:
      hex(`0101003c 2112a442 b7e7a701bc34d686fa87dfae 8022000b 74657374 20766563 746f7220 00200008 0001a147 e112a643
      00080014 2b91f599 fd9e90c3 8c7489f9 2af9ba53 f06be7d7 80280004 c07d4c96`),
    mapped: '192.0.2.1:32853',
  },
  IPv6: {
    bytes: hex(`01010048 2112a442 b7e7a701bc34d686fa87dfae 8022000b 74657374 20766563 746f7220 00200014 0002a147
      0113a9fa a5d3f179 bc25f4b5 bed2b9d9 00080014 a382954e 4be67bf1 1784c97c 8292c275 bfe3ed41 80280004 c8fb0b4c`),
    mapped: '[2001:db8:1234:5678:11:2233:4455:6677]:32853',
  },
};

describe('collect/stun', () => {
  it('asks for a binding in 20 bytes', () => {
    assert.equal(bindingRequest(id).toString('hex'), '000100002112a4420102030405060708090a0b0c');
  });

  it('asks for an allocation in the 104 bytes that relays were seen to answer', () => {
    const username = Buffer.alloc(48, 0xab);
    assert.equal(
      allocateRequest(id, username).toString('hex'),
      '00030054' +
        '2112a4420102030405060708090a0b0c' +
        '000f000472c64bc6' +
        '8008000400000004' +
        '00060030' +
        'ab'.repeat(48) +
        '001000040000015e' +
        '8006000400000001',
    );
  });

  for (const [family, { bytes, mapped }] of Object.entries(vectors)) {
    it(`reads the mapped address of RFC 5769’s ${family} response`, () => {
      assert.equal(answeredId(bytes)!.toString('hex'), '2112a442b7e7a701bc34d686fa87dfae');
      assert.deepEqual(readAnswer(bytes, 'Binding'), { code: null, reason: null, mapped, alternate: null });
    });
  }

  /** An MS-TURN error response: cookie, version, error 401, realm, nonce, alternate server. */
  const refusal = message(0x0113, [
    [0x000f, hex('72c64bc6')],
    [0x0009, Buffer.concat([hex('00000401'), Buffer.from('no Message-Integrity')])],
    [0x0015, Buffer.from('"rtcmedia"')],
    [0x000e, hex('00010d96 34700a63')],
  ]);

  it('reads the refusal of an allocation: code, reason and the relay’s own address', () => {
    assert.deepEqual(readAnswer(refusal, 'Allocate'), {
      code: 401,
      reason: 'no Message-Integrity',
      mapped: null,
      alternate: '52.112.10.99:3478',
    });
  });

  it('takes no message for an answer that is another’s: requests, indications, other methods', () => {
    for (const type of [0x0001, 0x0003, 0x0011, 0x0013, 0x0101, 0x0111, 0x0104, 0x0103]) {
      const kinds: Record<StunRequest, number[]> = { Binding: [0x0101, 0x0111], Allocate: [0x0103, 0x0113] };
      for (const [request, types] of Object.entries(kinds)) {
        const answer = readAnswer(message(type, []), request as StunRequest);
        assert.equal(answer !== null, types.includes(type), `${type.toString(16)} ${request}`);
      }
    }
  });

  it('takes nothing for a message whose length is not its own', () => {
    assert.notEqual(answeredId(refusal), null);
    for (let length = 0; length < refusal.length; length++) assert.equal(answeredId(refusal.subarray(0, length)), null);
    assert.equal(answeredId(Buffer.concat([refusal, Buffer.alloc(1)])), null);
    assert.equal(answeredId(Buffer.concat([refusal, Buffer.alloc(4)])), null);
    const oversized = message(0x0101, [[0x8022, Buffer.alloc(2048)]]);
    assert.equal(answeredId(oversized), null);
    const channelData = Buffer.from(bindingRequest(id));
    channelData[0] = 0x40;
    assert.equal(answeredId(channelData), null);
  });

  it('shows nothing of a reason that could steer a terminal, and not much of it', () => {
    const reason = Buffer.from(`\u001b[31m\u0007${'long '.repeat(100)}`);
    const answer = readAnswer(message(0x0113, [[0x0009, Buffer.concat([hex('00000401'), reason])]]), 'Allocate')!;
    assert.match(answer.reason!, /^\[31mlong [ -~]+$/);
    assert.ok(answer.reason!.length <= 128);
  });

  it('answers with an error are told apart from granted ones even without a code', () => {
    assert.equal(readAnswer(message(0x0113, []), 'Allocate')!.code, 0);
    assert.equal(readAnswer(message(0x0103, []), 'Allocate')!.code, null);
    assert.equal(readAnswer(message(0x0103, [[0x0009, hex('00000401')]]), 'Allocate')!.code, null);
  });

  it('reads any bytes without a crash, and believes none of them', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
        const bytes = Buffer.from(noise);
        assert.ok(answeredId(bytes) === null || bytes.length === bytes.readUInt16BE(2) + 20);
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.constantFrom(0x0101, 0x0111, 0x0103, 0x0113), (noise, type) => {
        const bytes = Buffer.concat([bindingRequest(id), noise]);
        bytes.writeUInt16BE(type);
        bytes.writeUInt16BE(noise.length, 2);
        readAnswer(bytes, 'Binding');
        readAnswer(bytes, 'Allocate');
      }),
      { numRuns: 2000 },
    );
  });
});

function message(type: number, attributes: readonly (readonly [number, Buffer])[]): Buffer {
  const body = Buffer.concat(
    attributes.map(([kind, value]) => {
      const bytes = Buffer.alloc(4 + ((value.length + 3) & ~3));
      bytes.writeUInt16BE(kind);
      bytes.writeUInt16BE(value.length, 2);
      bytes.set(value, 4);
      return bytes;
    }),
  );
  const header = Buffer.alloc(4);
  header.writeUInt16BE(type);
  header.writeUInt16BE(body.length, 2);
  return Buffer.concat([header, id, body]);
}
