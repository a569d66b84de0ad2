import type { TeamsClient, TeamsClients } from '../../contract/installed.ts';
import { knownFolder } from '../../native/windows/known-folders.ts';
import { readRegistryKey } from '../../native/windows/registry.ts';
import type { Notes } from '../notes.ts';
import { existsPlainly, listPlainly, readPlainly } from '../plain-files.ts';
import { profileFolders } from './profile-folders.ts';
import { withoutMark } from '../../contract/text.ts';

/**
 * Every Teams client that is installed, of all users, signed in or not: SYSTEM finds what an administrator finds. Sources:
 * for classic, Microsoft's clean-up scripts; for new Teams, its bulk deployment page.
 */
export function collectTeamsClients(notes: Notes): TeamsClients | null {
  return notes.attempt('installed Teams clients', () => {
    const parts = [...profileFolders().map(classicOfUser), ...programFolders().map(classicOfMachine), modern()];
    return { clients: parts.flatMap(({ clients }) => clients), unread: parts.flatMap(({ unread }) => unread) };
  });
}

const classicProgram = ['Microsoft', 'Teams', 'current', 'Teams.exe'];

function classicOfUser(profile: string): TeamsClients {
  return lookInto(profile, () => {
    const program = ['AppData', 'Local', ...classicProgram];
    if (!existsPlainly(profile, ...program)) return [];
    const version = versionOf(readPlainly(profile, 'AppData', 'Roaming', 'Microsoft', 'Teams', 'settings.json'));
    return [{ product: 'classic', version, path: [profile, ...program].join('\\'), scope: 'user' }];
  });
}

/** Installed for a virtual desktop. No documented place tells its version; the installer in `Teams Installer` is no client. */
function classicOfMachine(folder: string): TeamsClients {
  return lookInto(folder, () =>
    existsPlainly(folder, ...classicProgram)
      ? [{ product: 'classic', version: null, path: [folder, ...classicProgram].join('\\'), scope: 'machine' }]
      : [],
  );
}

const packages =
  'SOFTWARE\\Classes\\Local Settings\\Software\\Microsoft\\Windows\\CurrentVersion\\AppModel\\PackageRepository\\Packages';

/** New Teams by its package's full name; MicrosoftTeams, the consumer app, has another. */
const fullName = /^MSTeams_(\d+(?:\.\d+){3})_[a-z0-9]+__8wekyb3d8bbwe$/i;

/** Windows lists its packages in the registry; where it does not, by their folders. */
function modern(): TeamsClients {
  const folder = `${knownFolder('ProgramFiles')}\\WindowsApps`;
  return lookInto(folder, () => {
    const names = readRegistryKey('HKLM', packages)?.subkeys ?? listPlainly(folder);
    return names.flatMap((name): TeamsClient[] => {
      const version = fullName.exec(name)?.[1];
      return version ? [{ product: 'new', version, path: `${folder}\\${name}`, scope: 'machine' }] : [];
    });
  });
}

/** What was found; where something may not be looked at, the folder is said instead. */
function lookInto(folder: string, look: () => TeamsClient[]): TeamsClients {
  try {
    return { clients: look(), unread: [] };
  } catch {
    return { clients: [], unread: [folder] };
  }
}

function versionOf(settings: string | null): string | null {
  try {
    const { version } = JSON.parse(withoutMark(settings ?? '')) as { version?: unknown };
    return typeof version === 'string' && /^[\d.]{1,40}$/.test(version) ? version : null;
  } catch {
    return null;
  }
}

function programFolders(): string[] {
  return [...new Set([knownFolder('ProgramFiles'), knownFolder('ProgramFilesX86')])];
}
