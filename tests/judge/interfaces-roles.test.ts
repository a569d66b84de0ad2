import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ToolError } from '../../src/contract/error.ts';
import type { SnapshotInterface } from '../../src/contract/snapshot.ts';
import { classifyInterfaces, type Roles } from '../../src/judge/interfaces.ts';
import { matches } from '../../src/judge/interfaces/roles.ts';
import { vpnDriverOf } from '../../src/judge/vendors.ts';
import { nobodySaid, row, snapshot } from './snapshots.ts';

const card = row({
  index: 12,
  name: 'Wi-Fi',
  description: 'Intel(R) Wi-Fi 6 AX201',
  type: 71,
  guid: '{0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0}',
  deviceId: 'PCI\\VEN_8086&DEV_A0F0\\3&1',
});
const cable = row({ index: 7, name: 'Ethernet', type: 6, deviceId: 'PCI\\VEN_8086&DEV_15FB\\3&2' });
const vpn = row({ index: 30, name: 'Ethernet 3', description: 'PANGP Virtual Ethernet Adapter Secure', type: 6 });
const unknown = row({ index: 40, name: 'Local Area Connection* 3', description: 'Acme [x] (y) Adapter', type: 6 });
const filter = row({ index: 50, name: 'Wi-Fi-Npcap-0000', filter: true });
const all = [card, cable, vpn, unknown, filter];

function classify(roles: Partial<Roles>, interfaces: SnapshotInterface[] = all) {
  const found = classifyInterfaces(snapshot({ interfaces }), { ...nobodySaid, ...roles });
  const paths = Object.fromEntries(found.interfaces.map(({ name, path }) => [name, path]));
  return { ...found, paths };
}

function complains(roles: Partial<Roles>, id: string): ToolError {
  let caught: unknown;
  assert.throws(
    () => classify(roles),
    (error) => ((caught = error), true),
  );
  assert.ok(caught instanceof ToolError, String(caught));
  assert.equal(caught.id, id);
  assert.equal(caught.exitCode, 2);
  return caught;
}

