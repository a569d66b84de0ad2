import assert from 'node:assert/strict';
import type { CaptureCounts } from '../../../src/contract/capture.ts';
import type { EndpointList } from '../../../src/contract/endpoints.ts';
import {
  adapterGuid,
  brief,
  capture,
  check,
  computer,
  flow,
  judged,
  onEthernet,
  onVpn,
  seen,
  tunnel,
} from './captures.ts';
import { row, worldwide } from '../machine.ts';

const lanAndTunnel = [seen({ name: 'Ethernet' }), seen({ name: 'vpn', linkType: 101 })];
const none = { packets: 0, bytes: 0 };

describe('the verdict on a capture', () => {
  it('is Pass for media on the local interface alone', () => {
    const verdict = judged(capture([flow(onEthernet), flow(onEthernet, 0, { localPort: 50_001 })]));
    assert.equal(verdict.status, 'Pass');
    assert.deepEqual(
      verdict.checks.map(({ id, status }) => `${id} ${status}`),
      ['MediaInterface Pass', 'MediaSource Pass', 'CaptureFile Pass'],
    );
  });

  it('is Fail for any media on a VPN interface, and names it', () => {
    const verdict = judged(capture([flow(onEthernet), flow(onVpn, 1)], lanAndTunnel));
    assert.equal(verdict.status, 'Fail');
    assert.match(
      check(verdict, 'MediaInterface').message,
      /vpn: 10\.8\.0\.2 port 50000 with 52\.112\.0\.10 port 3478, 20 packets/,
    );
  });

  it('is Fail before it is Unknown', () => {
    assert.equal(judged(capture([flow('198.51.100.1'), flow(onVpn)])).status, 'Fail');
    assert.equal(judged(capture([flow('198.51.100.1'), flow(onEthernet)])).status, 'Unknown');
  });

  it('is Unknown where none was seen: it may be inside the tunnel, whose stream is named', () => {
    const verdict = judged(
      capture([], [seen()], { tunnels: [tunnel('WireGuard', [onEthernet, 40_000], ['203.0.113.2', 51_820])] }),
    );
    assert.equal(verdict.status, 'Unknown');
    assert.match(
      check(verdict, 'MediaInterface').message,
      /inside the tunnel.*20 packets of WireGuard.*203\.0\.113\.2/,
    );
    assert.deepEqual(
      verdict.tunnels.map(({ interface: name, local }) => [name, local]),
      [['Ethernet', onEthernet]],
    );
  });

  describe('and signalling', () => {
    const list: EndpointList = {
      ...worldwide,
      rows: [
        ...worldwide.rows,
        { ...worldwide.rows[0]!, id: 12, category: 'Allow', tcpPorts: '80,443', udpPorts: '443' },
      ],
    };
    const quic = flow(onVpn, 0, { remotePort: 443, kinds: [] });

    it('UDP 443 without the headers of media may be in the tunnel', () => {
      const verdict = judged(capture([flow(onEthernet, 0), quic]), {}, list);
      assert.deepEqual([verdict.status, verdict.flows[1]!.media], ['Pass', false]);
      assert.equal(judged(capture([quic]), {}, list).status, 'Unknown');
    });

    it('media on that port is media, and an unknown payload on another port too', () => {
      assert.equal(judged(capture([{ ...quic, kinds: ['RTP'] }]), {}, list).status, 'Fail');
      assert.equal(judged(capture([{ ...quic, remotePort: 3479 }]), {}, list).status, 'Fail');
      assert.equal(judged(capture([{ ...quic, remotePort: 50_000 }]), {}, list).status, 'Fail');
    });

    it('is not told from media where the list gives both the same ports, as in China', () => {
      const china: EndpointList = {
        ...worldwide,
        rows: (['Optimize', 'Allow'] as const).map((category) => ({
          ...list.rows[0]!,
          category,
          udpPorts: undefined,
          tcpPorts: '80,443',
        })),
      };
      assert.equal(judged(capture([quic]), {}, china).status, 'Fail');
    });
  });

  describe('and a program that ignores the routing table', () => {
    const out = flow(onEthernet, 1, { received: none, sent: { packets: 2014, bytes: 9e5 } });
    const back = flow(onEthernet, 0, { sent: none, received: { packets: 1990, bytes: 9e5 } });

    it('is Fail and names it: packets on the VPN with the local address, answers on the local interface', () => {
      const verdict = judged(capture([out, back], lanAndTunnel));
      assert.equal(verdict.status, 'Fail');
      const { status, message, recommendation } = check(verdict, 'MediaSource');
      assert.equal(status, 'Warning');
      assert.match(
        message,
        /2014 packets on vpn had the address 192\.168\.1\.10 of Ethernet, port 50000; 1990 answers came back on Ethernet/,
      );
      assert.match(message, /ignores the routing table/);
      assert.match(recommendation!, /WebRtcRespectOsRoutingTableEnabled/);
      assert.deepEqual(
        verdict.flows.map(({ interface: name, sent, received }) => [name, sent.packets, received.packets]),
        [
          ['vpn', 2014, 0],
          ['Ethernet', 0, 1990],
        ],
      );
    });

    it('is a Warning where only its answers were captured', () => {
      const verdict = judged(capture([back], [lanAndTunnel[0]!]));
      assert.equal(verdict.status, 'Warning');
      assert.match(
        check(verdict, 'MediaSource').message,
        /1990 packets came to 192\.168\.1\.10 port 50000 on Ethernet and none left/,
      );
    });

    it('is named too where the other way round: the address of the VPN on the card', () => {
      const verdict = judged(capture([flow(onVpn, 0), flow(onEthernet, 0)], lanAndTunnel));
      assert.equal(verdict.status, 'Warning');
      assert.match(check(verdict, 'MediaSource').message, /on Ethernet had the address 10\.8\.0\.2 of vpn/);
    });

    it('is not proven clean by two nameless interfaces that both have one address', () => {
      const nameless = [seen(), seen({ linkType: 101 })];
      const verdict = judged(capture([out, back], nameless));
      assert.equal(verdict.status, 'Unknown');
      assert.deepEqual(verdict.flows.map((each) => each.interface).sort(), ['Ethernet', null]);
      assert.match(
        check(verdict, 'MediaSource').message,
        /2014 packets had the address 192\.168\.1\.10 of Ethernet.*ignores/,
      );
    });
  });

  describe('and packets that several interfaces of the file had', () => {
    const first = flow(onEthernet, 0, { echoes: { sent: none, received: { packets: 10, bytes: 2000 }, of: [1] } });
    const second = flow(onEthernet, 1, { echoes: { sent: { packets: 10, bytes: 1000 }, received: none, of: [0] } });

    it('counts them once where these are components of one adapter', () => {
      for (const names of [
        ['Intel Wi-Fi', 'TCPIP'],
        ['Ethernet', 'QoS filter'],
        [null, null],
      ]) {
        const verdict = judged(
          capture(
            [first, second],
            names.map((name) => seen({ name })),
          ),
        );
        assert.deepEqual(
          verdict.flows.map(({ packets, bytes, interface: name }) => [packets, bytes, name]),
          [[20, 3000, 'Ethernet']],
        );
        assert.deepEqual(
          verdict.flows[0]!.capturedOn,
          names.filter((name) => name !== null),
        );
      }
    });

    it('counts them on both where the file names two adapters', () => {
      const verdict = judged(capture([first, second], lanAndTunnel));
      assert.equal(verdict.status, 'Fail');
      assert.deepEqual(
        verdict.flows.map(({ packets, interface: name }) => [packets, name]),
        [
          [20, 'Ethernet'],
          [20, 'vpn'],
        ],
      );
    });

    it('heeds the VPN, whether a name or an address tells it', () => {
      const parts = [first, second].map((part) => ({ ...part, local: onVpn }));
      assert.deepEqual(brief(judged(capture(parts, [seen({ name: 'Ethernet' }), seen()]))), ['Fail', 'vpn', 'address']);
    });

    it('heeds the VPN among the names', () => {
      const verdict = judged(capture([first, second], [seen({ name: 'vpn' }), seen({ name: 'TCPIP' })]));
      assert.deepEqual(brief(verdict), ['Fail', 'vpn', 'file']);
    });
  });

  it('joins what two sections of a file have of one flow', () => {
    const later = { first: '2026-11-20T08:00:20.000000Z', last: '2026-11-20T08:00:30.000000Z' };
    const [joined, ...others] = judged(
      capture([flow(onEthernet, 0), flow(onEthernet, 1, later)], [seen(), seen()]),
    ).flows;
    assert.deepEqual(others, []);
    assert.deepEqual(
      [joined!.packets, joined!.first, joined!.last, joined!.rate],
      [40, flow('').first, later.last, 1600],
    );
  });

  it('has a rate, and none for a single moment or without times', () => {
    const at = '2026-11-20T08:00:00.000250Z';
    const rates = [{}, { last: at }, { first: at, last: at }, { first: null, last: null }].map(
      (times) => judged(capture([flow(onEthernet, 0, times)])).flows[0]!.rate,
    );
    assert.deepEqual(rates, [2400, 96_000_000, null, null]);
  });

  describe('of a file that was not read as a whole', () => {
    const local = [flow(onEthernet)];
    it('a gap spoils a Pass and mends nothing', () => {
      const gap = { damage: ['The file is damaged at offset 7.'], hasGap: true };
      const verdict = judged(capture(local, [seen()], gap));
      assert.equal(verdict.status, 'Warning');
      assert.match(check(verdict, 'CaptureFile').message, /offset 7/);
      assert.deepEqual(verdict.warnings, gap.damage);
      assert.equal(judged(capture([flow(onVpn)], [seen()], gap)).status, 'Fail');
      assert.equal(judged(capture([], [seen()], gap)).status, 'Unknown');
    });

    it('a cut last packet is told, and spoils nothing', () => {
      const verdict = judged(capture(local, [seen()], { damage: ['The last packet is cut.'] }));
      assert.deepEqual([verdict.status, verdict.warnings], ['Pass', ['The last packet is cut.']]);
    });

    for (const count of ['withoutPorts', 'unlisted', 'unreadLinkType'] satisfies (keyof CaptureCounts)[]) {
      it(`${count} spoils a Pass`, () => {
        const counts = { ...capture([]).counts, [count]: 3 };
        const verdict = judged(capture(local, [seen()], { counts }));
        assert.equal(verdict.status, 'Warning');
        assert.match(check(verdict, 'CaptureFile').message, /^3 /);
      });
    }
  });
});

