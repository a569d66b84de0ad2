/** STUN messages (RFC 8489), and those of Microsoft's older TURN ([MS-TURN]), as far as a probe needs them. */

const headerSize = 20;
const magicCookie = Buffer.of(0x21, 0x12, 0xa4, 0x42);

/** A Binding request (RFC 8489 section 14), 20 bytes. @param id 12 random bytes */
export function bindingRequest(id: Buffer): Buffer {
  const bytes = Buffer.alloc(headerSize);
  bytes.writeUInt16BE(0x0001);
  bytes.set(magicCookie, 4);
  bytes.set(id, 8);
  return bytes;
}