describe("the administrator's word on interfaces", () => {
  const spellings = [
    '12',
    'Wi-Fi',
    'wi-fi',
    'WI-*',
    'W?-fi',
    '*AX201',
    'intel(r) wi-fi 6 ax201',
    '{0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0}',
    '0F1E2D3C-4B5A-6978-8796-A5B4C3D2E1F0',
  ];
  for (const pattern of spellings) {
    it(`names an interface as ${pattern}`, () => {
      const { paths, interfaces, warnings } = classify({ vpn: [pattern] });
      assert.deepEqual(paths, {
        'Wi-Fi': 'Vpn',
        Ethernet: 'Local',
        'Ethernet 3': 'Vpn',
        'Local Area Connection* 3': 'UnknownTunnel',
        'Wi-Fi-Npcap-0000': 'UnknownTunnel',
      });
      assert.equal(interfaces[0].source, 'administrator');
      assert.match(interfaces[0].reason, /administrator/);
      assert.deepEqual(warnings, []);
    });
  }
  it('is taken literally but for * and ?', () => {
    assert.equal(classify({ vpn: ['acme [x] (y) adapter'] }).paths['Local Area Connection* 3'], 'Vpn');
    assert.equal(classify({ vpn: ['Local Area Connection* 3'] }).paths['Local Area Connection* 3'], 'Vpn');
    assert.equal(classify({ vpn: ['acme .x. (y) adapter'] }).paths['Local Area Connection* 3'], 'UnknownTunnel');
    assert.equal(classify({ vpn: ['Ether'] }).paths.Ethernet, 'Local');
  });
  it('local beats what is recognised, and leaves no other interface local', () => {
    const { paths, interfaces } = classify({ local: ['Ethernet 3'] });
    assert.deepEqual(paths, {
      'Wi-Fi': 'UnknownTunnel',
      Ethernet: 'UnknownTunnel',
      'Ethernet 3': 'Local',
      'Local Area Connection* 3': 'UnknownTunnel',
      'Wi-Fi-Npcap-0000': 'UnknownTunnel',
    });
    assert.match(interfaces[0].reason, /other interfaces as local/);
    assert.equal(interfaces[0].source, 'administrator');
  });
  it('local warns where a pattern takes a VPN along', () => {
    const { warnings } = classify({ local: ['Ether*'] });
    assert.deepEqual(warnings, [
      'Ethernet 3 counts as local because the administrator named it as local ("Ether*"); without that word it is a VPN: its driver is that of Palo Alto GlobalProtect.',
    ]);
    assert.deepEqual(classify({ local: ['Ethernet'] }).warnings, []);
  });
  it('local without a match leaves nothing local and warns', () => {
    const { interfaces, warnings } = classify({ local: ['Docking'] });
    assert.ok(interfaces.every(({ path }) => path !== 'Local'));
    assert.equal(warnings.length, 1);
    assert.match(warnings[0], /Docking/);
  });
  it('a VPN without a match is a warning', () => {
    const { paths, warnings } = classify({ vpn: ['gone', '{0F1E2D3C-4B5A-6978-8796-000000000000}'] });
    assert.equal(paths.Ethernet, 'Local');
    assert.equal(warnings.length, 2);
  });
  it('does not reach the pseudo-interfaces of filters by name', () => {
    const { interfaces } = classify({ vpn: ['Wi-Fi*'] });
    assert.deepEqual([interfaces[4].path, interfaces[4].dropped], ['UnknownTunnel', true]);
    const named = classify({ vpn: ['50'] }).interfaces[4];
    assert.deepEqual([named.path, named.dropped], ['Vpn', false]);
  });
  it('refuses an index without a match, and any pattern when strict', () => {
    assert.match(complains({ vpn: ['99'] }, 'InterfaceNotFound').message, /99/);
    assert.match(complains({ local: ['99'] }, 'InterfaceNotFound').message, /99/);
    complains({ vpn: ['gone*'], strict: true }, 'InterfaceNotFound');
    complains({ local: ['gone'], strict: true }, 'InterfaceNotFound');
  });
  it('refuses the same interface as VPN and as local', () => {
    const error = complains({ vpn: ['12'], local: ['wi-*'] }, 'InterfaceNamedTwice');
    assert.match(error.message, /Wi-Fi/);
  });
  it('refuses an empty pattern', () => {
    complains({ vpn: [''] }, 'InterfacePatternEmpty');
  });
  it('holds inside WSL too', () => {
    const found = classifyInterfaces(snapshot({ platform: 'linux', wsl: true, interfaces: all }), {
      ...nobodySaid,
      vpn: ['7'],
    });
    assert.deepEqual(
      found.interfaces.map(({ path }) => path),
      ['UnknownTunnel', 'Vpn', 'UnknownTunnel', 'UnknownTunnel', 'UnknownTunnel'],
    );
  });
});

describe('patterns of * and ?', () => {
  const character = fc.constantFrom('a', 'B', '*', '?', '.', '[', '\\', '😀');
  const text = fc.array(character, { maxLength: 8 }).map((list) => list.join(''));
  it('match what a backtracking matcher says', () => {
    fc.assert(
      fc.property(text, text, (pattern, subject) => {
        assert.equal(matches(pattern, subject), slowMatch([...pattern.toLowerCase()], [...subject.toLowerCase()]));
      }),
      { numRuns: 5000 },
    );
  });
  it('take no exponential time', () => {
    assert.equal(matches('*a'.repeat(60) + '*b', 'a'.repeat(2000)), false);
    assert.equal(matches('a?'.repeat(500), 'a'.repeat(1000)), true);
  });
});

/** The definition itself: a star stands for nothing, or for one character more. */
function slowMatch(pattern: string[], text: string[]): boolean {
  const [first, ...rest] = pattern;
  if (first === undefined) return text.length === 0;
  if (first === '*') return slowMatch(rest, text) || (text.length > 0 && slowMatch(pattern, text.slice(1)));
  return text.length > 0 && (first === '?' || first === text[0]) && slowMatch(rest, text.slice(1));
}

