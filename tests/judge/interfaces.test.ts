import assert from 'node:assert/strict';
import type { SnapshotRoute } from '../../src/contract/snapshot.ts';
import { classify, each, type Facts } from './classifying.ts';

const pci = 'PCI\\VEN_8086&DEV_15FB&SUBSYS_22BE17AA&REV_20\\3&11583659&0&FE';
const usb = 'USB\\VID_17EF&PID_A387\\301FD2A6A';
const software = 'ROOT\\NET\\0000';
const defaultBy = (index: number, nextHop: string | null, destination = '0.0.0.0/0'): SnapshotRoute => ({
  destination,
  nextHop,
  interfaceIndex: index,
  metric: 0,
});

describe('interfaces of Windows that lead to the local network', () => {
  each('Local', {
    'a network card': { type: 6, description: 'Intel(R) Ethernet Connection (13) I219-V', deviceId: pci },
    'Wi-Fi': { type: 71, description: 'Intel(R) Wi-Fi 6E AX211 160MHz', deviceId: pci.toLowerCase() },
    'the network card of a docking station': {
      type: 6,
      description: 'Realtek USB GbE Family Controller',
      deviceId: usb,
    },
    'a modem of a laptop on the SD bus': { type: 6, deviceId: 'SD\\VID_02D0&PID_4324&FN_1\\1&2A' },
    'the card of a Hyper-V guest': {
      type: 6,
      description: 'Microsoft Hyper-V Network Adapter',
      deviceId: 'VMBUS\\{f8615163-df3e-46c5-913f-f2d2f965ed0e}\\{0A1B}',
    },
    'a telephone by Bluetooth': {
      type: 6,
      description: 'Bluetooth Device (Personal Area Network)',
      deviceId: 'BTH\\MS_BTHPAN\\7&BC81F3D&0&2',
    },
    'cellular, GSM': { type: 243, description: 'Generic Mobile Broadband Adapter' },
    'cellular, CDMA': { type: 244, description: 'Generic Mobile Broadband Adapter' },
    PPPoE: { type: 23, description: 'Broadband Connection', rasType: 'PPPoE', rasDevice: 'WAN Miniport (PPPOE)' },
    'PPPoE under the description that all of RAS shares': {
      type: 23,
      description: 'WAN Miniport (IP)',
      rasType: 'pppoe',
    },
    'a modem': { type: 23, description: 'Dial-up', rasType: 'modem', rasDevice: 'Standard 56000 bps Modem' },
  });
});

describe('switches, teams and bridges of Windows', () => {
  const uplinks: Record<string, Facts> = {
    "a Hyper-V external switch's own adapter": {
      description: 'Hyper-V Virtual Ethernet Adapter #3',
      deviceId: 'ROOT\\VMS_MP\\0002',
    },
    'a team': {
      description: 'Microsoft Network Adapter Multiplexor Driver',
      deviceId: 'COMPOSITEBUS\\MS_IMPLAT_MP\\{A}',
    },
    'a bridge': { description: 'MAC Bridge Miniport', deviceId: software },
  };
  const routes = (route: SnapshotRoute) => ({ routes: [route] });
  describe('with their own default gateway lead to it', () => {
    each('Local', uplinks, routes(defaultBy(7, '192.168.1.1')));
    each('Local', { 'in IPv6': uplinks['a team'] }, routes(defaultBy(7, 'fe80::1', '::/0')));
  });
  describe("are not proven local by another interface's gateway", () => {
    each('UnknownTunnel', uplinks, routes(defaultBy(8, '192.168.1.1')));
  });
  describe('are not proven local by a default route without a gateway, nor by one that has expired', () => {
    each('UnknownTunnel', uplinks, routes(defaultBy(7, null)));
    each('UnknownTunnel', uplinks, routes(defaultBy(7, '0.0.0.0')));
    each('UnknownTunnel', uplinks, routes({ ...defaultBy(7, '192.168.1.1'), validLifetime: 0 }));
  });
  describe('of VirtualBox, VMware, Docker and WSL lead nowhere that is known', () => {
    const hostOnly: Record<string, Facts> = {
      VirtualBox: { description: 'VirtualBox Host-Only Ethernet Adapter', deviceId: software, hardware: true },
      VMware: { description: 'VMware Virtual Ethernet Adapter for VMnet8', deviceId: 'ROOT\\VMWARE\\0001' },
      Docker: {
        name: 'vEthernet (nat)',
        description: 'Hyper-V Virtual Ethernet Adapter',
        deviceId: 'ROOT\\VMS_MP\\0000',
      },
      WSL: {
        name: 'vEthernet (WSL)',
        description: 'Hyper-V Virtual Ethernet Adapter #2',
        deviceId: 'ROOT\\VMS_MP\\0001',
      },
    };
    each('UnknownTunnel', hostOnly, routes(defaultBy(8, '192.168.1.1')));
  });
  it('a gateway proves nothing for an adapter of another kind', () => {
    const found = classify(
      { description: 'VMware Virtual Ethernet Adapter for VMnet1' },
      routes(defaultBy(7, '10.0.0.1')),
    );
    assert.equal(found.path, 'UnknownTunnel');
  });
});

