import { createSocket, type Socket } from 'node:dgram';
import { writeSync } from 'node:fs';

/**
 * Plays a Teams relay in a namespace: it refuses an MS-TURN Allocate without credentials and drops a bare Binding request.
 * Arguments: behaviour, address, ports. Every request that arrives is a line on standard output.
 */
const [behaviour, address, ports] = process.argv.slice(2);
const family = address.includes(':') ? 6 : 4;

type Answer = (request: Buffer, port: number, to: { address: string; port: number }, socket: Socket) => void;

const behaviours: Record<string, Answer> = {
  relay: (request, port, to, socket) => isAllocate(request) && socket.send(refusal(request, port), to.port, to.address),
  silent: () => {},
  oversized: (request, port, to, socket) => {
    socket.send(withAttribute(refusal(request, port), Buffer.alloc(2100)), to.port, to.address);
    socket.send(Buffer.concat([refusal(request, port), Buffer.alloc(60_000)]), to.port, to.address);
  },
  truncated: (request, port, to, socket) => {
    const whole = refusal(request, port);
    for (const length of [0, 1, 19, 20, whole.length - 4, whole.length - 1])
      socket.send(whole.subarray(0, length), to.port, to.address);
  },
  'wrong id': (request, port, to, socket) => {
    for (const at of [4, 8, 19]) {
      const answer = refusal(request, port);
      answer[at] ^= 1;
      socket.send(answer, to.port, to.address);
    }
  },
  'wrong kind': (request, port, to, socket) => {
    for (const type of [0x0003, 0x0013, 0x0104, isAllocate(request) ? 0x0111 : 0x0113]) {
      const answer = refusal(request, port);
      answer.writeUInt16BE(type);
      socket.send(answer, to.port, to.address);
    }
    socket.send(request, to.port, to.address);
  },
  'another port': (request, port, to) => {
    const other = createSocket(`udp${family}`).bind(0, address, () =>
      other.send(refusal(request, port), to.port, to.address, () => other.close()),
    );
  },
  'another address': (request, port, to) => {
    const elsewhere = family === 4 ? '192.168.77.1' : '2001:db8:77::1';
    const other = createSocket(`udp${family}`).bind(port, elsewhere, () =>
      other.send(refusal(request, port), to.port, to.address, () => other.close()),
    );
    other.on('error', () => other.close());
  },
  flood: (request, port, to, socket) => {
    const junk = Buffer.alloc(1200, 0x21);
    const deadline = Date.now() + 3000;
    const burst = () => {
      for (let i = 0; i < 100; i++) socket.send(junk, to.port, to.address);
      if (Date.now() < deadline) setTimeout(burst, 1);
    };
    burst();
    if (isAllocate(request)) setTimeout(() => socket.send(refusal(request, port), to.port, to.address), 100);
  },
  slow: (request, port, to, socket) => {
    if (isAllocate(request)) setTimeout(() => socket.send(refusal(request, port), to.port, to.address), 120);
  },
  // Answers every other request a fifth of a second later than the one before.
  uneven: (request, port, to, socket) => {
    const delay = answered++ % 2 === 0 ? 0 : 200;
    if (isAllocate(request)) setTimeout(() => socket.send(refusal(request, port), to.port, to.address), delay);
  },
  // Drops every fifth.
  lossy: (request, port, to, socket) => {
    if (isAllocate(request) && ++answered % 5 !== 0) socket.send(refusal(request, port), to.port, to.address);
  },
  // Hears nothing of a client but its third request.
  late: (request, port, to, socket) => {
    const key = `${to.port} ${port} ${request.readUInt16BE()}`;
    seen.set(key, (seen.get(key) ?? 0) + 1);
    if (isAllocate(request) && seen.get(key) === 3) socket.send(refusal(request, port), to.port, to.address);
  },
};

let answered = 0;
const seen = new Map<string, number>();

for (const port of ports.split(',').map(Number)) {
  const socket = createSocket(`udp${family}`);
  socket.on('message', (request, to) => {
    writeSync(1, `request ${port} ${request.length} ${request.toString('hex')}\n`);
    behaviours[behaviour](request, port, to, socket);
  });
  socket.bind(port, address, () => writeSync(1, `ready ${port}\n`));
}

function isAllocate(request: Buffer): boolean {
  return request.readUInt16BE() === 0x0003 && request.subarray(20, 28).toString('hex') === '000f000472c64bc6';
}

/** 401 with cookie, error, realm, nonce and alternate server ([MS-TURN] 3.2.5.1). */
function refusal(request: Buffer, port: number): Buffer {
  const reason = 'The request did not contain a Message-Integrity attribute';
  const alternate = Buffer.alloc(8);
  alternate.writeUInt8(1, 1);
  alternate.writeUInt16BE(port, 2);
  alternate.set([52, 112, 0, 99], 4);
  const attributes = [
    attribute(0x000f, Buffer.from('72c64bc6', 'hex')),
    attribute(0x0009, Buffer.concat([Buffer.from('00000401', 'hex'), Buffer.from(reason.padEnd(60))])),
    attribute(0x0015, Buffer.from('rtcmedia')),
    attribute(0x0014, Buffer.alloc(16, 1)),
    attribute(0x000e, alternate),
  ];
  const body = Buffer.concat(attributes);
  const header = Buffer.alloc(4);
  header.writeUInt16BE(0x0113);
  header.writeUInt16BE(body.length, 2);
  return Buffer.concat([header, request.subarray(4, 20), body]);
}

function withAttribute(message: Buffer, value: Buffer): Buffer {
  const longer = Buffer.concat([message, attribute(0x8022, value)]);
  longer.writeUInt16BE(longer.length - 20, 2);
  return longer;
}

function attribute(type: number, value: Buffer): Buffer {
  const header = Buffer.alloc(4);
  header.writeUInt16BE(type);
  header.writeUInt16BE(value.length, 2);
  return Buffer.concat([header, value]);
}
