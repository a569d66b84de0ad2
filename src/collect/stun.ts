import { formatAddress } from '../net/address.ts';

/** STUN messages (RFC 8489), and those of Microsoft's older TURN ([MS-TURN]), as far as a probe needs them. */

/** How a relay is asked without credentials: by Microsoft's Allocate, or by the standard's Binding. */
export type StunRequest = 'Allocate' | 'Binding';

export interface StunAnswer {
  /** The error code, such as 401; null where the request was granted. */
  readonly code: number | null;
  /** The error's reason phrase. */
  readonly reason: string | null;
  /** Address and port that the request had when it arrived; null where it isn't told. */
  readonly mapped: string | null;
  /** The server's own address and port, which MS-TURN tells before it asks for credentials. */
  readonly alternate: string | null;
}

const headerSize = 20;
/** The transaction id of RFC 3489 is 16 bytes; RFC 8489 made a cookie of the first 4. */
const idSize = 16;
const magicCookie = Buffer.of(0x21, 0x12, 0xa4, 0x42);
const types: Readonly<Record<StunRequest, number>> = { Allocate: 0x0003, Binding: 0x0001 };
/** Bits of a message's type (RFC 8489 section 5). */
const [success, failure] = [0x0100, 0x0110];
/** More than any answer needs, and less than would amplify. */
const largestAnswer = 2048;

/** A transaction id. @param random 12 bytes */
export function transactionId(random: Buffer): Buffer {
  return Buffer.concat([magicCookie, random], idSize);
}

/** A Binding request (RFC 8489 section 14) without attributes, 20 bytes. */
export function bindingRequest(id: Buffer): Buffer {
  return message('Binding', id, Buffer.alloc(0));
}

/**
 * An MS-TURN Allocate request without credentials, 104 bytes, in the form that Teams' relays were seen to answer.
 * @param username 48 bytes that mean nothing
 */
export function allocateRequest(id: Buffer, username: Buffer): Buffer {
  const attributes = [
    attribute(msMagicCookie, uint32(0x72c64bc6)),
    attribute(msVersion, uint32(4)),
    attribute(usernameAttribute, username),
    attribute(bandwidth, uint32(350)),
    attribute(unnamed, uint32(1)),
  ];
  return message('Allocate', id, Buffer.concat(attributes));
}

const [msMagicCookie, msVersion, usernameAttribute, bandwidth, unnamed] = [0x000f, 0x8008, 0x0006, 0x0010, 0x8006];

function message(request: StunRequest, id: Buffer, attributes: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt16BE(types[request]);
  header.writeUInt16BE(attributes.length, 2);
  return Buffer.concat([header, id, attributes]);
}

function attribute(type: number, value: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt16BE(type);
  header.writeUInt16BE(value.length, 2);
  return Buffer.concat([header, value]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

/** The transaction id that a datagram answers with; null where it is no STUN message of exactly its own length. */
export function answeredId(bytes: Buffer): Buffer | null {
  const isMessage =
    bytes.length >= headerSize &&
    bytes.length <= largestAnswer &&
    bytes.readUInt16BE(2) + headerSize === bytes.length &&
    (bytes[0] & 0xc0) === 0;
  return isMessage ? bytes.subarray(4, headerSize) : null;
}

/** What a message says to a request; null where it is another request, an indication, or the answer to another one. */
export function readAnswer(bytes: Buffer, request: StunRequest): StunAnswer | null {
  const type = bytes.readUInt16BE();
  if (type !== (types[request] | success) && type !== (types[request] | failure)) return null;
  const answer = { code: null, reason: null, mapped: null, alternate: null };
  const isError = type === (types[request] | failure);
  return { ...answer, ...(isError && { code: 0 }), ...readAttributes(bytes, isError) };
}

/** Attributes up to the first that is malformed; an answer proves itself by its transaction id alone. */
function readAttributes(bytes: Buffer, isError: boolean): Partial<StunAnswer> {
  const found: { -readonly [key in keyof StunAnswer]?: StunAnswer[key] } = {};
  for (let at = headerSize; at + 4 <= bytes.length;) {
    const start = at + 4;
    const end = start + bytes.readUInt16BE(at + 2);
    if (end > bytes.length) break;
    const value = bytes.subarray(start, end);
    switch (bytes.readUInt16BE(at)) {
      case 0x0001: // MAPPED-ADDRESS
        found.mapped ??= addressIn(value);
        break;
      case 0x0020: // XOR-MAPPED-ADDRESS
        found.mapped = addressIn(value, bytes.subarray(4, headerSize)) ?? found.mapped ?? null;
        break;
      case 0x0009: // ERROR-CODE
        if (isError && value.length >= 4) {
          found.code = (value[2] & 7) * 100 + value[3];
          found.reason = plainText(value.subarray(4));
        }
        break;
      case 0x000e: // Alternate Server of MS-TURN
      case 0x8023: // ALTERNATE-SERVER
        found.alternate ??= addressIn(value);
        break;
    }
    at = start + ((end - start + 3) & ~3);
  }
  return found;
}

/** `address:port`, `[address]:port`; null where the bytes are neither. @param mask the transaction id, for XOR addresses */
function addressIn(value: Buffer, mask?: Buffer): string | null {
  const family = value[1] === 1 ? 4 : value[1] === 2 ? 6 : null;
  if (family === null || value.length !== (family === 4 ? 8 : 20)) return null;
  const bytes = Buffer.from(value.subarray(2));
  if (mask) {
    for (const i of bytes.keys()) bytes[i] ^= i < 2 ? mask[i] : mask[i - 2];
  }
  const port = bytes.readUInt16BE();
  const address = BigInt(`0x${bytes.toString('hex', 2)}`);
  const text = formatAddress(family, address);
  return family === 4 ? `${text}:${port}` : `[${text}]:${port}`;
}

/** What somebody else wrote, fit to be shown: printable ASCII, not long. */
function plainText(bytes: Buffer): string {
  return bytes.toString('latin1', 0, 128).replace(/[^\x20-\x7e]/g, '');
}
