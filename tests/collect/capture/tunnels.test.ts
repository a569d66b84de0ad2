import assert from 'node:assert/strict';
import { pcap, type Packet } from './files.ts';
import { dtls, rtp, stun, type Ends } from './frames.ts';
import { packet } from './packets.ts';
import { readBytes } from './reading.ts';

describe('streams of VPNs', () => {
  const peers: Ends = { from: '192.168.77.10', fromPort: 40_000, to: '203.0.113.2', toPort: 51_820 };
  const answers: Ends = { from: peers.to, fromPort: peers.toPort, to: peers.from, toPort: peers.fromPort };
  const wireGuard = (type: number, length: number) =>
    Buffer.concat([Buffer.from([type, 0, 0, 0]), Buffer.alloc(length - 4, 0xa5)]);
  const tunnels = async (packets: readonly Packet[]) =>
    (await readBytes(pcap(packets))).tunnels.map(({ protocol, ends: [one, other] }) => [
      protocol,
      other.address,
      one.sent.packets,
      other.sent.packets,
    ]);

  it('WireGuard: handshake, cookie and data', async () => {
    const packets = [
      packet(peers, wireGuard(1, 148)),
      packet(answers, wireGuard(2, 92)),
      packet(peers, wireGuard(4, 128)),
      packet(answers, wireGuard(3, 64)),
    ];
    assert.deepEqual(await tunnels(packets), [['WireGuard', '203.0.113.2', 2, 2]]);
    assert.deepEqual(await tunnels([packet(peers, wireGuard(4, 129)), packet(peers, wireGuard(1, 147))]), []);
  });

  it('ESP, plain and in UDP, without its key exchange and its keepalives', async () => {
    const nat = { ...peers, fromPort: 4500, toPort: 4500 };
    const packets = [
      packet(peers, Buffer.from('00001000' + '00000001' + 'aa'.repeat(80), 'hex'), { protocol: 50 }),
      packet(nat, Buffer.from('00001000' + '00000001' + 'aa'.repeat(80), 'hex')),
      packet(nat, Buffer.from('00000000' + 'aa'.repeat(80), 'hex')),
      packet(nat, Buffer.from('ff', 'hex')),
    ];
    assert.deepEqual(await tunnels(packets), [
      ['ESP', '203.0.113.2', 1, 0],
      ['ESP', '203.0.113.2', 1, 0],
    ]);
  });

  it('OpenVPN on its port', async () => {
    const ends = { ...peers, toPort: 1194 };
    const data = Buffer.concat([Buffer.from([0x48, 0, 0, 0]), Buffer.alloc(100, 0x77)]);
    assert.deepEqual(await tunnels([packet(ends, data), packet(ends, data)]), [['OpenVPN', '203.0.113.2', 2, 0]]);
    assert.deepEqual(await tunnels([packet({ ...ends, toPort: 1195 }, data)]), []);
  });

  it("DTLS that carries data; a handshake alone is a call's", async () => {
    const ends = { ...peers, toPort: 443 };
    const data = Array.from({ length: 20 }, () => packet(ends, dtls(23)));
    assert.deepEqual(await tunnels([packet(ends, dtls(22)), ...data]), [['DTLS', '203.0.113.2', 21, 0]]);
    assert.deepEqual(await tunnels(Array.from({ length: 20 }, () => packet(ends, dtls(22)))), []);
  });

  it('are none of ordinary traffic', async () => {
    assert.deepEqual(
      await tunnels([packet(peers, rtp(1, 1)), packet(peers, stun(1)), packet(peers, Buffer.alloc(600))]),
      [],
    );
  });
});
