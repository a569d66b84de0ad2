import assert from 'node:assert/strict';
import { spawnSync, type StdioOptions } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { node } from '../collect/linux/inside.ts';
import { checkout } from '../bed/paths.ts';

const [executable, ...argv] = [...node, `${checkout}/src/main.ts`];
const run = (args: readonly string[], stdio: StdioOptions, input?: string) =>
  spawnSync(executable!, [...argv, ...args], { encoding: 'utf8', stdio, input });

describe('standard streams that fail', function () {
  this.timeout(30_000);

  const withOpen = (path: string, flags: string, act: (descriptor: number) => void) => {
    const descriptor = openSync(path, flags);
    try {
      act(descriptor);
    } finally {
      closeSync(descriptor);
    }
  };

  it('say that standard input is a folder', () =>
    withOpen('/', 'r', (folder) => {
      const { status, stderr } = run(['test', '--snapshot', '-'], [folder, 'pipe', 'pipe']);
      assert.equal(status, 2);
      assert.match(stderr, /^error: standard input cannot be read: EISDIR.*\[FileUnreadable\]\n$/);
    }));

  for (const args of [['endpoints'], ['endpoints', '--json'], ['watch', '--ndjson']])
    it(`are no answer, and no Fail, where nothing more can be written: ${args.join(' ')}`, () =>
      withOpen('/dev/full', 'w', (full) => {
        const { status, stderr } = run(args, ['ignore', full, 'pipe']);
        assert.equal(status, 3);
        assert.match(stderr, /^error: standard output cannot be written: ENOSPC.*\[OutputUnwritable\]\n$/);
      }));

  it('tell a caller of a line that is no message, while a trace goes on', () => {
    const request = JSON.stringify({ type: 'request', command: 'trace', positionals: ['127.0.0.1'] });
    const { status, stdout, stderr } = run(['--ndjson'], 'pipe', `${request}\ngarbage\n{"type":"end"}\n`);
    const messages = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    assert.equal(stderr, '');
    assert.deepEqual(
      messages.filter(({ type }) => type === 'error').map(({ id, target }) => [id, target]),
      [['MessageInvalid', 'line 2']],
    );
    assert.ok(messages.some(({ typeName }) => typeName === 'TeamsSplitTunnel.Trace'));
    assert.notEqual(status, 1);
  });
});
