import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectPacFiles } from '../../../src/collect/bundle/pac-files.ts';

const pac = 'function FindProxyForURL(url, host) { return "DIRECT"; }';

describe('PAC files of a bundle', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'pac-'));
    writeFileSync(join(folder, 'my proxy.pac'), pac);
    writeFileSync(join(folder, 'shadow'), 'root:secret');
    symlinkSync(join(folder, 'my proxy.pac'), join(folder, 'link.pac'));
  });
  after(() => rmSync(folder, { recursive: true }));

  const collect = (...urls: (string | null)[]) =>
    collectPacFiles({
      settings: urls.map((pacUrl) => ({ source: 'WinINET', scope: 'user' as const, pacUrl })),
      unread: [],
    });
  const reasonOf = (url: string) => {
    const { entries, missing } = collect(url);
    assert.deepEqual([entries, missing.map(({ name }) => name)], [[], ['raw/pac-1.txt']]);
    return missing[0]!.reason;
  };

  it('are read from this machine, each once', () => {
    const url = `file://${folder}/my%20proxy.pac`;
    assert.deepEqual(collect(url, null, url), { entries: [{ name: 'raw/pac-1.txt', text: pac }], missing: [] });
    assert.deepEqual(collectPacFiles(null), { entries: [], missing: [] });
  });

  it('are not asked for over a network, but named', () => {
    for (const url of [
      'http://proxy.example/proxy.pac',
      'file://server/share/proxy.pac',
      '\\\\server\\proxy.pac',
      'file://%zz',
    ])
      assert.equal(reasonOf(url), `it is taken from ${url}, which is not asked`);
  });

  it('are nothing else, whatever a person has set', () => {
    assert.match(reasonOf(`file://${folder}/shadow`), /which is no PAC file$/);
    assert.match(reasonOf(`file://${folder}/link.pac`), /which is not read: .* is a link$/);
    assert.match(reasonOf(`file://${folder}/none.pac`), /where there is no file/);
    assert.match(reasonOf(`file://${folder}`), /where there is no file/);
  });
});
