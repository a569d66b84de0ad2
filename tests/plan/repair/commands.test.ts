import assert from 'node:assert/strict';
import { local, localDefaults, row, vpn, vpnDefaults } from '../../judge/machine.ts';
import { linux, machine, plan, tap } from './planning.ts';

describe('the plan of a repair', () => {
  describe('shows the commands', () => {
    it('of PowerShell', () => {
      const found = plan(machine([...localDefaults, ...vpnDefaults]));
      assert.equal(
        found.add[2].command,
        'New-NetRoute -DestinationPrefix 2603:1063::/38 -InterfaceIndex 10 -NextHop fe80::1 -RouteMetric 0 -PolicyStore ActiveStore',
      );
      assert.match(found.notes.join(), /not stored: they are gone with a restart/);
    });

    it('of ip, in which no name of an interface can do harm', () => {
      const evil = linux([...localDefaults, ...vpnDefaults]);
      const interfaces = evil.interfaces.map((each) => ({
        ...each,
        name: each.index === local ? "a$(b)'c" : each.name,
      }));
      assert.equal(
        plan({ ...evil, interfaces }).add[2].command,
        "ip -6 route add 2603:1063::/38 via fe80::1 dev 'a$(b)'\\''c' metric 1 proto 84",
      );
    });

    it('of none where a name steers the terminal it would be shown on', () => {
      const interfaces = [row(local, { name: 'e\u001b[2J', deviceId: 'veth' }), row(vpn, { deviceId: 'tun' })];
      const found = plan({ ...linux([...localDefaults, ...vpnDefaults]), interfaces });
      assert.ok(found.add.length > 0 && found.add.every(({ command }) => command === null));
    });

    it('of none where the number of the interface is not its own', () => {
      const interfaces = [row(local, { name: '192.168.1.10' }), tap()];
      const found = plan(machine([...localDefaults, '0.0.0.0/1 dev vpn'], { interfaces }));
      assert.ok(found.add.length > 0 && found.add.every(({ command }) => command === null));
    });

    it('of no other system', () => {
      const found = plan(machine([...localDefaults, '0.0.0.0/1 dev vpn'], { platform: 'darwin' }));
      assert.ok(found.add.every(({ command }) => command === null));
    });
  });
});
