import assert from 'node:assert/strict';
import { spawnSync, type StdioOptions } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { node } from '../collect/linux/inside.ts';
import { checkout } from '../bed/paths.ts';
import { localDefaults, machine, row, vpn, vpnDefaults } from '../judge/machine.ts';

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

describe('names that steer a terminal', function () {
  this.timeout(30_000);
  /** Clears the screen, and turns a line around. */
  const name = '\u001b[2J\u009bm\u202eVPN';

  it('do nothing in a warning, in every format for people', () => {
    const interfaces = [row(10), row(vpn, { name })];
    const input = JSON.stringify(machine([...localDefaults, ...vpnDefaults], { interfaces }));
    for (const format of [[], ['--json']]) {
      const { stderr } = run(['test', '--snapshot', '-', '--local-interface', '*VPN', ...format], 'pipe', input);
      assert.match(stderr, /^warning: \?\[2J\?m\?VPN counts as local [ -~]*\n$/);
    }
  });

  it('do nothing in an error, whose own lines stay lines', () => {
    const { stderr } = run(['test', '--snapshot', `/nowhere/${name}`], 'pipe');
    assert.match(stderr, /^error: \/nowhere\/\?\[2J\?m\?VPN cannot be read[ -~]*\n$/);
    const ambiguous = run(['test', '--snapshot', '--json'], 'pipe').stderr;
    assert.match(ambiguous, /ambiguous\.\n[ -~]+\n[ -~]+ \[BadUsage\]\n$/);
  });
});
