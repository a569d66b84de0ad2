import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { ToolError } from '../../contract/error.ts';

/** The program that speaks to the kernel's nftables, nft(8). */
const program = '/usr/sbin/nft';

/** Bit of CAP_NET_ADMIN in a capability set, capabilities(7). */
const netAdmin = 1n << 12n;

/** Whether this process may read and change the firewall of its network namespace. */
export function mayAdministerNetwork(): boolean {
  const effective = /^CapEff:\s*([0-9a-f]+)$/m.exec(readFileSync('/proc/self/status', 'utf8'));
  return effective !== null && (BigInt(`0x${effective[1]}`) & netAdmin) !== 0n;
}

/**
 * Loads a rule set, all of it or nothing.
 * @throws ToolError `NftMissing`, `NftRefused`
 */
export function loadNftables(ruleset: string): void {
  const { status, stderr } = run(['--file', '-'], ruleset);
  if (status !== 0) throw refused(stderr);
}

/**
 * The objects of a table of the family inet, libnftables-json(5); empty where there is no such table.
 * @throws ToolError `NftMissing`, `NftRefused`
 */
export function listNftables(table: string): unknown[] {
  const { status, stdout, stderr } = run(['--json', 'list', 'table', 'inet', table], '');
  if (status === 0) return objectsIn(stdout);
  if (stderr.includes('No such file or directory')) return [];
  throw refused(stderr);
}

function objectsIn(json: string): unknown[] {
  try {
    return (JSON.parse(json) as { nftables: unknown[] }).nftables;
  } catch (error) {
    throw refused((error as Error).message);
  }
}

function run(args: readonly string[], input: string) {
  const result = spawnSync(program, args, { input, env: { LC_ALL: 'C' }, encoding: 'utf8', cwd: '/' });
  if ((result.error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT')
    throw new ToolError('NftMissing', 'NotInstalled', `${program} is missing: install nftables.`, program);
  if (result.error) throw refused(result.error.message);
  return result;
}

function refused(said: string): ToolError {
  const [line] = said.trim().split('\n');
  return new ToolError('NftRefused', 'DeviceError', `nftables refused: ${line}. Nothing was changed.`, program);
}
