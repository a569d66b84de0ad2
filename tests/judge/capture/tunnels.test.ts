import assert from 'node:assert/strict';
import type { TunnelProtocol } from '../../../src/contract/capture.ts';
import { capture, check, judged, onEthernet, seen, tunnel, type End } from './captures.ts';

describe("this machine's end of a VPN's stream is told, whichever was seen first,", () => {
  const server = ['203.0.113.2', 51_820] as const;
  const client = [onEthernet, 40_000] as const;
  const both = (protocol: TunnelProtocol, a: End, b: End, options = {}, interfaces = [seen()]) =>
    [tunnel(protocol, a, b), tunnel(protocol, b, a)].map((one) => {
      const [stream] = judged(capture([], interfaces, { tunnels: [one] }), options).tunnels;
      return [stream!.local, stream!.localPort, stream!.remote, stream!.remotePort];
    });
  const twice = <T>(value: T) => [value, value];

  it("by the snapshot's addresses, also where it listens on a server's port", () => {
    assert.deepEqual(both('WireGuard', client, server), twice([...client, ...server]));
    const listening = [onEthernet, 51_820] as const;
    const far = ['203.0.113.2', 40_000] as const;
    assert.deepEqual(both('WireGuard', listening, far), twice([...listening, ...far]));
  });

  it('by the addresses that the file gives its interface', () => {
    const interfaces = [seen({ addresses: ['198.51.100.7'] })];
    const [own, far] = [['198.51.100.7', 0] as const, ['203.0.113.2', 0] as const];
    assert.deepEqual(both('ESP', own, far, { snapshot: null }, interfaces), twice([...own, ...far]));
  });

  for (const [protocol, port] of [
    ['WireGuard', 51_820],
    ['OpenVPN', 1194],
    ['ESP', 4500],
    ['DTLS', 443],
  ] as const)
    it(`by the port of the server: ${protocol}`, () => {
      const far = ['203.0.113.2', port] as const;
      assert.deepEqual(both(protocol, client, far, { snapshot: null }), twice([...client, ...far]));
    });

  it('and says so where neither tells', () => {
    for (const port of [0, 4500]) {
      const ends = [[onEthernet, port] as const, ['203.0.113.2', port] as const] as const;
      assert.deepEqual(both('ESP', ...ends, { snapshot: null }), twice([null, null, null, null]));
      for (const [a, b] of [ends, [ends[1], ends[0]]] as const) {
        const verdict = judged(capture([], [seen()], { tunnels: [tunnel('ESP', a, b)] }), { snapshot: null });
        assert.deepEqual(
          verdict.tunnels[0]!.ends.map((end) => [end.address, end.port]),
          ends,
        );
        assert.match(
          check(verdict, 'MediaInterface').message,
          /20 packets of ESP between 192\.168\.1\.10 and 203\.0\.113\.2/,
        );
      }
    }
  });
});
