import assert from 'node:assert/strict';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import * as k from '../../../src/native/linux/constants.ts';
import { UdpSocket } from '../../../src/native/linux/udp.ts';
import { readdirSync } from 'node:fs';

const openDescriptors = () => readdirSync('/proc/self/fd').length;
const loopback = { 4: Buffer.of(127, 0, 0, 1), 6: Buffer.concat([Buffer.alloc(15), Buffer.of(1)]) } as const;
const hosts = { 4: '127.0.0.1', 6: '::1' } as const;

describe('native/linux udp', function () {
  if (process.platform !== 'linux') this.pending = true;

  const opened: { close(): unknown }[] = [];
  afterEach(() => opened.splice(0).forEach((socket) => socket.close()));

  function open(family: 4 | 6): UdpSocket {
    const socket = UdpSocket.open(family);
    assert.ok(typeof socket !== 'string', String(socket));
    opened.push(socket);
    return socket;
  }

  async function peer(family: 4 | 6): Promise<Socket> {
    const socket = createSocket(family === 4 ? 'udp4' : 'udp6').bind(0, hosts[family]);
    await once(socket, 'listening');
    opened.push(socket);
    return socket;
  }

  async function freePort(family: 4 | 6): Promise<number> {
    const socket = createSocket(family === 4 ? 'udp4' : 'udp6').bind(0, hosts[family]);
    await once(socket, 'listening');
    const { port } = socket.address();
    await new Promise<void>((done) => socket.close(done));
    return port;
  }

  async function until<T>(look: () => T | null): Promise<T> {
    for (let i = 0; i < 200; i++) {
      const found = look();
      if (found !== null) return found;
      await delay(5);
    }
    return assert.fail('nothing came');
  }

  for (const family of [4, 6] as const) {
    describe(`IPv${family}`, () => {
      it('sends to Node, and tells who answered, by which interface and when', async () => {
        const [mine, other] = [open(family), await peer(family)];
        const port = other.address().port;
        const heard = once(other, 'message');
        assert.equal(mine.send(Buffer.from('question'), { address: loopback[family], port }), null);
        const [bytes, from] = await heard;
        assert.equal(String(bytes), 'question');
        const before = performance.now();
        other.send('answer', from.port, from.address);
        const answer = await until(() => mine.receive());
        assert.equal(String(answer.bytes), 'answer');
        assert.deepEqual(answer.from, { address: loopback[family], port });
        assert.equal(answer.interfaceIndex, 1, 'lo is the first interface of every namespace');
        assert.ok(answer.at >= before - 1 && answer.at <= performance.now(), `${before} ${answer.at}`);
        assert.ok(mine.sentAt < answer.at);
        assert.equal(mine.receive(), null);
      });

      it('tells the arrival, not the look: time goes by in between', async () => {
        const [mine, other] = [open(family), await peer(family)];
        assert.equal(mine.bind({ address: loopback[family], port: 0 }), null);
        other.send('x', mine.localEndpoint()!.port, hosts[family]);
        await delay(80);
        const seen = performance.now();
        const { at } = (await until(() => mine.receive()))!;
        assert.ok(seen - at > 40, `${seen - at} ms ago`);
      });

      it('connects without sending, and names its end', async () => {
        const [mine, other] = [open(family), await peer(family)];
        let received = 0;
        other.on('message', () => received++);
        assert.equal(mine.connect({ address: loopback[family], port: other.address().port }), null);
        const local = mine.localEndpoint()!;
        assert.deepEqual(local.address, loopback[family]);
        assert.ok(local.port > 0);
        await delay(30);
        assert.equal(received, 0);
      });

      it('hears an ICMP error and who sent it', async () => {
        const mine = open(family);
        const port = await freePort(family);
        mine.reportErrors();
        mine.connect({ address: loopback[family], port });
        mine.send(Buffer.from('x'));
        assert.equal(mine.receive(), null, 'an error is no datagram');
        const error = await until(() => mine.receiveError());
        const expected = family === 4 ? [k.ICMP_DEST_UNREACH, 3] : [k.ICMPV6_DEST_UNREACH, 4];
        assert.deepEqual([error.type, error.code], expected);
        assert.deepEqual(error.from, loopback[family]);
        assert.ok(Math.abs(error.at - mine.sentAt) < 50);
        assert.equal(mine.receiveError(), null);
      });

      it('says that a datagram is too long, and takes the next', async () => {
        const [mine, other] = [open(family), await peer(family)];
        mine.bind({ address: loopback[family], port: 0 });
        const { port } = mine.localEndpoint()!;
        for (const length of [2048, 2049, 60_000, 0, 3]) other.send(Buffer.alloc(length, 7), port, hosts[family]);
        const lengths: (number | null)[] = [];
        for (let i = 0; i < 5; i++) lengths.push((await until(() => mine.receive())).bytes?.length ?? null);
        assert.deepEqual(lengths, [2048, null, null, 0, 3]);
      });
    });
  }

  it('names the errors of the kernel', () => {
    const socket = open(4);
    assert.equal(socket.bind({ address: Buffer.of(203, 0, 113, 77), port: 0 }), 'EADDRNOTAVAIL');
    assert.equal(socket.send(Buffer.alloc(1), { address: Buffer.of(255, 255, 255, 255), port: 9 }), 'EACCES');
    assert.equal(socket.send(Buffer.alloc(70_000), { address: loopback[4], port: 9 }), 'EMSGSIZE');
    assert.equal(socket.send(Buffer.alloc(1)), 'EDESTADDRREQ');
  });

  it('leaves no descriptor behind', () => {
    const openAndClose = (family: 4 | 6) => {
      const socket = UdpSocket.open(family);
      if (typeof socket !== 'string') socket.close();
    };
    openAndClose(4);
    const before = openDescriptors();
    for (let i = 0; i < 50; i++) openAndClose(i % 2 === 0 ? 4 : 6);
    assert.equal(openDescriptors(), before);
  });
});
