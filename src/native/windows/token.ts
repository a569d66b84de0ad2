import { pointerTo } from '../ffi.ts';
import { windowsConstants as win } from './constants.ts';
import { readSid } from './descriptor.ts';
import { WindowsError } from './error.ts';
import { TOKEN_USER } from './layout.ts';
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
  return readToken(win.TokenElevation, 4).readUInt32LE() !== 0;
}

/** The SID of the user who runs this process, as text. */
export function currentUser(): string {
  const user = readToken(win.TokenUser, TOKEN_USER.size + win.SECURITY_MAX_SID_SIZE);
  const sid = user.readBigUInt64LE(TOKEN_USER['User.Sid']);
  return readSid(user, Number(sid - pointerTo(user)));
}

/** One class of information on this process's token, into room for `size` bytes. */
function readToken(informationClass: number, size: number): Buffer {
  const handle = Buffer.alloc(8);
  if (OpenProcessToken.need()(thisProcess, win.TOKEN_QUERY, handle) === 0) throw new WindowsError('OpenProcessToken');
  const token = handle.readBigUInt64LE();
  try {
    const information = Buffer.alloc(size);
    const told = GetTokenInformation.need()(token, informationClass, information, size, Buffer.alloc(4));
    if (told === 0) throw new WindowsError('GetTokenInformation');
    return information;
  } finally {
    closeHandle(token);
  }
}
