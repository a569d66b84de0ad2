import assert from 'node:assert/strict';
import type { RemediationSettings } from '../../src/contract/remediation.ts';
import type { Snapshot, SnapshotRoute } from '../../src/contract/snapshot.ts';
import { writeRemediation } from '../../src/plan/remediation/write.ts';
import { exclusions, local, localDefaults, machine, row, vpn, vpnDefaults, worldwide } from '../judge/machine.ts';
import type { RunOptions } from './host/protocol.ts';
import { quote } from './module.ts';
import type { Shell } from './shell.ts';
import { cmdletOutput, windowsCmdlets } from './windows-cmdlets.ts';

export const selfContained: RemediationSettings = {
  kind: 'self-contained',
  cloud: 'Worldwide',
  vpnInterface: [],
  localInterface: [],
  reportOnly: false,
  unknownIsIssue: false,
  eventLog: false,
  logPath: null,
  modulePath: null,
};

/** A machine whose VPN brings no kill switch, as WireGuard for Windows does. */
export function withClient(routes: (string | SnapshotRoute)[], more: Partial<Snapshot> = {}): Snapshot {
  const client = row(vpn, { description: 'Wintun Userspace Tunnel' });
  return machine(routes, { interfaces: [row(local), client], ...more });
}

export const good = withClient([...localDefaults, ...vpnDefaults, ...exclusions]);
export const leaking = withClient([...localDefaults, ...vpnDefaults]);
export const incurable = withClient(['0.0.0.0/0 via 192.168.1.1 metric 10', ...vpnDefaults]);
export const unknown = machine([...localDefaults, '52.112.0.0/14 dev vpn'], {
  interfaces: [row(10), row(vpn, { name: 'odd', description: 'Odd' })],
});

export const withoutVpn = machine(localDefaults, { interfaces: [row(10)] });

export type Role = 'Detect' | 'Remediate';

/** The script that is written for a role. */
export const textOf = (role: Role, more: Partial<RemediationSettings> = {}) =>
  writeRemediation({ ...selfContained, ...more }, worldwide).find((script) => script.role === role)!.text;

/** Runs a script with `prelude` before it: its one line, its code, and what it asked to be changed. */
export async function run({ host }: Shell, script: string, prelude: string, options?: RunOptions) {
  const result = await host.run(
    `${prelude}\n${script.replace(/^exit .*$/m, '$global:log | ForEach-Object { "log $_" }\n$&')}`,
    options,
  );
  const said = result.output as string[];
  const log = said.filter((line) => line.startsWith('log ')).map((line) => line.slice(4));
  const lines = said.filter((line) => !line.startsWith('log '));
  assert.equal(lines.length, 1, JSON.stringify(result));
  assert.match(lines[0], /^(Pass|Fail|Warning|Unknown|NotApplicable): [\x20-\x7e]+\.$/);
  assert.ok(lines[0].length <= 2048);
  assert.deepEqual([result.errors, result.warnings, result.prompts, result.console], [[], [], [], '']);
  return { line: lines[0], status: lines[0].split(':')[0], code: result.exitCode, log };
}

/** A script's prelude that puts Windows' cmdlets in front of a machine. */
export const on = (snapshot: Snapshot) =>
  `$global:facts = ConvertFrom-Json ${quote(JSON.stringify(cmdletOutput(snapshot)))}\n${windowsCmdlets}`;