describe('a snapshot for a capture', () => {
  const good = capture([flow(onEthernet)]);
  const refused = (what: typeof good, snapshot = computer()) => {
    try {
      judged(what, { snapshot });
      return null;
    } catch (error) {
      return (error as { id: string }).id;
    }
  };

  it('of another time is refused: an hour before and after is the same', () => {
    for (const [collectedAt, id] of [
      ['2026-11-20T07:00:01Z', null],
      ['2026-11-20T09:00:09Z', null],
      ['2026-11-20T06:59:59Z', 'SnapshotOtherTime'],
      ['2026-11-20T09:00:11Z', 'SnapshotOtherTime'],
      ['2025-11-20T08:00:05Z', 'SnapshotOtherTime'],
    ] as const) {
      assert.equal(refused(good, computer({ collectedAt })), id, collectedAt);
    }
  });

  it('of another computer is refused, as far as the file tells', () => {
    const told = (more: object, interfaces = [seen()]) => capture([flow(onEthernet)], interfaces, more);
    const npf = (guid: string) => seen({ name: `\\Device\\NPF_${guid}` });
    for (const [what, id] of [
      [told({ computer: 'pc.contoso.com' }), null],
      [told({ computer: 'PC2' }), 'SnapshotOtherComputer'],
      [told({ operatingSystem: '64-bit Windows 11 (23H2), build 22631' }), null],
      [told({ operatingSystem: 'Linux 6.1.0-28-amd64' }), 'SnapshotOtherComputer'],
      [told({ operatingSystem: 'macOS 14.5, build 23F79 (Darwin 23.5.0)' }), 'SnapshotOtherComputer'],
      [told({ operatingSystem: 'FreeBSD' }), null],
      [told({}, [npf(adapterGuid.toLowerCase())]), null],
      [told({}, [npf('{99999999-1111-2222-3333-444455556666}')]), 'SnapshotOtherComputer'],
      [told({}, [npf('{99999999-1111-2222-3333-444455556666}'), npf(adapterGuid)]), null],
      [told({}, [seen({ addresses: [onEthernet] })]), null],
      [told({}, [seen({ addresses: ['192.168.1.11'] })]), 'SnapshotOtherComputer'],
    ] as const) {
      assert.equal(refused(what), id, JSON.stringify(what.interfaces) + what.computer + what.operatingSystem);
    }
    assert.equal(
      refused(told({}, [npf('{99999999-1111-2222-3333-444455556666}')]), computer({ interfaces: [row(10)] })),
      null,
    );
  });

  it('is taken with force, and the objections become warnings', () => {
    const snapshot = computer({ collectedAt: '2020-01-01T00:00:00Z' });
    const verdict = judged(capture([flow(onEthernet)], [seen()], { computer: 'PC2' }), { snapshot, force: true });
    assert.equal(verdict.status, 'Pass');
    assert.equal(verdict.warnings.length, 2);
    assert.match(verdict.warnings.join(), /another time.*another computer/);
  });

  it('without a time is taken, and that is said', () => {
    const timeless = { first: null, last: null };
    for (const [what, snapshot] of [
      [good, computer({ collectedAt: null })],
      [capture([flow(onEthernet, 0, timeless)], [seen()], timeless), computer()],
    ] as const) {
      const verdict = judged(what, { snapshot });
      assert.equal(verdict.status, 'Pass');
      assert.match(verdict.warnings.join(), /nothing shows that they belong together/);
    }
  });
});
