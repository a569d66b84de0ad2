import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEndpoints } from '../../src/endpoints/load.ts';
import { optimizePrefixes } from '../../src/endpoints/select.ts';

const row = { id: 4711, serviceArea: 'Skype', category: 'Optimize', ips: ['192.0.2.0/24'] };

describe('an endpoint list from a file', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'list-'));
    file = join(folder, 'list.json');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const load = (value: unknown, cloud?: 'China') => {
    writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value));
    return loadEndpoints({ file, cloud, warn: assert.fail });
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

  it('may have no Optimize row of Teams: there is nothing to judge then', async () => {
    assert.deepEqual(optimizePrefixes(await load([{ ...row, category: 'Allow' }])), []);
  });

  it('is named in every error', async () => {
    await assert.rejects(load([{ ...row, ips: ['192.0.2.1/24'] }]), {
      id: 'EndpointsInvalid',
      exitCode: 2,
      message: /list.json: row 4711: 192.0.2.1\/24 has host bits set; did you mean 192.0.2.0\/24/,
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
