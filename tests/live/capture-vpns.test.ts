import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import type { CaptureVerdict, TunnelFlow } from '../../src/contract/capture.ts';
import {
  addresses,
  layTopology,
  requireOrSkip,
  startAnyConnect,
  startOpenVpn,
  startWireGuard,
  tool,
  type Topology,
} from '../bed/index.ts';
import { beginningWith } from './packet-order.ts';
import { program } from './program.ts';
import { startTcpdump } from './tcpdump.ts';

const needs = ['root', 'namespaces', 'ip', 'ping', 'openssl', 'tun', 'tcpdump'] as const;

describe("a VPN's own stream in a capture", function () {
  this.timeout(60_000);
  let topology: Topology;
  beforeEach(() => {
    topology = layTopology();
  });
  afterEach(() => topology.bed.close());

  /** A capture of the local interface while the tunnel carries 30 packets each way. */
  async function record(): Promise<string> {
    const { bed, client } = topology;
    const path = `${bed.directory}/lan.pcap`;
    const stop = await startTcpdump(client, 'lan0', path);
    await client.run([tool('ping'), '-c', '30', '-i', '0.02', addresses.corpInside4]);
    await stop();
    return path;
  }

  async function streamsOf(path: string): Promise<readonly TunnelFlow[]> {
    const { stdout } = await topology.client.run([program, 'capture', path, '--json']);
    return (JSON.parse(stdout) as CaptureVerdict).tunnels;
  }

  async function isNamed(protocol: TunnelFlow['protocol'], port: number): Promise<void> {
    const path = await record();
    const found = await streamsOf(path);
    assert.deepEqual(
      found.map((stream) => [stream.protocol, stream.local, stream.remote, stream.remotePort]),
      [[protocol, addresses.client4, addresses.corp4, port]],
    );
    assert.ok(found[0]!.packets >= 60, `${found[0]!.packets} packets`);
    for (const first of [addresses.client4, addresses.corp4]) {
      writeFileSync(path, beginningWith(first, readFileSync(path)));
      assert.deepEqual(await streamsOf(path), found, `${first} begins`);
    }
  }

  describe('of WireGuard', function () {
    requireOrSkip(this, [...needs, 'wireguard-go', 'wg']);
    it('is named', async () => {
      await startWireGuard(topology, { allowedIps: ['10.100.0.0/16'] });
      await isNamed('WireGuard', 51_820);
    });
  });

  describe('of OpenVPN', function () {
    requireOrSkip(this, [...needs, 'openvpn']);
    it('is named', async () => {
      await startOpenVpn(topology, { push: ['route 10.100.0.0 255.255.0.0'] });
      await isNamed('OpenVPN', 1194);
    });
  });

  describe('of AnyConnect', function () {
    requireOrSkip(this, [...needs, 'ocserv', 'openconnect', 'vpnc-script']);
    it('is named: DTLS', async () => {
      await startAnyConnect(topology);
      await isNamed('DTLS', 443);
    });
  });
});
