import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bundledList } from '../../src/endpoints/bundled.ts';
import { loadEndpoints } from '../../src/endpoints/load.ts';
import { optimizePrefixes } from '../../src/endpoints/select.ts';
import { clouds, type Cloud } from '../../src/contract/endpoints.ts';

const row = { id: 4711, serviceArea: 'Skype', category: 'Optimize', ips: ['192.0.2.0/24'] };

describe('an endpoint list from a file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'list-'));
    file = join(folder, 'list.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  let warnings: string[];
  const load = (value: unknown, cloud?: Cloud) => {
    writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
    warnings = [];
    return loadEndpoints({ file, cloud, warn: (message) => warnings.push(message) });
  };

  it('is in force as it is, whatever is newer', async () => {
    assert.deepEqual(await load([row]), {
      cloud: 'Worldwide',
      version: null,
      source: 'file',
      confirmedAt: null,
      rows: [row],
    });
  });

  it('is of the cloud that it says, or that was asked for', async () => {
    assert.equal((await load({ cloud: 'China', rows: [row] })).cloud, 'China');
    assert.equal((await load({ cloud: 'China', rows: [row] }, 'China')).cloud, 'China');
    assert.equal((await load([row], 'China')).cloud, 'China');
    await assert.rejects(load({ cloud: 'USGovDoD', rows: [row] }, 'China'), {
      id: 'CloudMismatch',
      message: /list.json is the list of USGovDoD, but China/,
    });
  });

  describe('that is smaller than the bundled one of its cloud', () => {
    const withIps = (...ips: string[]) => [{ ...row, ips }];
    const old = withIps('52.112.0.0/14', '52.122.0.0/15');
    const lacking = (what: string) =>
      new RegExp(`list\\.json lacks ${what} of the bundled list of Worldwide, [0-9-]+: nothing is said of the media`);

    it('is warned of, whether the file or the caller says the cloud', async () => {
      for (const [value, cloud] of [
        [{ cloud: 'Worldwide', rows: old }, undefined],
        [old, 'Worldwide'],
      ] as const) {
        await load(value, cloud);
        assert.equal(warnings.length, 1);
        assert.match(warnings[0], lacking('2603:1063::/38'));
      }
    });

    it('is warned of by what it lacks of a prefix', async () => {
      await load(withIps('52.112.0.0/15', '52.122.0.0/15', '2603:1063::/38'), 'Worldwide');
      assert.match(warnings[0], lacking('52\\.114\\.0\\.0/15'));
    });

    it('is not where its prefixes hold the others, in pieces or by a wider one', async () => {
      await load(withIps('52.112.0.0/15', '52.114.0.0/15', '52.122.0.0/15', '2603:1063::/32'), 'Worldwide');
      assert.deepEqual(warnings, []);
      for (const cloud of clouds) {
        await load({ ...(await bundledList(cloud)), source: undefined });
        assert.deepEqual(warnings, [], cloud);
      }
    });

    it('is not warned of where nobody says its cloud, nor where it has no Optimize row: that is no proof', async () => {
      await load(old);
      assert.deepEqual(warnings, []);
      await load([{ ...row, category: 'Allow' }], 'Worldwide');
      assert.deepEqual(warnings, []);
    });
  });

  it('may have no Optimize row of Teams: there is nothing to judge then', async () => {
    assert.deepEqual(optimizePrefixes(await load([{ ...row, category: 'Allow' }])), []);
  });

  it('is named in every error', async () => {
    await assert.rejects(load([{ ...row, ips: ['192.0.2.1/24'] }]), {
      id: 'EndpointsInvalid',
      exitCode: 2,
      message: /list.json, line 1: row 4711: 192.0.2.1\/24 has host bits set; did you mean 192.0.2.0\/24/,
    });
    await assert.rejects(load('[{'), { id: 'EndpointsInvalid', message: /list.json: not JSON/ });
    const nowhere = join(folder, 'nowhere.json');
    await assert.rejects(loadEndpoints({ file: nowhere, warn: assert.fail }), {
      id: 'EndpointsUnreadable',
      message: /nowhere.json cannot be read: there is no such file\./,
    });
    await assert.rejects(loadEndpoints({ file: folder, warn: assert.fail }), {
      id: 'EndpointsUnreadable',
      exitCode: 2,
    });
  });

  it('is read in every encoding that PowerShell writes', async () => {
    const text = JSON.stringify([row]);
    for (const bytes of [text, `\uFEFF${text}`, Buffer.from(`\uFEFF${text}`, 'utf16le')]) {
      writeFileSync(file, bytes);
      assert.equal((await loadEndpoints({ file, warn: assert.fail })).rows.length, 1);
    }
  });

  it('is refused over 16 MiB', async () => {
    writeFileSync(file, '');
    truncateSync(file, 16 * 1024 * 1024 + 1);
    await assert.rejects(loadEndpoints({ file, warn: assert.fail }), { id: 'InputTooLarge', exitCode: 2 });
  });
});