const description = fc.oneof(
  fc.constantFrom(
    'WireGuard Tunnel',
    'TAP-Windows Adapter V9 #2',
    'Citrix Virtual Adapter',
    'WAN Miniport (SSTP)',
    'Zscaler Network Adapter 1.0.2.0',
    'Hyper-V Virtual Ethernet Adapter',
    'Intel(R) I219-LM',
    'Microsoft Teredo Tunneling Adapter',
  ),
  fc.string({ maxLength: 12 }),
  fc.constant(null),
);
const anyInterface = fc.record({
  name: fc.oneof(fc.constantFrom('Ethernet', 'tun0', 'eth0', 'wg0'), fc.string({ maxLength: 8 })),
  description,
  type: fc.constantFrom(null, 1, 6, 23, 24, 53, 71, 131, 243),
  deviceId: fc.constantFrom(
    null,
    'PCI\\VEN_8086\\1',
    'USB\\VID_1\\2',
    'ROOT\\NET\\0000',
    'SWD\\Wintun\\{1}',
    'tun',
    'veth',
    'ppp',
  ),
  rasType: fc.constantFrom(null, 'vpn', 'PPPoE', 'modem', 'isdn'),
  rasDevice: fc.constantFrom(null, 'WAN Miniport (IKEv2)', 'F5 Networks VPN Adapter'),
  filter: fc.constantFrom(null, false, true),
  up: fc.boolean(),
  hardware: fc.constantFrom(null, false, true),
  connected4: fc.constantFrom(null, false, true),
});
const anySnapshot = fc
  .record({
    rows: fc.array(anyInterface, { minLength: 1, maxLength: 5 }),
    platform: fc.constantFrom('win32', 'linux'),
    wsl: fc.constantFrom(undefined, true),
    gateways: fc.array(fc.integer({ min: 1, max: 5 }), { maxLength: 3 }),
  })
  .map(({ rows, platform, wsl, gateways }) =>
    snapshot({
      platform,
      wsl,
      interfaces: rows.map((facts, i) => ({ index: i + 1, ...facts })),
      routes: gateways.map((interfaceIndex) => ({
        destination: '0.0.0.0/0',
        nextHop: '10.0.0.1',
        interfaceIndex,
        metric: 0,
      })),
    }),
  );
const someIndexes = fc.uniqueArray(fc.integer({ min: 1, max: 5 }), { maxLength: 3 });

describe('for any snapshot', () => {
  it("the administrator's word wins", () => {
    fc.assert(
      fc.property(anySnapshot, someIndexes, someIndexes, (machine, asVpn, asLocal) => {
        const known = (index: number) => index <= machine.interfaces.length;
        const vpn = asVpn.filter(known);
        const local = asLocal.filter((index) => known(index) && !vpn.includes(index));
        const { byIndex } = classifyInterfaces(machine, {
          vpn: vpn.map(String),
          local: local.map(String),
          strict: false,
        });
        for (const index of vpn) assert.equal(byIndex.get(index)!.path, 'Vpn');
        for (const index of local) assert.equal(byIndex.get(index)!.path, 'Local');
        if (local.length > 0)
          for (const { index, path } of byIndex.values()) assert.equal(path === 'Local', local.includes(index));
      }),
      { numRuns: 1000 },
    );
  });
  it('a VPN pattern never makes anything local, nor changes what it does not name', () => {
    fc.assert(
      fc.property(anySnapshot, fc.constantFrom('*', 'e*', '?*0', '*tun*', 'none'), (machine, pattern) => {
        const before = classifyInterfaces(machine, nobodySaid).interfaces;
        const after = classifyInterfaces(machine, { ...nobodySaid, vpn: [pattern] }).interfaces;
        after.forEach((each, i) => {
          if (each.source === 'administrator') assert.equal(each.path, 'Vpn');
          else assert.deepEqual(each, before[i]);
        });
      }),
      { numRuns: 1000 },
    );
  });
  it('nothing on Windows with the driver of a VPN is recognised as local, but PPPoE and modems of Windows itself', () => {
    fc.assert(
      fc.property(anySnapshot, (machine) => {
        const found = classifyInterfaces({ ...machine, platform: 'win32' }, nobodySaid).interfaces;
        machine.interfaces.forEach((each, i) => {
          const drivers = [vpnDriverOf(each)?.vendor, vpnDriverOf({ description: each.rasDevice })?.vendor];
          if (drivers.some((vendor) => vendor !== undefined && vendor !== 'Windows RAS'))
            assert.notEqual(found[i].path, 'Local');
        });
      }),
      { numRuns: 2000 },
    );
  });
});
