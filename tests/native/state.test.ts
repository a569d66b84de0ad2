import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
} from 'node:fs';
import { realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { ToolError } from '../../src/contract/error.ts';
import { guard, stateDirectory } from '../../src/native/linux/guard.ts';
import { stateBehind, type State } from '../../src/native/state.ts';
import { requireOrSkip } from '../bed/require.ts';

const bytes = (text: string) => Buffer.from(text);

describe('state on disk (Linux)', function () {
  if (process.platform !== 'linux') return;
  let home: string;
  let directory: string;
  let warnings: string[];
  let state: State;

  beforeEach(() => {
    home = realpathSync(mkdtempSync(join(tmpdir(), 'state-')));
    directory = join(home, 'local/state/teams-split-tunnel');
    warnings = [];
    state = stateBehind(guard(directory), (message) => warnings.push(message));
  });
  afterEach(() => rmSync(home, { recursive: true, force: true }));

  const refusesToWrite = (pattern: RegExp) => {
    assert.throws(
      () => state.writeAtomically('a', bytes('new')),
      (error) => error instanceof ToolError && error.id === 'StateUntrusted' && pattern.test(error.message),
    );
  };

  it('reads nothing, without a word, where nothing was written', () => {
    assert.equal(state.read('a'), null);
    state.remove('a');
    assert.deepEqual(warnings, []);
    assert.equal(existsSync(directory), false);
  });

  it('keeps what was written, replaces it, and removes it', () => {
    state.writeAtomically('a', bytes('old'));
    state.writeAtomically('a', bytes('new'));
    assert.equal(state.read('a')?.toString(), 'new');
    assert.deepEqual(readdirSync(directory), ['a']);
    state.remove('a');
    assert.equal(state.read('a'), null);
    assert.deepEqual(warnings, []);
  });

  it('makes directory and file for its user alone, whatever the umask', () => {
    const umask = process.umask(0);
    try {
      state.writeAtomically('a', bytes('x'));
    } finally {
      process.umask(umask);
    }
    assert.equal(lstatSync(directory).mode & 0o777, 0o700);
    assert.equal(lstatSync(join(directory, 'a')).mode & 0o777, 0o600);
  });

  it('writes no name that leaves the directory', () => {
    for (const name of ['../a', '/etc/a', '.a', '', 'A']) assert.throws(() => state.read(name), TypeError);
  });

  it('ignores a planted symbolic link, and replaces it rather than what it points at', () => {
    state.writeAtomically('b', bytes('x'));
    const victim = join(home, 'victim');
    writeFileSync(victim, 'untouched');
    symlinkSync(victim, join(directory, 'a'));
    assert.equal(state.read('a'), null);
    assert.match(warnings[0], /symbolic link; remove it/);
    state.writeAtomically('a', bytes('mine'));
    assert.equal(readFileSync(victim, 'utf8'), 'untouched');
    assert.equal(state.read('a')?.toString(), 'mine');
  });

  it('ignores a file that others may write', () => {
    state.writeAtomically('a', bytes('x'));
    chmodSync(join(directory, 'a'), 0o666);
    assert.equal(state.read('a'), null);
    assert.match(warnings[0], /a is ignored: .* may be written by others; run: chmod go-w /);
  });

  it('refuses to do without what is there, where that is demanded', () => {
    assert.equal(state.demand('a'), null);
    state.writeAtomically('a', bytes('x'));
    assert.equal(state.demand('a')?.toString(), 'x');
    chmodSync(join(directory, 'a'), 0o666);
    const refuses = (pattern: RegExp) =>
      assert.throws(
        () => state.demand('a'),
        (error) => error instanceof ToolError && error.id === 'StateUntrusted' && pattern.test(error.message),
      );
    refuses(/\/a is not to be trusted: .*\/a may be written by others/);
    chmodSync(join(directory, 'a'), 0o600);
    chmodSync(directory, 0o777);
    refuses(/teams-split-tunnel may be written by others/);
    chmodSync(directory, 0o700);
    rmSync(join(directory, 'a'));
    mkdirSync(join(directory, 'a'));
    refuses(/is not a regular file/);
    assert.deepEqual(warnings, []);
  });

  it('ignores a named pipe instead of waiting for its other end', () => {
    state.writeAtomically('b', bytes('x'));
    execFileSync('/usr/bin/mkfifo', [join(directory, 'a')]);
    assert.equal(state.read('a'), null);
    assert.match(warnings[0], /not a regular file/);
  });

  for (const mode of [0o770, 0o707, 0o1777])
    it(`neither reads nor writes in a directory of mode ${mode.toString(8)}`, () => {
      state.writeAtomically('a', bytes('x'));
      chmodSync(directory, mode);
      assert.equal(state.read('a'), null);
      assert.match(warnings[0], /may be written by others/);
      refusesToWrite(/may be written by others/);
    });

  it('neither reads nor writes below a directory that others may write', () => {
    state.writeAtomically('a', bytes('x'));
    chmodSync(join(home, 'local'), 0o777);
    assert.equal(state.read('a'), null);
    refusesToWrite(/local may be written by others/);
    chmodSync(join(home, 'local'), 0o1777);
    assert.equal(state.read('a')?.toString(), 'x');
  });

  it('neither reads nor writes where the directory itself is a link', () => {
    mkdirSync(join(home, 'elsewhere'));
    mkdirSync(join(home, 'local/state'), { recursive: true });
    symlinkSync(join(home, 'elsewhere'), directory);
    assert.equal(state.read('a'), null);
    assert.match(warnings[0], /not a directory/);
    refusesToWrite(/not a directory/);
    assert.deepEqual(readdirSync(join(home, 'elsewhere')), []);
  });

  it('follows its own links on the way, and checks where they lead', () => {
    mkdirSync(join(home, 'disk/state'), { recursive: true });
    symlinkSync(join(home, 'disk'), join(home, 'local'));
    state.writeAtomically('a', bytes('x'));
    assert.equal(state.read('a')?.toString(), 'x');
    chmodSync(join(home, 'disk'), 0o777);
    assert.equal(state.read('a'), null);
    assert.match(warnings[0], /disk may be written by others/);
  });

  it('leaves the old file, and nothing else, where the new one cannot be put in its place', () => {
    state.writeAtomically('b', bytes('x'));
    mkdirSync(join(directory, 'a/full'), { recursive: true });
    assert.throws(
      () => state.writeAtomically('a', bytes('new')),
      (error) => error instanceof ToolError && error.id === 'StateUnwritable',
    );
    assert.deepEqual(readdirSync(directory).sort(), ['a', 'b']);
  });

  it('holds one whole text for every reader, and whenever its writer is killed', async () => {
    const modules = ['state.ts', 'linux/guard.ts'].map((file) => new URL(`../../src/native/${file}`, import.meta.url));
    const script = `
      import { stateBehind } from ${JSON.stringify(modules[0])};
      import { guard } from ${JSON.stringify(modules[1])};
      const state = stateBehind(guard(${JSON.stringify(directory)}), () => {});
      for (let i = 0; ; i = (i + 1) % 10) state.writeAtomically('a', Buffer.alloc(1 << 20, String(i)));`;
    const isWhole = () => {
      const text = state.read('a')?.toString() ?? '';
      return text !== '' && text === text[0].repeat(1 << 20);
    };
    for (let wait = 0; wait < 50; wait += 10) {
      const writer = spawn(process.execPath, ['--input-type=module', '--eval', script], { stdio: 'ignore' });
      while (!state.read('a')) await setTimeout(5);
      for (let reads = 0; reads < 50; reads++) assert.ok(isWhole());
      await setTimeout(wait);
      writer.kill('SIGKILL');
      await once(writer, 'exit');
      assert.ok(isWhole());
      state.remove('a');
    }
    assert.deepEqual(warnings, []);
  });

  describe('of other users', function () {
    requireOrSkip(this, ['root']);
    const somebody = 12345;

    it('ignores a file, a directory and a way that somebody else owns', () => {
      for (const planted of [join(directory, 'a'), directory, join(home, 'local')]) {
        state.writeAtomically('a', bytes('x'));
        chownSync(planted, somebody, somebody);
        warnings = [];
        assert.equal(state.read('a'), null, planted);
        assert.match(warnings[0], /belongs to user 12345/);
        chownSync(planted, 0, 0);
      }
    });

    it('ignores a link on the way that somebody else made', () => {
      mkdirSync(join(home, 'disk/state'), { recursive: true });
      symlinkSync(join(home, 'disk'), join(home, 'local'));
      execFileSync('/usr/bin/chown', ['-h', `${somebody}`, join(home, 'local')]);
      assert.equal(state.read('a'), null);
      refusesToWrite(/belongs to user 12345/);
    });

    it('root keeps its state in /var/lib, whatever XDG_STATE_HOME says; a user where XDG_STATE_HOME says', () => {
      const module = JSON.stringify(new URL('../../src/native/linux/guard.ts', import.meta.url));
      const directoryOf = (options: { uid?: number; home?: string }) => {
        const script = `import { stateDirectory } from ${module}; process.setuid(${options.uid ?? 0}); console.log(stateDirectory());`;
        const env = { HOME: '/home/somebody', ...(options.home === undefined ? {} : { XDG_STATE_HOME: options.home }) };
        return execFileSync(process.execPath, ['--input-type=module', '--eval', script], {
          encoding: 'utf8',
          env,
        }).trim();
      };
      assert.equal(stateDirectory(), '/var/lib/teams-split-tunnel');
      assert.equal(directoryOf({ home: '/tmp/xdg' }), '/var/lib/teams-split-tunnel');
      assert.equal(directoryOf({ uid: somebody, home: '/tmp/xdg' }), '/tmp/xdg/teams-split-tunnel');
      assert.equal(directoryOf({ uid: somebody, home: 'relative' }), '/home/somebody/.local/state/teams-split-tunnel');
      assert.equal(directoryOf({ uid: somebody }), '/home/somebody/.local/state/teams-split-tunnel');
    });
  });
});
