import assert from 'node:assert/strict';
import { adapterGuid, brief, capture, check, computer, flow, judged, onEthernet, onVpn, seen } from './captures.ts';
import { row } from '../machine.ts';

describe("a captured flow's interface", () => {
  describe('by what the file says', () => {
    for (const [what, described] of [
      ['its name', { name: 'Ethernet' }],
      ['its name in another case', { name: 'ETHERNET' }],
      ["Npcap's GUID", { name: `\\Device\\NPF_${adapterGuid}`, description: 'Local Area Connection' }],
      ['its description, as pktmon names components', { name: 'Intel(R) Ethernet Connection I219-LM' }],
      ["Wireshark's description", { name: 'rpcap://x', description: 'Ethernet' }],
      ["the index in etl2pcapng's name", { name: 'eth:10:0' }],
      ["etl2pcapng's name of a filter over it", { name: 'wifi:77', description: 'LWF over IfIndex 10' }],
      ['the index of Linux cooked v2', { name: 'any', index: 10, linkType: 276 }],
    ] as const) {
      it(`${what}`, () => {
        assert.deepEqual(brief(judged(capture([flow('198.51.100.1')], [seen(described)]))), [
          'Warning',
          'Ethernet',
          'file',
        ]);
        assert.deepEqual(brief(judged(capture([flow(onEthernet)], [seen(described)]))), ['Pass', 'Ethernet', 'file']);
      });
    }

    it('goes before the address: packets on the VPN with the address of the card', () => {
      const verdict = judged(capture([flow(onEthernet)], [seen({ name: 'vpn', linkType: 101 })]));
      assert.deepEqual(brief(verdict), ['Fail', 'vpn', 'file']);
    });

    it('is no name where two interfaces have it', () => {
      const twins = computer({ interfaces: [row(10), row(11, { description: 'Ethernet', addresses: [] })] });
      assert.deepEqual(
        brief(judged(capture([flow('198.51.100.1')], [seen({ name: 'Ethernet' })]), { snapshot: twins })),
        ['Unknown', null, null],
      );
    });

    it('is no index that the snapshot lacks', () => {
      const verdict = judged(capture([flow('198.51.100.1')], [seen({ name: 'eth:99:0' })]));
      assert.deepEqual(brief(verdict), ['Unknown', null, null]);
    });
  });

  describe('by its local address', () => {
    it('where the file says nothing', () => {
      assert.deepEqual(brief(judged(capture([flow(onEthernet)]))), ['Pass', 'Ethernet', 'address']);
      assert.deepEqual(brief(judged(capture([flow(onVpn)]))), ['Fail', 'vpn', 'address']);
      assert.deepEqual(brief(judged(capture([flow('2001:db8::10')]))), ['Pass', 'Ethernet', 'address']);
    });

    it('where the file names what the snapshot lacks', () => {
      const verdict = judged(capture([flow(onEthernet)], [seen({ name: 'Some component' })]));
      assert.deepEqual(brief(verdict), ['Pass', 'Ethernet', 'address']);
    });

    it('not where two interfaces have it; only one that is up counts', () => {
      const twice = (up: boolean) =>
        computer({ interfaces: [row(10), row(11, { name: 'Other', up, addresses: ['192.168.1.10/24'] })] });
      assert.deepEqual(brief(judged(capture([flow(onEthernet)]), { snapshot: twice(true) })), ['Unknown', null, null]);
      assert.deepEqual(brief(judged(capture([flow(onEthernet)]), { snapshot: twice(false) })), [
        'Pass',
        'Ethernet',
        'address',
      ]);
    });

    it("not where frames that no network card has went one way: they can be anybody's with that address", () => {
      const oneWay = flow(onEthernet, 0, { received: { packets: 0, bytes: 0 } });
      const verdict = judged(capture([oneWay], [seen({ linkType: 101 })]));
      assert.deepEqual(brief(verdict), ['Unknown', null, null]);
      assert.match(check(verdict, 'MediaInterface').message, /not a network card's and none came back/);
      assert.deepEqual(brief(judged(capture([flow(onEthernet)], [seen({ linkType: 101 })]))).slice(0, 1), ['Pass']);
      assert.deepEqual(brief(judged(capture([oneWay]))).slice(0, 1), ['Pass']);
    });

    it('not where the file names a tunnel that the snapshot lacks', () => {
      const verdict = judged(capture([flow(onEthernet)], [seen({ name: 'tun7' })]));
      assert.deepEqual(brief(verdict), ['Unknown', null, null]);
    });
  });

  describe("by the administrator's word", () => {
    const elsewhere = capture([flow('198.51.100.1')]);

    it('where nothing else tells', () => {
      assert.deepEqual(brief(judged(elsewhere, { interfaceName: 'eth*' })), ['Warning', 'Ethernet', 'administrator']);
      assert.deepEqual(brief(judged(elsewhere, { interfaceName: '20' })), ['Fail', 'vpn', 'administrator']);
    });

    it('of an interface that the snapshot lacks, tells no more than its name', () => {
      assert.deepEqual(brief(judged(elsewhere, { interfaceName: 'en7' })), ['Unknown', 'en7', 'administrator']);
    });

    it('goes behind the address, unless it is the worse news', () => {
      assert.deepEqual(brief(judged(capture([flow(onVpn)]), { interfaceName: 'Ethernet' })), [
        'Fail',
        'vpn',
        'address',
      ]);
      assert.deepEqual(brief(judged(capture([flow(onEthernet)]), { interfaceName: 'vpn' })), [
        'Fail',
        'vpn',
        'administrator',
      ]);
    });

    it('and roles, without any snapshot', () => {
      const alone = { snapshot: null, interfaceName: 'lan0' };
      assert.deepEqual(brief(judged(elsewhere, alone)), ['Unknown', 'lan0', 'administrator']);
      const roles = { vpn: ['tun*'], local: ['lan?'], strict: false };
      assert.deepEqual(brief(judged(elsewhere, { ...alone, roles })), ['Pass', 'lan0', 'administrator']);
      assert.deepEqual(brief(judged(elsewhere, { ...alone, interfaceName: 'tun0', roles })), [
        'Fail',
        'tun0',
        'administrator',
      ]);
      const named = capture([flow(onEthernet, 0), flow(onVpn, 1)], [seen({ name: 'lan0' }), seen({ name: 'tun0' })]);
      const verdict = judged(named, { snapshot: null, roles });
      assert.deepEqual(
        verdict.flows.map((each) => [each.interface, each.path]),
        [
          ['lan0', 'Local'],
          ['tun0', 'Vpn'],
        ],
      );
    });

    it('of roles overrules what is recognised', () => {
      const roles = { vpn: ['Ethernet'], local: [], strict: false };
      assert.deepEqual(brief(judged(capture([flow(onEthernet)]), { roles })), ['Fail', 'Ethernet', 'address']);
    });
  });

  it('is null where nothing tells: a link type and a name alone prove nothing', () => {
    for (const described of [{}, { name: 'Ethernet' }, { linkType: 101 }, { name: 'tun0' }]) {
      const verdict = judged(capture([flow(onEthernet)], [seen(described)]), { snapshot: null });
      assert.deepEqual(brief(verdict), ['Unknown', null, null]);
    }
    assert.deepEqual(brief(judged(capture([flow('198.51.100.1')]))), ['Unknown', null, null]);
  });

  it('of a snapshot whose interface is neither local nor VPN leaves the verdict open', () => {
    const snapshot = computer({ interfaces: [row(10, { deviceId: null })] });
    const verdict = judged(capture([flow(onEthernet)]), { snapshot });
    assert.deepEqual([...brief(verdict), verdict.flows[0]!.path], ['Unknown', 'Ethernet', 'address', 'UnknownTunnel']);
  });
});
