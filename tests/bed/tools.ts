import { existsSync } from 'node:fs';
import { join } from 'node:path';

const folders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin', '/usr/lib/dotnet', '/usr/share/dotnet'];

/** The absolute path of an installed program, or undefined. Never looked up by PATH. */
export function findTool(name: string): string | undefined {
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

/** The absolute path of a program that a suite has required before. */
export function tool(name: string): string {
  const path = findTool(name);
  if (!path) throw new Error(`${name} is not installed; name it in requireOrSkip`);
  return path;
}
