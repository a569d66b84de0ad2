import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSnapshotFile } from '../../src/collect/file.ts';
import { planRepair } from '../../src/plan/repair/plan.ts';
import { bundledList } from '../../src/endpoints/bundled.ts';
import { fastestInTurns, milliseconds, type Ratio } from './bench.ts';
import { machineWith } from './tables.ts';

export const name = 'Planning a repair against a table of 100,000 routes';

const count = 100_000;

export async function run(): Promise<Ratio[]> {
  const folder = mkdtempSync(join(tmpdir(), 'bench-plan-'));
  try {
    const file = join(folder, 'snapshot.json');
    const machine = machineWith(count);
    // A VPN without a kill switch, whose routes to single addresses can be beaten by the metric.
    const beatable = { description: 'TAP-Windows Adapter V9', metric4: 50, metric6: 50 };
    const interfaces = machine.interfaces.map((row) => (row.name === 'VPN' ? { ...row, ...beatable } : row));
    writeFileSync(file, JSON.stringify({ ...machine, interfaces }));
    const snapshot = readSnapshotFile(file);
    const list = await bundledList('Worldwide');
    const roles = { vpn: [], local: [], strict: false };
    const { add, outcome } = planRepair(snapshot, list, roles);
    const [planning, reading] = fastestInTurns(
      5,
      () => planRepair(snapshot, list, roles),
      () => readSnapshotFile(file),
    );
    return [
      {
        what: 'against reading the file',
        ratio: planning / reading,
        aim: 'none',
        detail: `${milliseconds(planning)}, reading ${milliseconds(reading)}; ${outcome}, ${add.length} routes`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
