/**
 * Runs in a namespace: collects while the routes change, as often as the argument says, each time between reading them
 * and asking the kernel. Standard output gets the answer as child.ts gives it.
 */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { linux } from '../../../src/collect/linux/machine.ts';
import { parsePrefix } from '../../../src/net/prefix.ts';
import { tool } from '../../bed/tools.ts';

let changes = Number(process.argv[2]);
const log: string[] = [];
const snapshot = await linux.snapshot([parsePrefix('52.112.0.0/14')], (line) => {
  log.push(line);
  if (!line.startsWith('Read') || changes === 0) return;
  execFileSync(tool('ip'), ['route', 'replace', '52.112.0.0/14', 'dev', changes % 2 === 0 ? 'lo' : 'lan0']);
  changes--;
});
writeFileSync(1, JSON.stringify({ snapshot, log, bestRoutes: [] }));
