import { copyMemory } from '../ffi.ts';
import { WindowsError } from './error.ts';
import { kernel32, systemLibrary } from './system32.ts';

const SHGetKnownFolderPath = systemLibrary('shell32.dll').bind('SHGetKnownFolderPath', {
  arguments: ['pointer', 'uint32', 'uint64', 'pointer'],
  return: 'int32',
});
const CoTaskMemFree = systemLibrary('ole32.dll').bind('CoTaskMemFree', { arguments: ['uint64'], return: 'void' });
const lstrlenW = kernel32.bind('lstrlenW', { arguments: ['uint64'], return: 'int32' });

/** KNOWNFOLDERID: https://learn.microsoft.com/windows/win32/shell/knownfolderid */
const knownFolders = {
  Profile: '{5E6C858F-0E22-4760-9AFE-EA3317B67173}',
  LocalAppData: '{F1B32785-6FBA-4FCF-9D55-7B8E7F157091}',
  ProgramData: '{62AB5D82-FDC1-4DC3-A9DD-070D1D495D97}',
  ProgramFiles: '{905E63B6-C1BF-494E-B29C-65B732D3D21A}',
  ProgramFilesX86: '{7C5A40EF-A0FB-4BFC-874A-C0F2E0B9FA8E}',
} as const;

/**
 * The path of a folder that Windows keeps for the current user or the machine.
 * https://learn.microsoft.com/windows/win32/api/shlobj_core/nf-shlobj_core-shgetknownfolderpath
 */
export function knownFolder(name: keyof typeof knownFolders): string {
  const result = Buffer.alloc(8);
  const code = SHGetKnownFolderPath.need()(guidBytes(knownFolders[name]), 0, 0n, result);
  const text = result.readBigUInt64LE();
  try {
    if (code !== 0) throw new WindowsError('SHGetKnownFolderPath', code >>> 0);
    return copyMemory(text, 2 * lstrlenW.need()(text)).toString('utf16le');
  } finally {
    CoTaskMemFree.need()(text);
  }
}

/** A GUID as it lies in memory: its first three groups are little-endian numbers. */
function guidBytes(guid: string): Buffer {
  const bytes = Buffer.from(guid.replace(/[{}-]/g, ''), 'hex');
  bytes.subarray(0, 4).reverse();
  bytes.subarray(4, 6).reverse();
  bytes.subarray(6, 8).reverse();
  return bytes;
}