/** Every description of the vendors' adapters, as people's listings show it. */
const vpnDescriptions = [
  'PANGP Virtual Ethernet Adapter',
  'PANGP Virtual Ethernet Adapter Secure',
  'Cisco AnyConnect Virtual Miniport Adapter for Windows x64',
  'Cisco AnyConnect Secure Mobility Client Virtual Miniport Adapter for Windows x64',
  'Cisco AnyConnect VPN Virtual Miniport Adapter for Windows',
  'WireGuard Tunnel',
  'TAP-Windows Adapter V9',
  'TAP-Windows Adapter V9 for OpenVPN Connect',
  'TAP-NordVPN Windows Adapter V9',
  'TAP-Win32 Adapter V9',
  'CP-TAP-Windows Adapter V9',
  'Wintun Userspace Tunnel',
  'OpenVPN Data Channel Offload',
  'Fortinet SSL VPN Virtual Ethernet Adapter',
  'Fortinet Virtual Ethernet Adapter (NDIS 6.30)',
  'PPPoP WAN Adapter',
  'Juniper Networks Virtual Adapter',
  'Pulse Secure Virtual Adapter',
  'Check Point Virtual Network Adapter For Endpoint VPN Client',
  'SonicWall Virtual NIC',
  'SonicWALL Virtual NIC',
  'F5 Networks VPN Adapter',
  'Citrix Virtual Adapter',
  'Zscaler Network Adapter',
  'Zscaler Network Adapter 1.0.2.0',
  'Cloudflare WARP Interface Tunnel',
  'Tailscale Tunnel',
  'ZeroTier Virtual Port',
  'NordLynx Tunnel',
  'Mullvad Tunnel',
  'VPN Client Adapter - VPN',
  'NetMotion Mobility Virtual Adapter',
  ...['IKEv2', 'SSTP', 'L2TP', 'PPTP', 'IP', 'IPv6'].map((protocol) => `WAN Miniport (${protocol})`),
];

describe('interfaces of Windows that lead into a VPN', () => {
  for (const description of vpnDescriptions) {
    it(description, () => {
      // None of the other facts may speak against the driver: clients pose as Ethernet hardware.
      for (const facts of [
        {},
        { type: 6, hardware: true, deviceId: pci },
        { type: 243 },
        { type: 53, deviceId: software },
      ]) {
        assert.equal(classify({ description, ...facts }).path, 'Vpn');
        assert.equal(classify({ description: `${description.toUpperCase()} #12`, ...facts }).path, 'Vpn');
      }
    });
  }
  each('Vpn', {
    'a connection of Windows itself': {
      type: 23,
      name: 'Corp',
      description: 'Corp',
      rasType: 'vpn',
      rasDevice: 'WAN Miniport (IKEv2)',
    },
    "a vendor's RAS device that calls itself a modem": {
      description: 'Corp',
      rasType: 'modem',
      rasDevice: 'F5 Networks VPN Adapter',
    },
    "a vendor's adapter under a PPPoE entry": { description: 'PPPoP WAN Adapter', rasType: 'PPPoE' },
    DirectAccess: { type: 131, name: 'iphttpsinterface', description: 'Microsoft IP-HTTPS Platform Adapter' },
    'DirectAccess of which the type is not known': { name: 'Microsoft IP-HTTPS Platform Interface' },
    'another tunnel': { type: 131, description: 'Some Tunnel' },
    MPLS: { type: 150 },
    'a client on Wintun under its own name': {
      type: 53,
      description: 'Acme Tunnel',
      deviceId: 'SWD\\Wintun\\{6B29FC40}',
    },
    'a client on WireGuardNT under its own name': {
      type: 53,
      description: 'Acme Tunnel',
      deviceId: 'SWD\\WireGuard\\{6B29FC40}',
    },
  });
  it('names the vendor in the reason', () => {
    assert.match(classify({ description: 'PANGP Virtual Ethernet Adapter Secure' }).reason, /GlobalProtect/);
  });
  it('is not misled by words inside other descriptions', () => {
    for (const description of [
      'Cisco USB Ethernet Adapter',
      'Realtek TUN Family Controller',
      'WireGuard Tunnel-WFP Native MAC Layer LightWeight Filter-0000',
      'My TAP-Windows Adapter V9',
      'Citrix Virtual Adapter Bus',
      'WAN Miniport (PPPOE)',
      'WAN Miniport (Network Monitor)',
    ])
      assert.equal(classify({ description, deviceId: pci }).path, 'Local', description);
  });
});

