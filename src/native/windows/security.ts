import { copyMemory, pointerTo } from '../ffi.ts';
import { windowsConstants as win } from './constants.ts';
import { readDescriptor, type Descriptor } from './descriptor.ts';
import { WindowsError } from './error.ts';
import { SECURITY_ATTRIBUTES } from './layout.ts';
import { wide } from './memory.ts';
import { advapi32, kernel32 } from './system32.ts';

const GetNamedSecurityInfoW = advapi32.bind('GetNamedSecurityInfoW', {
  arguments: ['pointer', 'int32', 'uint32', 'uint64', 'uint64', 'uint64', 'uint64', 'pointer'],
  return: 'uint32',
});
const GetSecurityDescriptorLength = advapi32.bind('GetSecurityDescriptorLength', {
  arguments: ['uint64'],
  return: 'uint32',
});
const ConvertStringSecurityDescriptorToSecurityDescriptorW = advapi32.bind(
  'ConvertStringSecurityDescriptorToSecurityDescriptorW',
  { arguments: ['pointer', 'uint32', 'pointer', 'uint64'], return: 'int32' },
);
const CreateDirectoryW = kernel32.bind('CreateDirectoryW', { arguments: ['pointer', 'pointer'], return: 'int32' });
const GetFileAttributesW = kernel32.bind('GetFileAttributesW', { arguments: ['pointer'], return: 'uint32' });
const LocalFree = kernel32.bind('LocalFree', { arguments: ['uint64'], return: 'uint64' });

/**
 * FILE_ATTRIBUTE_ bits of what the path itself names: a link is not followed. Null where there is nothing.
 * https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-getfileattributesw
 */
export function fileAttributes(path: string): number | null {
  const attributes = GetFileAttributesW.need()(wide(path));
  return attributes === win.INVALID_FILE_ATTRIBUTES ? null : attributes;
}

/**
 * Owner and access list of a file or directory.
 * https://learn.microsoft.com/windows/win32/api/aclapi/nf-aclapi-getnamedsecurityinfow
 */
export function fileSecurity(path: string): Descriptor {
  const result = Buffer.alloc(8);
  const wanted = win.OWNER_SECURITY_INFORMATION | win.DACL_SECURITY_INFORMATION;
  const code = GetNamedSecurityInfoW.need()(wide(path), win.SE_FILE_OBJECT, wanted, 0n, 0n, 0n, 0n, result);
  if (code !== 0) throw new WindowsError('GetNamedSecurityInfoW', code);
  return readDescriptor(takeDescriptor(result.readBigUInt64LE()));
}

/**
 * Makes a directory with the owner and access list that the text says (security descriptor definition language); one
 * that is there already stays as it is.
 * https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-createdirectoryw
 */
export function createDirectory(path: string, security: string): void {
  const descriptor = compileDescriptor(security);
  const attributes = Buffer.alloc(SECURITY_ATTRIBUTES.size);
  attributes.writeUInt32LE(SECURITY_ATTRIBUTES.size, SECURITY_ATTRIBUTES.nLength);
  attributes.writeBigUInt64LE(pointerTo(descriptor), SECURITY_ATTRIBUTES.lpSecurityDescriptor);
  const made = CreateDirectoryW.need()(wide(path), attributes) !== 0;
  if (!made && fileAttributes(path) === null) throw new WindowsError('CreateDirectoryW');
}

/**
 * The self-relative security descriptor that a text stands for.
 * https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format
 */
export function compileDescriptor(text: string): Buffer {
  const result = Buffer.alloc(8);
  const convert = ConvertStringSecurityDescriptorToSecurityDescriptorW.need();
  if (convert(wide(text), win.SDDL_REVISION_1, result, 0n) === 0)
    throw new WindowsError('ConvertStringSecurityDescriptorToSecurityDescriptorW');
  return takeDescriptor(result.readBigUInt64LE());
}

/** Copies a self-relative descriptor out of memory that a Windows function allocated, and frees that. */
function takeDescriptor(address: bigint): Buffer {
  try {
    return copyMemory(address, GetSecurityDescriptorLength.need()(address));
  } finally {
    LocalFree.need()(address);
  }
}
