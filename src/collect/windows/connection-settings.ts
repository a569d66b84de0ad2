/** What a value of the key `Internet Settings\Connections` holds. */
export interface ConnectionSettings {
  readonly server: string | null;
  readonly bypass: string | null;
  readonly pacUrl: string | null;
  readonly autoDetect: boolean;
}

/** INTERNET_PER_CONN_FLAGS, https://learn.microsoft.com/windows/win32/wininet/option-flags */
const flags = { proxy: 2, pacUrl: 4, autoDetect: 8 };

/**
 * Two numbers, the flags, then server, exceptions and PAC URL, each after its length; WinHTTP leaves the last one out. The
 * format is not documented; Wine's winhttp/session.c reads and writes the same.
 * @throws RangeError where it is cut short
 */
export function decodeConnectionSettings(data: Buffer): ConnectionSettings {
  const set = data.readUInt32LE(8);
  let at = 12;
  const next = (): string | null => {
    if (at === data.length) return null;
    const end = at + 4 + data.readUInt32LE(at);
    if (end > data.length) throw new RangeError('the settings are cut short');
    const text = data.toString('latin1', at + 4, end);
    at = end;
    return text === '' ? null : text;
  };
  const [server, bypass, pacUrl] = [next(), next(), next()];
  return {
    server: (set & flags.proxy) !== 0 ? server : null,
    bypass,
    pacUrl: (set & flags.pacUrl) !== 0 ? pacUrl : null,
    autoDetect: (set & flags.autoDetect) !== 0,
  };
}