describe('interfaces of Windows of which nothing is proven', () => {
  each('UnknownTunnel', {
    Teredo: { type: 131, name: 'Teredo Tunneling Pseudo-Interface', description: 'Microsoft Teredo Tunneling Adapter' },
    ISATAP: {
      type: 131,
      name: 'isatap.{F5A0B2C4-1111-2222-3333-444455556666}',
      description: 'Microsoft ISATAP Adapter #2',
    },
    '6to4': { type: 131, name: '6TO4 Adapter', description: 'Microsoft 6to4 Adapter' },
    'Teredo by its name alone': { name: 'Teredo Tunneling Pseudo-Interface' },
    'Wi-Fi Direct': {
      type: 71,
      description: 'Microsoft Wi-Fi Direct Virtual Adapter #2',
      deviceId: '{5D624F94-8850-40C3-A3FA-A4FD2080BAF3}\\VWIFIMP_WFD\\5&378A1F1D&0&12',
      hardware: true,
    },
    'an unknown adapter made by software': {
      type: 6,
      description: 'Acme Secure Adapter',
      deviceId: software,
      hardware: true,
    },
    'a point-to-point connection of which RAS says nothing': { type: 23, name: 'Corp', description: 'Corp' },
    'an ISDN line': { type: 23, rasType: 'isdn' },
    loopback: { type: 24, name: 'Loopback Pseudo-Interface 1', description: 'Software Loopback Interface 1' },
    'an Ethernet card of a printed route table': { description: 'Intel(R) 82574L Gigabit Network Connection' },
    'a bus whose name only begins alike': { deviceId: 'PCITUNNEL\\0' },
  });
  it('a null is as good as a missing field', () => {
    const nothing = {
      type: null,
      description: null,
      deviceId: null,
      rasType: null,
      hardware: null,
      guid: null,
      addresses: null,
    };
    assert.equal(classify(nothing).path, 'UnknownTunnel');
  });
});

describe('rows that are no interfaces', () => {
  it('drops the pseudo-interfaces of filter drivers, whatever their device', () => {
    const found = classify({ filter: true, deviceId: pci, name: 'Ethernet-Npcap Packet Driver (NPCAP)-0000' });
    assert.equal(found.dropped, true);
    assert.equal(found.path, 'UnknownTunnel');
    assert.equal(classify({ deviceId: pci }).dropped, false);
  });
  it('a WAN Miniport without an address is never connected', () => {
    const idle = classify({ description: 'WAN Miniport (IKEv2)', connected4: true, connected6: true, addresses: [] });
    assert.deepEqual([idle.connected4, idle.connected6], [false, false]);
  });
  it('a WAN Miniport with an address, or with unknown ones, is what its row says', () => {
    for (const addresses of [['10.8.0.2/32'], null]) {
      const used = classify({ description: 'WAN Miniport (IKEv2)', connected4: true, connected6: false, addresses });
      assert.deepEqual([used.connected4, used.connected6], [true, false]);
    }
  });
});

describe('connected, per family', () => {
  it('is what the row of the family says', () => {
    const found = classify({ up: true, connected4: false, connected6: true });
    assert.deepEqual([found.connected4, found.connected6], [false, true]);
  });
  it('is whether the interface is up where the row says nothing', () => {
    for (const up of [true, false]) {
      const found = classify({ up, connected4: null });
      assert.deepEqual([found.connected4, found.connected6], [up, up]);
    }
  });
});
