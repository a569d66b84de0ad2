import assert from 'node:assert/strict';
import { spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Snapshot } from '../../src/contract/snapshot.ts';
import type { OutputMessage } from '../../src/contract/message.ts';
import { exclusions, localDefaults, machine, row, vpnDefaults } from '../judge/machine.ts';
import { program } from '../live/program.ts';

const halves = ['0.0.0.0/1 dev vpn', '128.0.0.0/1 dev vpn'];
const pass = machine([...localDefaults, ...halves, ...exclusions]);
const fail = machine([...localDefaults, ...vpnDefaults]);
const unknown = machine(['0.0.0.0/0 via 192.168.1.1'], { interfaces: [row(10, { deviceId: null }), row(20)] });
const notApplicable = machine(localDefaults, { interfaces: [row(10)] });

describe('test', function () {
  this.timeout(20_000);
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'test-'));
  });
  after(() => rmSync(folder, { recursive: true }));

  function file(name: string, content: unknown): string {
    const path = join(folder, name);
    writeFileSync(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
    return path;
  }

  function run(args: readonly string[], input: string | Buffer = ''): SpawnSyncReturns<string> {
    return spawnSync(program, ['test', ...args], { input, encoding: 'utf8' });
  }

  function messages(result: SpawnSyncReturns<string>): OutputMessage[] {
    return result.stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  }

  const codes: [string, Snapshot, number][] = [
    ['Pass', pass, 0],
    ['Fail', fail, 1],
    ['Unknown', unknown, 4],
    ['NotApplicable', notApplicable, 0],
  ];
  for (const [status, snapshot, code] of codes) {
    it(`exits ${code} for ${status}, in every format`, () => {
      const path = file('snapshot.json', snapshot);
      const text = run(['--snapshot', path]);
      assert.equal(text.status, code);
      assert.match(text.stdout, new RegExp(`^${status}: .*Worldwide`));
      const json = run(['--snapshot', path, '--json']);
      assert.equal(json.status, code);
      assert.equal(JSON.parse(json.stdout).status, status);
      const quiet = run(['--snapshot', path, '--quiet']);
      assert.deepEqual([quiet.status, quiet.stdout, quiet.stderr], [code, '', '']);
    });
  }

  it('reads a snapshot from standard input, and with the byte order mark of Windows', () => {
    assert.equal(run(['--snapshot', '-'], JSON.stringify(fail)).status, 1);
    assert.equal(run(['--snapshot', '-'], '\uFEFF' + JSON.stringify(fail)).status, 1);
    assert.equal(run(['--snapshot', '-'], Buffer.from('\uFEFF' + JSON.stringify(fail), 'utf16le')).status, 1);
  });

  it('writes pure ASCII JSON', () => {
    const path = file('umlaut.json', { ...fail, computer: 'Bür\u{1F600}o' });
    const { stdout } = run(['--snapshot', path, '--json']);
    assert.match(stdout, /^[\x20-\x7e\n]*$/);
    assert.equal(JSON.parse(stdout).computer, 'Bür\u{1F600}o');
  });

  it('judges several snapshots, the worst makes the exit code, and a bad one does not stop the others', () => {
    const paths = [file('a.json', pass), file('b.json', fail), file('c.json', '{')];
    const result = run(['--ndjson', ...paths.flatMap((path) => ['--snapshot', path])]);
    assert.equal(result.status, 2);
    const seen = messages(result).map((message) => message.type);
    assert.deepEqual(
      seen.filter((type) => type === 'object' || type === 'error'),
      ['object', 'object', 'error'],
    );
  });

  describe('with bad input', () => {
    const bad: [string, () => string[], RegExp][] = [
      [
        'a file that is not there',
        () => ['--snapshot', join(folder, 'nowhere.json')],
        /nowhere\.json cannot be read: there is no such file\. \[FileUnreadable/,
      ],
      ['a folder', () => ['--snapshot', folder], /cannot be read: it is a folder; name a file in it\./],
      [
        'truncated JSON',
        () => ['--snapshot', file('cut.json', JSON.stringify(fail).slice(0, -20))],
        /cut\.json: this is not JSON, or not all of it.*SnapshotInvalid/,
      ],
      ['JSON that breaks in line 3', () => ['--snapshot', file('line.json', '{\n "schema": "x",\n oops\n}')], /line 3/],
      [
        'another document',
        () => ['--snapshot', file('other.json', { schema: 'teams-split-tunnel/verdict/1' })],
        /SnapshotSchema/,
      ],
      [
        'a list of snapshots',
        () => ['--snapshot', file('list.json', [pass, fail])],
        /list\.json: a list of 2.*each to a file of its own.*SnapshotSchema/,
      ],
      [
        'a newer schema',
        () => ['--snapshot', file('new.json', { ...fail, schema: 'teams-split-tunnel/snapshot/2' })],
        /snapshot\/2.*update this tool.*SnapshotSchema/,
      ],
      [
        'a snapshot without what it must have',
        () => ['--snapshot', file('half.json', { ...fail, platform: undefined })],
        /half\.json: platform: missing\. Collect it again.*SnapshotInvalid/,
      ],
      [
        'a snapshot that ConvertTo-Json has cut',
        () => ['--snapshot', file('flat.json', { ...fail, routes: ['@{destination=0.0.0.0/0}'] })],
        /flat\.json, line 1: routes\[0\]: found .*ConvertTo-Json -Depth 9/,
      ],
      [
        'host bits in an endpoint file',
        () => [
          '--snapshot',
          file('s.json', pass),
          '--endpoints',
          file('e.json', [{ id: 11, serviceArea: 'Skype', category: 'Optimize', ips: ['52.113.0.0/14'] }]),
        ],
        /e\.json, line 1: row 11: 52\.113\.0\.0\/14 has host bits set; did you mean 52\.112\.0\.0\/14/,
      ],
      [
        'an unknown cloud',
        () => ['--snapshot', file('s.json', pass), '--cloud', 'Mars'],
        /Mars.*Worldwide, China, USGovGCCHigh, USGovDoD/,
      ],
      ['an unknown option', () => ['--colour'], /--colour.*BadUsage/],
      ['a positional', () => ['snapshot.json'], /BadUsage/],
      ['an unknown check', () => ['--snapshot', file('s.json', pass), '--require', 'Weather'], /Weather.*CheckUnknown/],
      [
        'one interface as both',
        () => ['--snapshot', file('s.json', pass), '--vpn-interface', 'vpn', '--local-interface', 'vpn'],
        /vpn.*\[Interface/,
      ],
      [
        'an interface index that is not there',
        () => ['--snapshot', file('s.json', pass), '--vpn-interface', '77'],
        /77/,
      ],
    ];
    for (const [what, args, message] of bad) {
      it(`says what is wrong with ${what}, and exits 2`, () => {
        const { status, stdout, stderr } = run(args());
        assert.equal(status, 2, stderr);
        assert.equal(stdout, '');
        assert.match(stderr, message);
      });
    }

    for (const command of ['test', 'routes', 'rules', 'repair']) {
      it(`names the file of a route with host bits, and goes on with the next: ${command}`, () => {
        const route = { ...fail.routes[0], destination: '10.0.0.1/8' };
        const paths = [file('bits.json', { ...fail, routes: [route] }), file('good.json', pass)];
        const args = paths.flatMap((path) => ['--snapshot', path]);
        const result = spawnSync(program, [command, ...args, '--ndjson'], { encoding: 'utf8' });
        assert.equal(result.status, 2);
        const [error, ...others] = messages(result).filter(({ type }) => type === 'error' || type === 'object');
        assert.match(
          JSON.stringify(error),
          /bits\.json, line 1: routes\[0\]\.destination: 10\.0\.0\.1\/8 has host bits set; did you mean 10\.0\.0\.0\/8\?/,
        );
        assert.ok(others.length > 0 && others.every(({ type }) => type === 'object'));
      });
    }

    it('refuses more than 256 MiB without reading it', () => {
      const path = file('large.json', '{');
      truncateSync(path, 257 * 1024 * 1024);
      const { status, stderr } = run(['--snapshot', path]);
      assert.equal(status, 2);
      assert.match(stderr, /256 MiB.*InputTooLarge/);
    });

    it('only warns of an interface name that is not there, since tunnels come and go', () => {
      const { status, stderr } = run(['--snapshot', file('s.json', pass), '--vpn-interface', 'Contoso*']);
      assert.equal(status, 0);
      assert.match(stderr, /warning: .*Contoso/);
      assert.equal(
        run(['--snapshot', file('s.json', pass), '--vpn-interface', 'Contoso*', '--strict-interfaces']).status,
        2,
      );
    });
  });

  describe('as PowerShell calls it', () => {
    const request = (command: string, options = {}) => JSON.stringify({ type: 'request', command, options }) + '\n';
    const input = (value: unknown) => JSON.stringify({ type: 'input', value }) + '\n';
    const end = '{"type":"end"}\n';
    const call = (text: string) => spawnSync(program, ['--ndjson'], { input: text, encoding: 'utf8' });

    it('answers each pipeline object with its number', () => {
      const result = call(request('test') + input(pass) + input({ schema: 'x' }) + input(fail) + end);
      assert.equal(result.status, 2);
      assert.equal(result.stderr, '');
      const answers = messages(result).flatMap((message) =>
        message.type === 'object' || message.type === 'error' ? [[message.type, message.input]] : [],
      );
      assert.deepEqual(answers, [
        ['object', 0],
        ['error', 1],
        ['object', 2],
      ]);
    });

    it('takes the options of the command line by name', () => {
      const result = call(request('test', { 'vpn-interface': ['vpn'], require: ['BoundPath'] }) + input(pass) + end);
      const [verdict] = messages(result).flatMap((message) => (message.type === 'object' ? [message] : []));
      assert.equal(verdict.typeName, 'TeamsSplitTunnel.Verdict');
      assert.equal((verdict.value as { status: string }).status, 'Warning');
    });

    it('gives no verdict and exits 3 where standard input closes before the end', () => {
      for (const text of ['', request('test'), request('test') + input(fail)]) {
        const result = call(text);
        assert.equal(result.status, 3, text);
        assert.ok(!result.stdout.includes('"type":"object"'));
        assert.match(result.stdout, /"id":"Stopped"/);
      }
    });

    const wrong: [string, string][] = [
      ['no JSON', 'hello\n'],
      ['an unknown message', '{"type":"hello"}\n'],
      ['an input first', input(pass)],
      ['an unknown command', request('dance') + end],
      ['an unknown option', request('test', { colour: 'red' }) + end],
      ['an option of the wrong type', request('test', { cloud: ['China'] }) + end],
      ['a cut line', request('test') + '{"type":"inp'],
    ];
    for (const [what, text] of wrong) {
      it(`says what is wrong with ${what}, and exits 2`, () => {
        const result = call(text);
        assert.equal(result.status, 2);
        assert.match(result.stdout, /"type":"error"/);
      });
    }
  });
});
