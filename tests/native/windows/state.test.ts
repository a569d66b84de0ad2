import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { Bed } from '../../bed/netns.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { Wine } from '../../bed/wine.ts';
import { runScript } from '../../collect/windows/windows.ts';

interface Told {
  directory: string;
  results: unknown[];
  warnings: string[];
}

const system = 'S-1-5-18';
const administrators = 'S-1-5-32-544';
const users = 'S-1-5-32-545';
const everyone = 'S-1-1-0';

describe('state on disk (Windows, as Wine plays it)', function () {
  requireOrSkip(this, ['root', 'namespaces', 'wine']);
  let bed: Bed;
  let wine: Wine;
  let directory: string;

  before(async () => {
    bed = new Bed();
    wine = await Wine.start(bed, bed.namespace('windows'));
    directory = onDisk((await run('user')).directory);
  });
  after(() => bed.close());
  beforeEach(() => rmSync(directory, { recursive: true, force: true }));

  const run = async (whose: 'user' | 'machine', ...steps: string[]): Promise<Told> => {
    const { code, stdout, stderr } = await runScript(wine, join(import.meta.dirname, 'state-script.ts'), [
      whose,
      ...steps,
    ]);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout);
  };
  const onDisk = (path: string) => join(wine.driveC, ...path.split('\\').slice(1));

  it('lives in LocalAppData for a user; what is missing is no reason for a word', async () => {
    const told = await run('user', 'read a', 'remove a');
    assert.match(told.directory, /^C:\\users\\[^\\]+\\AppData\\Local\\TeamsSplitTunnel$/);
    assert.deepEqual([told.results, told.warnings], [[null, 'done'], []]);
    assert.equal(existsSync(directory), false);
  });

  it('keeps what was written, replaces it, and removes it', async () => {
    const told = await run('user', 'write a old', 'write a new', 'read a', 'write b x', 'remove a', 'read a');
    assert.deepEqual([told.results, told.warnings], [['done', 'done', 'new', 'done', 'done', null], []]);
    assert.deepEqual(readdirSync(directory), ['b']);
  });

  it('ignores what everybody may write', async () => {
    await run('user', 'write a x');
    for (const path of [join(directory, 'a'), directory]) {
      const { mode } = statSync(path);
      chmodSync(path, 0o777);
      const told = await run('user', 'read a');
      chmodSync(path, mode);
      assert.deepEqual(told.results, [null]);
      assert.match(told.warnings[0], new RegExp(`a is ignored: .* may be written by ${everyone}; remove it`));
    }
    chmodSync(directory, 0o777);
    const [refusal] = (await run('user', 'write a y')).results as { id: string }[];
    assert.equal(refusal.id, 'StateUntrusted');
  });

  it('ignores a directory in the place of a file', async () => {
    await run('user', 'write b x');
    mkdirSync(join(directory, 'a'));
    assert.match((await run('user', 'read a')).warnings[0], /not a file/);
  });

  it("the machine's state is its administrators': what a user made there first is refused", async () => {
    const told = await run('machine', 'write a x', 'read a');
    assert.equal(told.directory, 'C:\\ProgramData\\TeamsSplitTunnel');
    // Wine gives every file to its user, whatever owner was asked for.
    assert.equal((told.results[0] as { id: string }).id, 'StateUntrusted');
    assert.match(told.warnings[0], /belongs to S-1-5-21-.*; remove it/);
    assert.deepEqual(readdirSync(onDisk(told.directory)), []);
  });

  it("finds in Windows' own descriptors who may write", async () => {
    const user = 'S-1-5-21-1-2-3-1001';
    const texts: Record<string, unknown> = {
      'O:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FRFX;;;BU)': [administrators, [system, administrators]],
      'O:SYD:(A;;FR;;;WD)(A;;FW;;;BU)': [system, [users]],
      [`O:${user}D:(A;;WD;;;WD)`]: [user, [everyone]],
      'O:BAD:(A;;WO;;;BU)(A;;SD;;;WD)': [administrators, [users, everyone]],
      'O:BAD:(A;OICIIO;FA;;;BU)': [administrators, []],
      'O:BAD:(D;;FA;;;BU)(A;;FX;;;BU)': [administrators, []],
      'O:BAD:(A;;GA;;;BU)(A;;GW;;;WD)(A;;GR;;;BA)': [administrators, [users, everyone]],
      'O:BA': [administrators, null],
      'D:(A;;FA;;;SY)': [null, [system]],
    };
    const { results } = await run('user', ...Object.keys(texts).map((text) => `descriptor ${text}`));
    assert.deepEqual(
      results.map((result) => Object.values(result as object)),
      Object.values(texts),
    );
  });
});
