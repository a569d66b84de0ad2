import { ToolError } from '../../contract/error.ts';

/** Something that a routing decision may rest on has changed. */
export interface Heard {
  /** Routes that were removed, as `CIDR INDEX`, where the operating system tells. */
  readonly removed: readonly string[];
}

/** Who listens to the operating system. */
export interface Listener {
  heard(what: Heard): void;
  /** Told once; nothing is heard afterwards. */
  failed(error: unknown): void;
}

export interface Source {
  close(): void;
}

/**
 * Listens to the operating system until it is closed.
 * @throws ToolError `PlatformUnsupported` and what the system's own calls throw
 */
export async function listenToSystem(listener: Listener, log: (message: string) => void): Promise<Source> {
  if (process.platform === 'linux') return (await import('./linux.ts')).listen(listener);
  if (process.platform === 'win32') return (await import('./windows.ts')).listen(listener, log);
  throw new ToolError(
    'PlatformUnsupported',
    'NotImplemented',
    `this tool watches the routes of Windows and Linux, not of ${process.platform}.`,
    process.platform,
  );
}
