import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSnapshot } from '../../src/contract/read-snapshot.ts';
import { checkout } from '../bed/paths.ts';

const program = ['--experimental-ffi', '--disable-warning=ExperimentalWarning', `${checkout}/src/main.ts`];
const fixture = (name: string) => join(checkout, 'tests/collect/import/fixtures', name);

function run(args: readonly string[], input?: string | Buffer) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...args], { input, encoding: 'utf8' });
  return { code: status, out: stdout, err: stderr };
}

describe('snapshot --from', () => {
  it('writes a snapshot that test reads, and says what is missing on standard error', () => {
    const { code, out, err } = run(['snapshot', '--from', fixture('route-print-ru-866.txt')]);
    assert.equal(code, 0, err);
    assert.equal(readSnapshot(JSON.parse(out)).routes.length, 23);
    assert.match(err, /^warning: .*code page 866/);
    const judged = run(
      [
        'test',
        '--snapshot',
        '-',
        '--json',
        '--local-interface',
        '192.168.1.10',
        '--local-interface',
        '12',
        '--vpn-interface',
        '10.8.0.2',
      ],
      out,
    );
    assert.deepEqual([judged.code, JSON.parse(judged.out).leaks[0].cidrs], [1, ['52.122.0.0/15']]);
  });

  it('takes several files, and standard input, for one machine', () => {
    const rules = '0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n';
    const routes = 'default via 192.168.1.1 dev eth0\n';
    const { code, out, err } = run(['snapshot', '--from', '-', '--json'], routes + rules);
    assert.equal(code, 0, err);
    assert.deepEqual([JSON.parse(out).routes.length, JSON.parse(out).rules.length], [1, 3]);
    const adapters = run(
      ['snapshot', '--from', '-', '--from', fixture('route-print-en-437.txt')],
      JSON.stringify([{ ifIndex: 12, InterfaceDescription: 'Intel', Name: 'LAN', Status: 'Up' }]),
    );
    assert.equal(JSON.parse(adapters.out).interfaces[0].name, 'LAN');
    const positional = run(
      ['snapshot', '--from', fixture('route-print-en-437.txt'), '-'],
      readFileSync(fixture('route-print-de-850.txt')),
    );
    assert.equal(positional.code, 0, positional.err);
  });

  it('is bad usage, or bad input, with the name of the file', () => {
    for (const [args, code, message] of [
      [['snapshot', fixture('route-print-en-437.txt')], 2, /go with --from.*\[BadUsage\]/],
      [['snapshot', '--code-page', '850'], 2, /\[BadUsage\]/],
      [
        ['snapshot', '--from', fixture('route-print-de-850.txt'), '--code-page', 'x'],
        2,
        /no code page "x"; there are 437.*\[CodePageUnknown\]/,
      ],
      [['snapshot', '--from', '/nothing/here.txt'], 2, /\/nothing\/here\.txt cannot be read.*\[FileUnreadable\]/],
      [
        ['snapshot', '--from', `${checkout}/README.md`],
        2,
        /README\.md: this is no output that this tool reads.*\[ImportUnknown\]/,
      ],
      [
        ['snapshot', '--from', fixture('route-print-en-437.txt'), fixture('netstat-macos-14.txt')],
        2,
        /netstat-macos-14\.txt: this comes from darwin.*\[ImportMixed\]/,
      ],
    ] as const) {
      const { code: actual, out, err } = run(args);
      assert.deepEqual([actual, out], [code, ''], err);
      assert.match(err, message);
    }
  });
});
