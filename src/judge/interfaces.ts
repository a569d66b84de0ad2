import type { Snapshot, SnapshotInterface } from '../contract/snapshot.ts';
import type { Family, Path } from '../contract/verdict.ts';
import { isConnected } from '../routes/participation.ts';
import { recogniseOnLinux } from './interfaces/linux.ts';
import { recogniseOnMac } from './interfaces/mac.ts';
import { assignRoles, type Roles } from './interfaces/roles.ts';
import { recogniseOnWindows } from './interfaces/windows.ts';

export type { Roles } from './interfaces/roles.ts';

/** Where an interface leads, and why that is said: one sentence without an end stop. */
export interface Recognition {
  readonly path: Exclude<Path, 'None'>;
  readonly reason: string;
}

/** The interface of an index, with the administrator's word on it, and whether it is a port of a bridge of Linux. */
export type LookUp = (index: number) => Found | undefined;

interface Found {
  readonly row: SnapshotInterface;
  readonly word: Recognition | undefined;
  readonly isBridged: boolean;
}

export interface ClassifiedInterface extends Recognition {
  readonly index: number;
  readonly name: string;
  readonly source: 'recognised' | 'administrator';
  /** A filter driver's pseudo-interface: not worth showing. */
  readonly dropped: boolean;
  /** Whether the interface carries traffic of the family; routes of one that doesn't take no part. */
  readonly connected4: boolean;
  readonly connected6: boolean;
}

export interface Classification {
  readonly interfaces: readonly ClassifiedInterface[];
  readonly byIndex: ReadonlyMap<number, ClassifiedInterface>;
  /** What the administrator should know about the patterns, in words for people. */
  readonly warnings: readonly string[];
}

/** Why nothing is recognised inside the Windows Subsystem for Linux: its routes are not those of Windows. */
export const wslReason = 'this is WSL, where the routes are not those of Windows; run it in Windows';

/**
 * Tells for every interface of a snapshot whether it leads to the user's own internet connection, into a VPN, or
 * cannot be told (`UnknownTunnel`). The administrator's word beats what is recognised.
 * @throws ToolError (exit code 2) where the administrator's patterns contradict each other or name nothing
 */
export function classifyInterfaces(snapshot: Snapshot, roles: Roles): Classification {
  const { said, warnings } = assignRoles(snapshot.interfaces, roles);
  const byIndex = new Map(snapshot.interfaces.map((row) => [row.index, row]));
  const bridged = new Set(snapshot.interfaces.flatMap((row) => (row.deviceId === 'bridge' ? (row.lower ?? []) : [])));
  const lookUp: LookUp = (index) => {
    const row = byIndex.get(index);
    return row && { row, word: said.get(row), isBridged: bridged.has(index) };
  };
  const interfaces = snapshot.interfaces.map((row): ClassifiedInterface => {
    const word = said.get(row);
    const recognised = word ?? recognise(row, snapshot, lookUp);
    const verdict = roles.local.length > 0 && !word ? onlyNamedAreLocal(recognised) : undefined;
    return {
      index: row.index,
      name: row.name,
      ...(verdict ?? recognised),
      source: word || verdict ? 'administrator' : 'recognised',
      dropped: row.filter === true && !word,
      connected4: isInUse(row, 4),
      connected6: isInUse(row, 6),
    };
  });
  const contradicted = [...said].flatMap(([row, word]) => contradiction(row, word, recognise(row, snapshot, lookUp)));
  return {
    interfaces,
    byIndex: new Map(interfaces.map((each) => [each.index, each])),
    warnings: [...warnings, ...contradicted],
  };
}

function recognise(row: SnapshotInterface, snapshot: Snapshot, lookUp: LookUp): Recognition {
  if (snapshot.wsl) return { path: 'UnknownTunnel', reason: wslReason };
  if (snapshot.platform === 'darwin') return recogniseOnMac(row);
  return snapshot.platform === 'linux' ? recogniseOnLinux(row, lookUp) : recogniseOnWindows(row, snapshot.routes);
}

/** The administrator's word wins, and a pattern such as `Ether*` may say more than was meant. */
function contradiction({ name }: SnapshotInterface, word: Recognition, recognised: Recognition): string[] {
  if (word.path !== 'Local' || recognised.path !== 'Vpn') return [];
  return [`${name} counts as local because ${word.reason}; without that word it is a VPN: ${recognised.reason}.`];
}

function onlyNamedAreLocal(recognised: Recognition): Recognition | undefined {
  if (recognised.path !== 'Local') return undefined;
  return { path: 'UnknownTunnel', reason: `the administrator named other interfaces as local (${recognised.reason})` };
}

/** The rows of WAN Miniport are there all the time; one without an address serves no connection. */
function isInUse(row: SnapshotInterface, family: Family): boolean {
  const isMiniport = row.description?.toLowerCase().startsWith('wan miniport (') === true;
  const isIdle = isMiniport && row.addresses?.length === 0;
  return !isIdle && isConnected(row, family);
}
