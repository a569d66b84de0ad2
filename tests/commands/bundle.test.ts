import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Bundle, BundleManifest } from '../../src/contract/bundle.ts';
import { gather, type Sources } from '../../src/commands/bundle/gather.ts';
import { readZipEntry, writeZip } from '../../src/collect/bundle/zip.ts';
import { isRunning } from '../bed/daemon.ts';
import { requireOrSkip } from '../bed/require.ts';
import { machine } from '../judge/machine.ts';
import { program } from '../live/program.ts';

const limit = 64 * 1024 * 1024;
const run = (...args: string[]) => spawnSync(program, args, { encoding: 'utf8' });

describe('bundle', function () {
  this.timeout(60_000);
  let folder: string;
  let path: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'bundle-'));
    path = join(folder, 'b.zip');
  });
  after(() => rmSync(folder, { recursive: true }));

  const entry = (name: string) => readZipEntry(readFileSync(path), name, limit);
  const manifest = (): BundleManifest => JSON.parse(entry('manifest.json').toString());

  it('holds snapshot, verdict and raw outputs, each with its SHA-256, and says what it is', () => {
    const answer: Bundle = JSON.parse(run('bundle', '--output', path, '--json').stdout);
    assert.equal(answer.sha256, createHash('sha256').update(readFileSync(path)).digest('hex'));
    const { entries, tss, redacted } = manifest();
    assert.deepEqual(entries, answer.entries);
    assert.equal(redacted, true);
    assert.match(tss, /TSS\.ps1 -Scenario NET_VPN/);
    for (const name of ['snapshot.json', 'verdict.json', 'endpoints.json', 'tss.txt'])
      assert.ok(
        entries.some((each) => each.name === name),
        name,
      );
    for (const { name, sha256, bytes } of entries) {
      assert.equal(entry(name).length, bytes);
      assert.equal(createHash('sha256').update(entry(name)).digest('hex'), sha256);
    }
    const raw = entries.filter(({ name }) => name.startsWith('raw/'));
    assert.ok(raw.length > 0);
    for (const { ran } of raw) assert.ok(ran!.command.startsWith('/') && ran!.timeLimitMs > 0 && ran!.durationMs >= 0);
  });

  it('names this computer nowhere', () => {
    const name = new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(hostname())}(?![\\p{L}\\p{N}])`, 'iu');
    for (const each of ['manifest.json', ...manifest().entries.map(({ name }) => name)])
      assert.doesNotMatch(entry(each).toString(), name, each);
    run('bundle', '--output', join(folder, 'all.zip'), '--include-sensitive');
    const all = readZipEntry(readFileSync(join(folder, 'all.zip')), 'snapshot.json', limit);
    assert.equal(JSON.parse(all.toString()).computer, hostname());
  });

  it('is refused where it is damaged, and changes nothing where no file was named', () => {
    const whole = readFileSync(path);
    const damaged = join(folder, 'damaged.zip');
    for (const bytes of [whole.subarray(0, whole.length / 2), writeZip([{ name: 'x', bytes: Buffer.from('x') }])]) {
      writeFileSync(damaged, bytes);
      const { status, stderr } = run('test', '--snapshot', damaged);
      assert.deepEqual([status, /ZipInvalid/.test(stderr)], [2, true], stderr);
    }
    const flipped = writeZip([{ name: 'snapshot.json', bytes: Buffer.from('x'.repeat(1000)) }]);
    flipped[14] ^= 1;
    flipped[flipped.lastIndexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 16] ^= 1;
    assert.throws(() => readZipEntry(flipped, 'snapshot.json', limit), /checksum/);
    assert.throws(() => readZipEntry(writeZip([{ name: 'a', bytes: Buffer.alloc(10) }]), 'a', 9), /larger/);
    assert.equal(run('bundle').status, 2);
  });

  it('comes out although a program hangs, is missing or fails, and although nothing can be recorded', async () => {
    const programs = [
      { name: 'raw/hangs.txt', command: '/bin/sh', args: ['-c', 'sleep 60 & echo begun $!; wait'] },
      { name: 'raw/missing.txt', command: '/nowhere/program', args: [] },
      { name: 'raw/fails.txt', command: '/bin/sh', args: ['-c', 'echo no >&2; exit 7'] },
    ];
    const told: string[] = [];
    const sources: Sources = {
      observe: () => Promise.reject(new Error('permission denied')),
      programs: async () => ({ programs, environment: { PATH: '/usr/bin:/bin' } }),
      places: async () => [],
      people: async () => [],
      timeLimitMs: 500,
      now: 0,
      progress: (done, all) => told.push(`${done}/${all}`),
      signal: new AbortController().signal,
    };
    const { snapshot, parts, missing } = await gather(sources);
    const part = (name: string) => parts.find((each) => each.name === name);
    assert.equal(snapshot, null);
    const begun = /^begun (\d+)\n$/.exec(part('raw/hangs.txt')!.text);
    for (let i = 0; i < 50 && isRunning(Number(begun![1])); i++) await setTimeout(20);
    assert.equal(isRunning(Number(begun![1])), false);
    assert.deepEqual([part('raw/hangs.txt')!.ran!.timedOut, part('raw/hangs.txt')!.ran!.exitCode], [true, null]);
    assert.ok(part('raw/hangs.txt')!.ran!.durationMs < 5000);
    assert.deepEqual([part('raw/fails.txt')!.text, part('raw/fails.txt')!.ran!.exitCode], ['no\n', 7]);
    const reasons = Object.fromEntries(missing.map(({ name, reason }) => [name, reason]));
    assert.match(reasons['raw/hangs.txt']!, /0\.5 seconds/);
    assert.equal(reasons['raw/missing.txt'], 'there is no such program here');
    assert.match(reasons['raw/fails.txt']!, /exit code 7/);
    assert.match(reasons['snapshot.json']!, /permission denied/);
    assert.deepEqual(told.sort(), ['1/3', '2/3', '3/3']);
    const refused = () => Promise.reject(new Error('refused'));
    const again = await gather({
      ...sources,
      observe: async () => machine([]),
      programs: refused,
      places: refused,
      people: refused,
    });
    assert.equal(again.snapshot!.computer, 'PC');
    assert.deepEqual(again.missing, [
      { name: 'raw', reason: 'refused' },
      { name: 'logs', reason: 'refused' },
      { name: 'names of people', reason: 'refused' },
    ]);
  });

  describe('without rights, on a full disk', function () {
    requireOrSkip(this, ['root', 'namespaces']);

    /** Runs a script in a mount namespace of its own, whose mounts are gone with it. */
    const alone = (script: string, ...args: string[]) =>
      spawnSync('unshare', ['--mount', 'sh', '-ec', script, 'sh', ...args], { encoding: 'utf8' });

    it('takes the logs that may be read, and says what was refused', () => {
      const script = `
        mount -t tmpfs none /var/log; mkdir /var/log/openvpn; cd /var/log/openvpn
        echo 'mine: jane@corp.example' > may.log; echo theirs > not.log; chmod 600 not.log
        chmod 777 "$1"; cd /; exec setpriv --reuid=65534 --regid=65534 --clear-groups "$2" bundle --output "$1/b.zip" --json`;
      const place = mkdtempSync(join(folder, 'rights-'));
      const { stdout, stderr, status } = alone(
        `chmod 755 "$3"; chmod 711 "$(dirname "$3")"; ${script}`,
        place,
        program,
        folder,
      );
      assert.equal(status, 0, stderr);
      const { missing, entries }: Bundle = JSON.parse(stdout);
      const reasons = Object.fromEntries(missing.map(({ name, reason }) => [name, reason]));
      assert.match(reasons['logs/openvpn/not.log']!, /EACCES/);
      assert.match(reasons['raw/nft-ruleset.txt']!, /exit code|no such program/);
      const zip = readFileSync(join(place, 'b.zip'));
      assert.match(readZipEntry(zip, 'logs/openvpn/may.log', limit).toString(), /^mine: user-\d+\n$/);
      assert.ok(entries.some(({ name }) => name === 'verdict.json'));
    });

    it('is an error where nothing fits, and leaves nothing behind', () => {
      const place = mkdtempSync(join(folder, 'none-'));
      const script =
        'mount -t tmpfs -o size=4k none "$1"; "$2" bundle --output "$1/b.zip" || echo "failed $?"; ls -A "$1"';
      const { stdout, stderr } = alone(script, place, program);
      assert.deepEqual([stdout, /FileUnwritable/.test(stderr)], ['failed 3\n', true], stderr);
    });

    it('leaves out the largest, and says so', () => {
      const script =
        'mount -t tmpfs -o size=8k none "$1" && "$2" bundle --output "$1/b.zip" --json && cat "$1/b.zip" > "$3"';
      const small = join(folder, 'small.zip');
      const result = spawnSync(
        'unshare',
        ['--mount', 'sh', '-c', script, 'sh', mkdtempSync(join(folder, 'disk-')), program, small],
        { encoding: 'utf8' },
      );
      assert.equal(result.status, 0, result.stderr);
      const { missing, entries }: Bundle = JSON.parse(result.stdout);
      assert.ok(
        missing.some(({ reason }) => /no room/.test(reason)),
        JSON.stringify(missing),
      );
      assert.ok(entries.some(({ name }) => name === 'snapshot.json'));
      assert.ok(readZipEntry(readFileSync(small), 'verdict.json', limit).length > 0);
    });
  });
});
