import { windowsConstants as win } from './constants.ts';
import { WindowsError } from './error.ts';
import { advapi32, closeHandle } from './system32.ts';

const OpenProcessToken = advapi32.bind('OpenProcessToken', {
  arguments: ['uint64', 'uint32', 'pointer'],
  return: 'int32',
});
const GetTokenInformation = advapi32.bind('GetTokenInformation', {
  arguments: ['uint64', 'int32', 'pointer', 'uint32', 'pointer'],
  return: 'int32',
});

/** The handle that stands for the calling process. */
const thisProcess = 0xffff_ffff_ffff_ffffn;

/**
 * Whether this process runs elevated: as SYSTEM, or as an administrator past the consent prompt.
 * https://learn.microsoft.com/windows/win32/api/securitybaseapi/nf-securitybaseapi-gettokeninformation
 */
export function isElevated(): boolean {
  const handle = Buffer.alloc(8);
  if (OpenProcessToken.need()(thisProcess, win.TOKEN_QUERY, handle) === 0) throw new WindowsError('OpenProcessToken');
  const token = handle.readBigUInt64LE();
  try {
    const elevation = Buffer.alloc(4);
    const size = Buffer.alloc(4);
    const told = GetTokenInformation.need()(token, win.TokenElevation, elevation, elevation.length, size);
    if (told === 0) throw new WindowsError('GetTokenInformation');
    return elevation.readUInt32LE() !== 0;
  } finally {
    closeHandle(token);
  }
}
