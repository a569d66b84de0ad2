import assert from 'node:assert/strict';
import { accessSync, constants, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { bundle } from '../../scripts/build/bundle.ts';
import { version } from '../../src/version.ts';
import { checkout } from '../bed/paths.ts';
import { built } from './dist.ts';

const source = join(checkout, 'powershell/TeamsSplitTunnel');
const read = (...parts: string[]) => readFileSync(built('TeamsSplitTunnel', ...parts));
const filesIn = (folder: string) => readdirSync(folder).map((file) => join(folder, file));
const cmdlets = filesIn(join(source, 'Public')).map((file) => basename(file, '.ps1'));
const quoted = (list: string) => [...list.matchAll(/'([^']+)'/g)].map(([, name]) => name!);

describe('the built module', () => {
  it('holds one script, the manifest, formats, help, licences and every executable, and nothing else', () => {
    const shipped = readdirSync(source).filter((entry) => !['Private', 'Public'].includes(entry));
    const added = ['LICENSE', 'THIRD-PARTY-NOTICES', 'bin'];
    assert.deepEqual(readdirSync(built('TeamsSplitTunnel')).sort(), [...shipped, ...added].sort());
    assert.ok(shipped.includes('TeamsSplitTunnel.Format.ps1xml'));
    assert.deepEqual(readdirSync(built('TeamsSplitTunnel/en-US')), readdirSync(join(source, 'en-US')));
  });

  for (const path of [
    'win-x64/teams-split-tunnel.exe',
    'win-arm64/teams-split-tunnel.exe',
    'linux-x64/teams-split-tunnel',
  ]) {
    it(`starts the same program as dist has: ${path}`, () => {
      assert.ok(read('bin', path).equals(readFileSync(built(path))));
      accessSync(built('TeamsSplitTunnel/bin', path), constants.X_OK);
    });
  }

  it('holds every script of the sources, each function once, in plain ASCII', () => {
    const script = read('TeamsSplitTunnel.psm1').toString('latin1');
    assert.match(script, /^[\t\n -~]*$/);
    for (const path of ['Private', 'Public'].flatMap((folder) => filesIn(join(source, folder)))) {
      assert.ok(script.includes(readFileSync(path, 'latin1').trim()), path);
    }
    const functions = [...script.matchAll(/^function ([\w-]+)/gm)].map(([, name]) => name!);
    assert.deepEqual(functions, [...new Set(functions)]);
  });

  it('exports the cmdlets of Public and no others, in the script as in the manifest', () => {
    const [, exported] = /Export-ModuleMember -Function @\(([^)]*)\)/.exec(read('TeamsSplitTunnel.psm1').toString())!;
    const [, declared] = /FunctionsToExport\s*=\s*@\(([^)]*)\)/.exec(read('TeamsSplitTunnel.psd1').toString())!;
    assert.deepEqual(quoted(exported!).sort(), [...cmdlets].sort());
    assert.deepEqual(quoted(declared!).sort(), [...cmdlets].sort());
  });

  it('has the version of the program', () => {
    const [, declared] = /ModuleVersion\s*=\s*'([^']+)'/.exec(read('TeamsSplitTunnel.psd1').toString())!;
    assert.equal(declared, version);
  });

  it('names the licence of everything in the executables', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'notices-'));
    try {
      const { packages } = await bundle(folder);
      const titles = [
        ...read('THIRD-PARTY-NOTICES')
          .toString()
          .matchAll(/^={80}\n(.+) \S+\n={80}\n\n\S/gm),
      ];
      assert.deepEqual(
        titles.map(([, title]) => title),
        ['Node.js', ...packages],
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
