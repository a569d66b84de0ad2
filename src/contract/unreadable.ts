import { ToolError } from './error.ts';

/** Node's codes of errors, the same on Windows (https://nodejs.org/api/errors.html#common-system-errors). */
const reasons: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'there is no such file',
  EISDIR: 'it is a folder; name a file in it',
  EACCES: 'access is denied',
  EPERM: 'access is denied',
  EBUSY: 'another program holds it',
};

/** The error for a file that the operating system does not let be read, with the id that its reader gives. */
export function unreadable(id: string, path: string, error: unknown): ToolError {
  const { code = '', message } = error as NodeJS.ErrnoException;
  const category = code === 'EACCES' || code === 'EPERM' ? 'PermissionDenied' : 'ObjectNotFound';
  return new ToolError(id, category, `${path} cannot be read: ${reasons[code] ?? message}.`, path);
}
