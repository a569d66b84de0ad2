import type { SnapshotInterface } from '../contract/snapshot.ts';
import type { Case } from './case.ts';
import { defaultRoutesOf } from './interfaces/default-route.ts';
import { isWireGuard } from './vendors.ts';

/**
 * The tunnel whose kill switch stops media that leaves elsewhere: WireGuard for Windows blocks every packet outside its
 * tunnel, of both families, as soon as it holds a /0. Undefined where there is none.
 */
export function armedKillSwitch(judged: Case): SnapshotInterface | undefined {
  const { snapshot, segments } = judged;
  if (snapshot.platform === 'linux' || snapshot.platform === 'darwin') return undefined;
  const armed = snapshot.interfaces.find((row) => isWireGuard(row) && holdsDefaultRoute(row, judged));
  const leavesElsewhere = segments.some(({ best }) => best.some((hop) => hop.interfaceIndex !== armed?.index));
  return leavesElsewhere ? armed : undefined;
}

function holdsDefaultRoute(row: SnapshotInterface, { snapshot, interfaces }: Case): boolean {
  const { connected4, connected6 } = interfaces.byIndex.get(row.index)!;
  return defaultRoutesOf(row.index, snapshot.routes).some(({ destination }) =>
    destination === '::/0' ? connected6 : connected4,
  );
}
