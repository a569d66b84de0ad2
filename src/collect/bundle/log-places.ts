/** Folders whose newest files are worth having. */
export interface Place {
  /** What its files are called in the bundle; several places may share one. */
  readonly name: string;
  /** The folders that it may be in, by the name that tells them apart: none, or a person's. */
  readonly roots: readonly Root[];
  /** The way from there, step by step; a pattern stands for every folder that matches. */
  readonly steps: readonly (string | RegExp)[];
  readonly files: RegExp;
  /** Configuration is taken however old it is. */
  readonly ageless?: boolean;
}

export interface Root {
  readonly path: string;
  /** Whose it is; absent where it is the machine's. */
  readonly person?: string;
}

/** Where logs lie on this operating system. */
export async function logPlaces(): Promise<Place[]> {
  return process.platform === 'win32' ? (await import('./windows-log-places.ts')).windowsLogPlaces() : linuxLogPlaces;
}

const log = /\.log$/i;
const varLog = [{ path: '/var/log' }];

const linuxLogPlaces: Place[] = [
  { name: 'openvpn', roots: varLog, steps: ['openvpn'], files: log },
  // https://docs.fortinet.com/document/forticlient/6.0.2/administration-guide/505705
  { name: 'forticlient', roots: varLog, steps: ['forticlient'], files: log },
  // https://help.zscaler.com/unified/enabling-packet-capture-zscaler-client-connector
  { name: 'zscaler', roots: varLog, steps: ['zscaler', '.Zscaler', 'Logs'], files: log },
];
