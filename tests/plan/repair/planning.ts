import type { RepairPlan, RepairRoute } from '../../../src/contract/repair.ts';
import type { Snapshot, SnapshotInterface, SnapshotRule } from '../../../src/contract/snapshot.ts';
import type { Roles } from '../../../src/judge/interfaces.ts';
import { planRepair } from '../../../src/plan/repair/plan.ts';
import { local, machine as wireGuardMachine, row, vpn, worldwide } from '../../judge/machine.ts';

/** A VPN without a kill switch. */
export const tap = (more: Partial<SnapshotInterface> = {}) =>
  row(vpn, { description: 'TAP-Windows Adapter V9', ...more });
export const machine: typeof wireGuardMachine = (routes, more = {}) =>
  wireGuardMachine(routes, { interfaces: [row(local), tap()], ...more });

export const nobody: Roles = { vpn: [], local: [], strict: false };
export const plan = (snapshot: Snapshot, own: readonly RepairRoute[] = [], roles = nobody) =>
  planRepair(snapshot, worldwide, roles, own);
export const added = ({ add }: RepairPlan) =>
  add.map(({ destination, nextHop, metric }) => `${destination} ${nextHop} ${metric}`);
export const ids = ({ obstacles }: RepairPlan) => obstacles.map(({ id }) => id);
export const removed = ({ remove }: RepairPlan) =>
  remove.map(({ destination, nextHop }) => `${destination} ${nextHop}`);

export const whole = ['52.112.0.0/14 192.168.1.1 0', '52.122.0.0/15 192.168.1.1 0', '2603:1063::/38 fe80::1 0'];
export const ours = (text: string): RepairRoute => {
  const [destination, nextHop] = text.split(' ');
  return { destination, nextHop, interfaceIndex: local, interfaceName: 'Ethernet', metric: 0, table: null };
};

/** A machine with Linux, whose main table holds the routes without another one. */
export function linux(routes: Parameters<typeof machine>[0], rules: SnapshotRule[] = []): Snapshot {
  const lookup = (priority: number, table: number) =>
    ([4, 6] as const).map((family): SnapshotRule => ({ family, priority, action: 'table', table }));
  return machine(routes, {
    platform: 'linux',
    interfaces: [row(local, { name: 'lan0', deviceId: 'veth' }), row(vpn, { deviceId: 'tun' })],
    rules: [...lookup(0, 255), ...rules, ...lookup(32766, 254), ...lookup(32767, 253)],
  });
}
