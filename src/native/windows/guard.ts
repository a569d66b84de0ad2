import { closeSync, constants, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Guard } from '../guard.ts';
import { windowsConstants as win } from './constants.ts';
import { knownFolder } from './known-folders.ts';
import type { Descriptor } from './descriptor.ts';
import { createDirectory, fileAttributes, fileSecurity } from './security.ts';
import { currentUser, isElevated } from './token.ts';

const name = 'TeamsSplitTunnel';

const system = 'S-1-5-18';
const administrators = 'S-1-5-32-544';
const trustedInstaller = 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464';

/** SYSTEM and Administrators may do all, down to every file; nothing is inherited from above. */
const protectedList = 'D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)';

/** Whose state it is: where it lives, how its directory is made, and who may write it besides Windows' own accounts. */
export interface Principal {
  readonly directory: string;
  readonly security: string;
  readonly writer: string | null;
}

/** SYSTEM and elevated administrators share the machine's state, which users may read. */
export function machinePrincipal(): Principal {
  return {
    directory: join(knownFolder('ProgramData'), name),
    security: `O:BA${protectedList}(A;OICI;FRFX;;;BU)`,
    writer: null,
  };
}

export function userPrincipal(): Principal {
  const user = currentUser();
  return {
    directory: join(knownFolder('LocalAppData'), name),
    security: `${protectedList}(A;OICI;FA;;;${user})`,
    writer: user,
  };
}

/** Trusts what Windows' own accounts, or the user whose state it is, own and alone may write, and what is no link. */
export function guard(
  { directory, security, writer }: Principal = isElevated() ? machinePrincipal() : userPrincipal(),
): Guard {
  const trusted = new Set([system, administrators, trustedInstaller, ...(writer === null ? [] : [writer])]);
  const distrustAt = (path: string, kind: Kind): string | null => {
    const distrust = distrustOf(factsOf(path), kind, trusted);
    return distrust && `${path} ${distrust}; remove it.`;
  };
  return {
    directory,
    create: () => createDirectory(directory, security),
    distrust: () => distrustAt(directory, 'directory'),
    read: (path) => {
      const distrust = distrustAt(path, 'file');
      return distrust === null ? readFileSync(path) : { distrust };
    },
    // A rename is written to NTFS's own journal.
    settle: () => {},
    locker: () => Promise.resolve(lock),
  };
}

/** UV_FS_O_EXLOCK of libuv, uv/win.h: nobody else can open the file (a share mode of 0). */
const exclusive = 0x10000000;

function lock(path: string): (() => void) | null {
  try {
    const file = openSync(path, constants.O_RDWR | constants.O_CREAT | exclusive);
    return () => closeSync(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EBUSY') return null;
    throw error;
  }
}

type Kind = 'directory' | 'file';

interface Facts extends Descriptor {
  /** FILE_ATTRIBUTE_ bits. */
  readonly attributes: number;
}

function factsOf(path: string): Facts {
  const attributes = fileAttributes(path);
  // As the functions of node:fs say that there is nothing.
  if (attributes === null) throw Object.assign(new Error(`${path} does not exist`), { code: 'ENOENT' });
  return { attributes, ...fileSecurity(path) };
}

/** Why somebody who is not trusted may decide what a file or directory holds; null where nobody may. */
export function distrustOf(
  { attributes, owner, writers }: Facts,
  kind: Kind,
  trusted: ReadonlySet<string>,
): string | null {
  if ((attributes & win.FILE_ATTRIBUTE_REPARSE_POINT) !== 0) return 'is a link';
  if (((attributes & win.FILE_ATTRIBUTE_DIRECTORY) !== 0) !== (kind === 'directory')) return `is not a ${kind}`;
  if (owner === null || !trusted.has(owner)) return `belongs to ${owner ?? 'nobody'}`;
  if (writers === null) return 'may be written by everybody';
  const other = writers.find((sid) => !trusted.has(sid));
  return other === undefined ? null : `may be written by ${other}`;
}
