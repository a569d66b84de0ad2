import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Guard } from '../state.ts';
import { windowsConstants as win } from './constants.ts';
import { knownFolder } from './known-folders.ts';
import { createDirectory, fileAttributes, fileSecurity } from './security.ts';
import { currentUser, isElevated } from './token.ts';

const name = 'TeamsSplitTunnel';

const system = 'S-1-5-18';
const administrators = 'S-1-5-32-544';
const trustedInstaller = 'S-1-5-80-956008885-3418522649-1831038044-1853292631-2271478464';

/** SYSTEM and Administrators may do all, down to every file; nothing is inherited from above. */
const protectedList = 'D:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)';

/** Whose state it is: where it lives, how its directory is made, and who may write it besides Windows' own accounts. */
interface Principal {
  readonly directory: string;
  readonly security: string;
  readonly writer: string | null;
}

function principal(): Principal {
  if (isElevated())
    return {
      directory: join(knownFolder('ProgramData'), name),
      security: `O:BA${protectedList}(A;OICI;FRFX;;;BU)`,
      writer: null,
    };
  const user = currentUser();
  return {
    directory: join(knownFolder('LocalAppData'), name),
    security: `${protectedList}(A;OICI;FA;;;${user})`,
    writer: user,
  };
}

/** Trusts what Windows' own accounts, or the user whose state it is, own and alone may write, and what is no link. */
export function guard({ directory, security, writer }: Principal = principal()): Guard {
  const trusted = new Set([system, administrators, trustedInstaller, ...(writer === null ? [] : [writer])]);
  return {
    directory,
    create: () => createDirectory(directory, security),
    distrust: () => distrustOf(directory, 'directory', trusted),
    read: (path) => {
      const distrust = distrustOf(path, 'file', trusted);
      return distrust === null ? readFileSync(path) : { distrust };
    },
    // A rename is written to NTFS's own journal.
    settle: () => {},
  };
}

function distrustOf(path: string, kind: 'directory' | 'file', trusted: ReadonlySet<string>): string | null {
  const attributes = fileAttributes(path);
  if (attributes === null) throw missing(path);
  if ((attributes & win.FILE_ATTRIBUTE_REPARSE_POINT) !== 0) return `${path} is a link; remove it.`;
  const isDirectory = (attributes & win.FILE_ATTRIBUTE_DIRECTORY) !== 0;
  if (isDirectory !== (kind === 'directory')) return `${path} is not a ${kind}; remove it.`;
  const { owner, writers } = fileSecurity(path);
  if (owner === null || !trusted.has(owner)) return `${path} belongs to ${owner ?? 'nobody'}; remove it.`;
  const other = writers === null ? 'everybody' : writers.find((sid) => !trusted.has(sid));
  return other === undefined ? null : `${path} may be written by ${other}; remove it.`;
}

/** As the functions of node:fs say that there is nothing. */
function missing(path: string): Error {
  return Object.assign(new Error(`${path} does not exist`), { code: 'ENOENT' });
}
