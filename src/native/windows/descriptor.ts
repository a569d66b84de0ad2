/** What of an object's security descriptor tells who may change it. */
export interface Descriptor {
  /** SID as text; null where the object has no owner. */
  readonly owner: string | null;
  /** SIDs that may write, delete or take the object, or hand out the right to; null where everybody may. */
  readonly writers: readonly string[] | null;
}

const aceTypes = { allowed: 0, allowedCallback: 9 } as const;
/** Allowed for one kind of child or property: further on in the entry stand GUIDs before the SID. */
const objectAceTypes: ReadonlySet<number> = new Set([5, 11]);
const inheritOnly = 8;

/** FILE_WRITE_DATA, _APPEND_DATA, _WRITE_EA, _DELETE_CHILD, _WRITE_ATTRIBUTES, DELETE, WRITE_DAC, WRITE_OWNER, GENERIC_WRITE, _ALL. */
const writing = 0x2 | 0x4 | 0x10 | 0x40 | 0x100 | 0x10000 | 0x40000 | 0x80000 | 0x40000000 | 0x10000000;

/**
 * Reads a self-relative security descriptor. Entries that deny are left out: who is denied something is not trusted more.
 * https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp/7d4dac05-9cef-4563-a058-f108abecce1d
 */
export function readDescriptor(bytes: Buffer): Descriptor {
  const ownerAt = bytes.readUInt32LE(4);
  const listAt = bytes.readUInt32LE(16);
  return {
    owner: ownerAt === 0 ? null : readSid(bytes, ownerAt),
    writers: listAt === 0 ? null : readWriters(bytes, listAt),
  };
}

function readWriters(bytes: Buffer, listAt: number): string[] {
  const writers: string[] = [];
  const count = bytes.readUInt16LE(listAt + 4);
  for (let at = listAt + 8, i = 0; i < count; i++, at += bytes.readUInt16LE(at + 2)) {
    const [type, flags] = [bytes[at], bytes[at + 1]];
    const mask = bytes.readUInt32LE(at + 4);
    if ((flags & inheritOnly) !== 0 || (mask & writing) === 0) continue;
    if (type === aceTypes.allowed || type === aceTypes.allowedCallback) writers.push(readSid(bytes, at + 8));
    else if (objectAceTypes.has(type)) writers.push('an object entry');
  }
  return writers;
}

/** https://learn.microsoft.com/openspecs/windows_protocols/ms-dtyp/f992ad60-0fe4-4b87-9fed-beb478836861 */
export function readSid(bytes: Buffer, at: number): string {
  const authority = bytes.readUIntBE(at + 2, 6);
  const rest = Array.from({ length: bytes[at + 1] }, (_, i) => bytes.readUInt32LE(at + 8 + 4 * i));
  return ['S', bytes[at], authority, ...rest].join('-');
}
