import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Snapshot } from '../../../src/contract/snapshot.ts';
import { parseAddress } from '../../../src/net/address.ts';
import { contains, parsePrefix } from '../../../src/net/prefix.ts';
import { checkOf, exclusions, localDefaults, machine, route, row, local } from '../../judge/machine.ts';
import { proof, whatIf } from './reading.ts';
import { profileXml, routeXml } from './samples.ts';

const forced = (...cidrs: string[]) =>
  profileXml('ForceTunnel', cidrs.map((cidr) => routeXml(cidr, '<ExclusionRoute>true</ExclusionRoute>')).join(''));
const split = (...cidrs: string[]) =>
  profileXml(
    'SplitTunnel',
    cidrs.map((cidr) => routeXml(cidr)).join(''),
    '<DisableClassBasedDefaultRoute>true</DisableClassBasedDefaultRoute>',
  );
const media = ['52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38'];

/** A machine with its network card alone. */
const alone = (routes: Parameters<typeof machine>[0], more: Partial<Snapshot> = {}) =>
  machine(routes, { interfaces: [row(local)], ...more });

describe('a profile applied to a machine', () => {
  it('adds an interface and routes, and leaves the rest of the snapshot', async () => {
    const verdict = await whatIf(forced(...media), { snapshot: alone(localDefaults) });
    assert.equal(verdict.status, 'Pass');
    assert.deepEqual(
      verdict.vpn.interfaces.map(({ name }) => name),
      ['Contoso'],
    );
    assert.equal(verdict.computer, 'PC');
    assert.deepEqual(
      verdict.segments.map(({ route, nextHop, path }) => [route, nextHop, path]),
      [
        ['52.112.0.0/14', '192.168.1.1', 'Local'],
        ['52.122.0.0/15', '192.168.1.1', 'Local'],
        ['2603:1063::/38', 'fe80::1', 'Local'],
      ],
    );
    assert.equal(verdict.profile?.format, 'ProfileXml');
    assert.deepEqual(verdict.profile?.routes.at(-1), { destination: '2603:1063::/38', path: 'Local', line: 1 });
  });

  it('takes the default route whatever the metric of the machine’s own', async () => {
    for (const metric of [0, null, 9999]) {
      const snapshot = alone([route('0.0.0.0/0 via 192.168.1.1', { metric })], {
        interfaces: [row(local, { metric4: 0 })],
      });
      const { segments } = await whatIf(forced(), { snapshot });
      assert.deepEqual([segments[0].path, segments[0].ties], ['Vpn', []], String(metric));
    }
  });

  it('cannot exclude IPv6 where the machine has none of its own', async () => {
    const snapshot = alone([localDefaults[0]]);
    assert.equal(await proof(forced(...media), { snapshot }), 'Unknown');
    assert.equal(await proof(forced(...media), { snapshot, ipv6: 'tunnel' }), 'Fail');
    assert.equal(await proof(forced(...media), { snapshot, ipv6: 'none' }), 'Pass');
  });

  it('proves nothing on a machine that is offline', async () => {
    assert.equal(await proof(split('10.0.0.0/8'), { snapshot: alone([]) }), 'Unknown');
  });

  it('proves nothing by a default route of which it is not known where it leads', async () => {
    const snapshot = alone(localDefaults, { interfaces: [row(local, { deviceId: null })] });
    assert.equal(await proof(forced(...media), { snapshot }), 'Unknown');
    for (const metric of [0, null]) {
      const two = machine([...localDefaults, route('0.0.0.0/0 via 10.9.9.9', { interfaceIndex: 30, metric })], {
        interfaces: [row(local), row(30, { name: 'odd', deviceId: null, addresses: ['10.9.9.1/24'] })],
      });
      assert.equal(await proof(forced(...media), { snapshot: two }), 'Unknown', String(metric));
    }
  });

  it('keeps the routes of a machine without a VPN', async () => {
    const snapshot = alone([...localDefaults, ...exclusions]);
    assert.equal(await proof(forced(), { snapshot }), 'Pass');
    assert.equal(await proof(split('52.113.0.0/16'), { snapshot }), 'Fail');
  });

  it('takes a connected VPN away, and what may be its exclusions', async () => {
    const snapshot = machine([...localDefaults, '0.0.0.0/1 dev vpn', '128.0.0.0/1 dev vpn', ...exclusions]);
    assert.equal(await proof(forced(), { snapshot }), 'Fail');
    assert.equal(await proof(split('10.0.0.0/8'), { snapshot }), 'Pass');
    const verdict = await whatIf(forced(...media), { snapshot });
    assert.match(verdict.profile!.notes.join(), /A VPN was connected/);
    assert.deepEqual(
      verdict.vpn.interfaces.map(({ name }) => name),
      ['Contoso'],
    );
  });

  it('finds the local gateway again where the VPN took the default route', async () => {
    const snapshot = machine(['0.0.0.0/0 dev vpn', '203.0.113.2/32 via 192.168.1.1', '192.168.1.0/24']);
    assert.equal(await proof(forced(...media), { snapshot, ipv6: 'none' }), 'Pass');
  });

  it('forgets what the operating system said of other routes', async () => {
    const osAnswers = [{ address: '52.112.0.1', interfaceIndex: 99, api: 'GetBestRoute2' }];
    const verdict = await whatIf(forced(...media), { snapshot: alone(localDefaults, { osAnswers }) });
    assert.equal(checkOf(verdict, 'OsWitness').status, 'NotApplicable');
  });

  it('shows LockDown and TrafficFilter as a connected profile would', async () => {
    const text = profileXml('ForceTunnel', '<LockDown>true</LockDown>');
    assert.match(
      checkOf(await whatIf(text, { snapshot: alone(localDefaults) }), 'Interference').message,
      /Contoso with LockDown/,
    );
  });

  it('cannot tell which of two routes to the same destination wins', async () => {
    const text = profileXml(
      'SplitTunnel',
      routeXml('52.112.0.0/14') + routeXml('52.112.0.0/14', '<ExclusionRoute>true</ExclusionRoute>'),
    );
    assert.equal(await proof(text), 'Unknown');
  });

  it('refuses what contradicts the file, and says what was not needed', async () => {
    const text = 'client\ndev tun\nifconfig-ipv6 fd00::2/64 fd00::1\nroute-ipv6 2000::/3';
    await assert.rejects(whatIf(text, { ipv6: 'local' }), {
      id: 'AssumptionContradicted',
      message: /fd00::\/64 into the tunnel \(line 3\)/,
    });
    assert.match((await whatIf(split('10.0.0.0/8'), { ipv6: 'none' })).profile!.notes.join(), /was not needed/);
    assert.deepEqual((await whatIf(forced(...media), { ipv6: 'none' })).profile!.assumed, ['ipv6=none']);
  });

  it('is a VPN on macOS too, whose interfaces have no type', async () => {
    const mac = alone(localDefaults, {
      platform: 'darwin',
      interfaces: [row(local, { name: 'en0', type: null, deviceId: null })],
    });
    assert.equal(await proof(forced(), { snapshot: mac, ipv6: 'none' }), 'Fail');
    assert.equal(await proof(forced(...media), { snapshot: mac, ipv6: 'none' }), 'Pass');
  });

  it('leads every address where the longest of the profile’s routes leads', async () => {
    const cidr = fc.tuple(fc.nat({ max: 2 ** 18 - 1 }), fc.integer({ min: 12, max: 32 })).map(([offset, length]) => {
      const value = ((BigInt(0x34700000 + offset * 16) >> BigInt(32 - length)) << BigInt(32 - length)) & 0xffffffffn;
      return `${[24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join('.')}/${length}`;
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(cidr, { maxLength: 8 }),
        fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
        fc.boolean(),
        async (cidrs, excluded, isForced) => {
          const routes = cidrs.map((each, i) =>
            routeXml(each, excluded[i] ? '<ExclusionRoute>true</ExclusionRoute>' : ''),
          );
          const text = profileXml(
            isForced ? 'ForceTunnel' : 'SplitTunnel',
            routes.join(''),
            '<DisableClassBasedDefaultRoute>true</DisableClassBasedDefaultRoute>',
          );
          const { segments } = await whatIf(text, { ipv6: 'none' });
          for (const { first, last, path, family } of segments) {
            if (family !== 4) continue;
            for (const address of [first, last].map(parseAddress)) {
              const covering = cidrs
                .map((each, i) => ({ prefix: parsePrefix(each), excluded: excluded[i] }))
                .filter(({ prefix }) => contains(prefix, address));
              const longest = covering.sort((a, b) => b.prefix.length - a.prefix.length)[0];
              assert.equal(path, (longest ? longest.excluded : !isForced) ? 'Local' : 'Vpn');
            }
          }
        },
      ),
    );
  });
});
