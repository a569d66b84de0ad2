import { snapshotSchemaName, type Snapshot } from '../../contract/snapshot.ts';

/** A Windows computer at home: one network card, IPv4 and IPv6, no VPN. Its addresses are those for documentation (RFC 3849). */
export const typicalMachine: Snapshot = {
  schema: snapshotSchemaName,
  computer: null,
  platform: 'windows',
  collectedAt: null,
  interfaces: [
    {
      index: 1,
      name: 'Ethernet',
      description: 'a network card',
      type: 6,
      deviceId: 'PCI\\TYPICAL',
      up: true,
      hardware: true,
      connected4: true,
      connected6: true,
      metric4: 25,
      metric6: 25,
      addresses: ['192.168.1.10/24', '2001:db8:1::10/64', 'fe80::10/64'],
    },
  ],
  routes: [
    { destination: '0.0.0.0/0', nextHop: '192.168.1.1', interfaceIndex: 1, metric: 0 },
    { destination: '192.168.1.0/24', nextHop: null, interfaceIndex: 1, metric: 256 },
    { destination: '::/0', nextHop: 'fe80::1', interfaceIndex: 1, metric: 256 },
    { destination: '2001:db8:1::/64', nextHop: null, interfaceIndex: 1, metric: 256 },
    { destination: 'fe80::/64', nextHop: null, interfaceIndex: 1, metric: 256 },
  ],
  running: [],
  vpnConnections: [],
};
