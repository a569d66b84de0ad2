import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = resolve(import.meta.dirname, '../..');

/** One selection rule broken on purpose. The brute-force comparison must notice each. */
const mutants: readonly { rule: string; file: string; find: string; put: string }[] = [
  { rule: 'longest prefix match', file: 'routes/select.ts', find: 'covering.findLast(', put: 'covering.find(' },
  { rule: 'lowest metric', file: 'routes/select.ts', find: 'Math.min(least, metric)', put: 'Math.max(least, metric)' },
  {
    rule: 'an unknown metric may be lowest',
    file: 'routes/select.ts',
    find: 'route.metric === null ? route.leastMetric <= lowest : route.metric === lowest',
    put: 'route.metric === lowest',
  },
  {
    rule: 'interface metric',
    file: 'routes/participation.ts',
    find: 'route.metric + ofInterface',
    put: 'route.metric',
  },
  { rule: 'a printed sum wins', file: 'routes/participation.ts', find: 'route.effectiveMetric != null', put: 'false' },
  {
    rule: 'only connected interfaces',
    file: 'routes/participation.ts',
    find: '!isConnected(row, prefix.family)',
    put: 'false',
  },
  {
    rule: 'a connection of one family',
    file: 'routes/participation.ts',
    find: 'family === 4 ? row.connected4 : row.connected6',
    put: 'row.connected4',
  },
  {
    rule: 'DisableDefaultRoutes',
    file: 'routes/participation.ts',
    find: 'prefix.length === 0 && withoutDefault === true',
    put: 'false',
  },
  { rule: 'expired routes', file: 'routes/participation.ts', find: 'route.validLifetime === 0', put: 'false' },
  { rule: 'loopback routes', file: 'routes/table.ts', find: 'if (route.loopback === true) return true;', put: '' },
  { rule: 'own addresses', file: 'routes/table.ts', find: '?? false);', put: '&& false);' },
  {
    rule: 'directed broadcasts',
    file: 'routes/participation.ts',
    find: 'if (family === 4) keys.push(',
    put: 'if (family === 6) keys.push(',
  },
  {
    rule: 'the end of a route cuts',
    file: 'routes/cuts.ts',
    find: 'open[open.length - 1].last < start',
    put: 'open[open.length - 1].last < start - 3n',
  },
  { rule: "a rule's destination cuts", file: 'routes/decide.ts', find: 'return rule.to ?', put: 'return false ?' },
  { rule: 'rules in order', file: 'routes/rules.ts', find: 'a.priority - b.priority', put: 'b.priority - a.priority' },
  { rule: 'an inverted rule', file: 'routes/rules.ts', find: 'rule.inverted && matches', put: 'false && matches' },
  {
    rule: 'suppress_prefixlength',
    file: 'routes/rules.ts',
    find: 'match.prefix.length <= rule.suppressPrefixLength',
    put: 'false',
  },
  { rule: 'throw', file: 'routes/rules.ts', find: "match.outcome === 'throw'", put: 'false' },
  { rule: 'no bound source', file: 'routes/rules.ts', find: 'from === null || from.length === 0', put: 'true' },
  { rule: 'no mark', file: 'routes/rules.ts', find: '0xffffffff)) === 0', put: '0xffffffff)) !== 0' },
  {
    rule: 'users are not known',
    file: 'routes/rules.ts',
    find: '? true : null;\n}\n\n/** A socket',
    put: '? true : true;\n}\n\n/** A socket',
  },
  {
    rule: 'a tie with a VPN',
    file: 'judge/segments.ts',
    find: "missing === null && paths.has('Vpn') ? 'Vpn'",
    put: "missing === null && paths.has('Vpn') ? 'Local'",
  },
  {
    rule: 'every multipath hop',
    file: 'routes/table.ts',
    find: 'route.nextHops?.length ? route.nextHops : [route]',
    put: '[route]',
  },
];

describe('breaking a selection rule', function () {
  this.timeout(300_000);

  for (const { rule, file, find, put } of mutants) {
    it(`is noticed: ${rule}`, async () => {
      const folder = mkdtempSync(join(tmpdir(), 'mutant-'));
      try {
        for (const part of ['src', 'tests/judge', 'package.json', '.mocharc.json'])
          cpSync(join(root, part), join(folder, part), { recursive: true });
        symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
        const path = join(folder, 'src', file);
        const source = readFileSync(path, 'utf8');
        assert.equal(source.split(find).length, 2, `"${find}" stands once in ${file}`);
        writeFileSync(path, source.replace(find, put));
        assert.equal(await survives(folder, file === 'routes/rules.ts' ? 'linux' : 'any'), false);
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
    });
  }
});

/** Whether the comparison with brute force passes; a mutant that doesn't even load has not been judged. */
async function survives(folder: string, platform: 'linux' | 'any'): Promise<boolean> {
  const { stdout } = await run(process.execPath, ['tests/judge/try-proof.ts', platform], { cwd: folder });
  assert.match(stdout, /^(agrees|differs)$/m);
  return stdout.startsWith('agrees');
}
