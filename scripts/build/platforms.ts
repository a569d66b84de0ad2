/** A machine that an executable is made for. */
export interface Platform {
  /** The name of its folder in dist/ and of its runtime's package after `node-`. */
  name: string;
  os: NodeJS.Platform;
  cpu: NodeJS.Architecture;
  /** Where that runtime's package keeps Node. */
  node: string;
  executable: string;
  /** A file that is always empty: OpenSSL reads it in place of one that the environment names. */
  nullDevice: string;
}

const windows = { os: 'win32', node: 'bin/node.exe', executable: 'teams-split-tunnel.exe', nullDevice: 'NUL' } as const;
const linux = { os: 'linux', node: 'bin/node', executable: 'teams-split-tunnel', nullDevice: '/dev/null' } as const;

export const platforms: readonly Platform[] = [
  { name: 'win-x64', cpu: 'x64', ...windows },
  { name: 'win-arm64', cpu: 'arm64', ...windows },
  { name: 'linux-x64', cpu: 'x64', ...linux },
];

/** @throws Error for a name that no executable is made for */
export function platformNamed(name: string): Platform {
  const found = platforms.find((platform) => platform.name === name);
  if (!found) throw new Error(`No platform "${name}". There are: ${platforms.map((p) => p.name).join(', ')}.`);
  return found;
}
