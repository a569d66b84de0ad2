import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BundleManifest } from '../../src/contract/bundle.ts';
import type { DescribedRoute } from '../../src/contract/route-table.ts';
import type { Verdict } from '../../src/contract/verdict.ts';
import { readZipEntry, writeZip } from '../../src/collect/bundle/zip.ts';
import { Bed, type Namespace } from '../bed/netns.ts';
import { requireOrSkip } from '../bed/require.ts';
import { exclusions, localDefaults, machine } from '../judge/machine.ts';
import { program } from '../live/program.ts';

const limit = 2 ** 26;
/** An interface that is named after the computer, as some administrators do; the kernel takes 15 characters. */
const vpn = `${hostname().slice(0, 10)}.vpn`;

describe('replaying a bundle', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip']);
  this.timeout(60_000);
  let bed: Bed;
  let folder: string;
  let namespace: Namespace;

  before(() => {
    bed = new Bed();
    folder = mkdtempSync(join(tmpdir(), 'replay-'));
    namespace = bed.namespace('pc');
    for (const command of [
      'link set lo up',
      'link add lan0 type veth peer name lan0-peer',
      'link set lan0-peer up',
      'address add 192.168.1.10/24 dev lan0',
      'address add 81.2.69.142/24 dev lan0',
      'address add 2a02:8108:50bf::7f/64 dev lan0 nodad',
      'link set lan0 up',
      'route add 93.184.216.0/24 via 81.2.69.1',
      'route add default via 192.168.1.1',
      `link add ${vpn} type veth peer name vpn-peer`,
      'link set vpn-peer up',
      `address add 10.8.0.2/24 dev ${vpn}`,
      `link set ${vpn} up`,
      `route add 52.112.0.0/15 dev ${vpn}`,
      `route add 20.202.0.0/16 dev ${vpn}`,
    ])
      namespace.ip(command);
    mkdirSync(join(folder, 'elsewhere'));
    const row = { id: 1, serviceArea: 'Skype', category: 'Optimize', ips: ['20.202.0.0/16'], udpPorts: '3478' };
    writeFileSync(join(folder, 'x.pac'), 'function FindProxyForURL(url, host) { return "PROXY proxy.corp:8080"; }');
    writeFileSync(join(folder, 'own.json'), JSON.stringify({ cloud: 'China', version: '2026010100', rows: [row] }));
  });
  after(async () => {
    rmSync(folder, { recursive: true });
    await bed.close();
  });

  const make = async (name: string, ...options: string[]) => {
    const path = join(folder, name);
    const { code, stderr } = await namespace.run([program, 'bundle', '--output', path, ...options]);
    assert.equal(code, 0, stderr);
    return path;
  };
  /** Where nothing is as it was: no such interface, another folder, another user's state. */
  const elsewhere = (...args: string[]) =>
    spawnSync(program, args, {
      encoding: 'utf8',
      cwd: join(folder, 'elsewhere'),
      env: { HOME: join(folder, 'elsewhere'), XDG_STATE_HOME: join(folder, 'elsewhere'), LC_ALL: 'de_DE.UTF-8' },
    });
  const replay = (path: string, ...options: string[]): Verdict =>
    JSON.parse(elsewhere('test', '--snapshot', path, '--json', ...options).stdout);
  const inside = (path: string, name: string) => readZipEntry(readFileSync(path), name, limit).toString();

  for (const [what, options, wanted] of [
    ['as it is', [], { status: 'NotApplicable', cloud: 'Worldwide', source: 'bundled' }],
    [
      'of another cloud',
      ['--cloud', 'USGovGCCHigh'],
      { status: 'NotApplicable', cloud: 'USGovGCCHigh', source: 'bundled' },
    ],
    ['with a VPN that was named', ['--vpn-interface', vpn], { status: 'Fail', cloud: 'Worldwide', source: 'bundled' }],
    [
      'with a VPN that a pattern names',
      ['--vpn-interface', '*.v?n'],
      { status: 'Fail', cloud: 'Worldwide', source: 'bundled' },
    ],
    [
      'with an own list',
      ['--endpoints', 'own.json', '--vpn-interface', vpn],
      { status: 'Fail', cloud: 'China', source: 'file' },
    ],
    [
      'with a local interface alone',
      ['--local-interface', 'lan0', '--strict-interfaces'],
      { status: 'Unknown', cloud: 'Worldwide', source: 'bundled' },
    ],
    [
      'with a pattern that matches nothing',
      ['--vpn-interface', 'nothing*'],
      { status: 'NotApplicable', cloud: 'Worldwide', source: 'bundled' },
    ],
    ['with a PAC file', ['--pac', 'x.pac'], { status: 'NotApplicable', cloud: 'Worldwide', source: 'bundled' }],
    [
      'with a required check',
      ['--require', 'EndpointList', '--vpn-interface', vpn],
      { status: 'Fail', cloud: 'Worldwide', source: 'bundled' },
    ],
  ] as const) {
    it(`made ${what} gives the same verdict to the byte`, async () => {
      const path = await make(
        'b.zip',
        ...options.map((each) => (/\.(json|pac)$/.test(each) ? join(folder, each) : each)),
      );
      const recorded = inside(path, 'verdict.json');
      const { stdout, stderr } = elsewhere('test', '--snapshot', path, '--json');
      assert.equal(JSON.stringify(JSON.parse(stdout), null, 1), recorded, stderr);
      const { status, endpoints } = JSON.parse(stdout) as Verdict;
      assert.deepEqual({ status, cloud: endpoints.cloud, source: endpoints.source }, wanted);
      const [line] = elsewhere('test', '--snapshot', path).stdout.split('\n');
      assert.ok(line!.startsWith(`${status}: Teams media and the VPN, endpoint list ${endpoints.cloud} `), line);
      assert.doesNotMatch(
        recorded + inside(path, 'options.json'),
        new RegExp(`(?<![\\p{L}\\p{N}])${RegExp.escape(vpn)}`, 'u'),
      );
    });
  }

  it('holds the PAC file that was asked, and its answers', async () => {
    const path = await make('b.zip', '--pac', join(folder, 'x.pac'));
    assert.match(inside(path, 'raw/pac.txt'), /FindProxyForURL/);
    assert.equal(JSON.parse(inside(path, 'snapshot.json')).pac.answers[0].result, 'PROXY proxy.corp:8080');
    assert.match(replay(path).checks.find(({ id }) => id === 'Proxy')!.message, /proxy\.corp/);
  });

  it('obeys what the call says instead', async () => {
    const path = await make(
      'b.zip',
      '--endpoints',
      join(folder, 'own.json'),
      '--vpn-interface',
      vpn,
      '--require',
      'Ipv6',
    );
    assert.equal(replay(path, '--cloud', 'Worldwide').endpoints.cloud, 'Worldwide');
    writeFileSync(join(folder, 'mine.json'), inside(path, 'endpoints.json').replace('2026010100', '2026020200'));
    assert.equal(replay(path, '--endpoints', join(folder, 'mine.json')).endpoints.version, '2026020200');
    assert.deepEqual(
      replay(path, '--vpn-interface', 'lan0').vpn.interfaces.map(({ name }) => name),
      ['lan0'],
    );
    assert.equal(replay(path).vpn.interfaces[0]!.source, 'administrator');
  });

  it('names no public address, nor the computer, in anything that it holds', async () => {
    const path = await make('b.zip', '--vpn-interface', vpn);
    const { entries } = JSON.parse(inside(path, 'manifest.json')) as BundleManifest;
    const own = new RegExp(`81\\.2\\.69|2a02:8108|93\\.184\\.216|(?<![\\p{L}\\p{N}])${RegExp.escape(vpn)}`, 'u');
    for (const { name } of entries) assert.doesNotMatch(inside(path, name), own, name);
    assert.match(inside(path, 'raw/ip-address.txt'), /inet 2[45]\d\.\d+\.\d+\.\d+\/24 .*\n[^]*inet6 3fff:/);
    const all = await make('all.zip', '--vpn-interface', vpn, '--include-sensitive');
    assert.match(inside(all, 'raw/ip-address.txt'), own);
    const checks = (name: string) =>
      (JSON.parse(inside(name, 'verdict.json')) as Verdict).checks.map(({ id, status }) => [id, status]);
    assert.deepEqual(checks(path), checks(all));
    const { missing } = JSON.parse(inside(path, 'manifest.json')) as BundleManifest;
    assert.ok(!missing.some(({ name }) => name === 'verdict.json'));
  });

  it('judges it among other snapshots by its own', async () => {
    const path = await make('b.zip', '--cloud', 'USGovDoD', '--vpn-interface', vpn);
    const plain = join(folder, 'plain.json');
    writeFileSync(plain, JSON.stringify(machine([...localDefaults, ...exclusions])));
    const { stdout } = elsewhere('test', '--ndjson', '--snapshot', plain, '--snapshot', path, '--snapshot', plain);
    const verdicts = stdout.split('\n').flatMap((line) => (line === '' ? [] : (JSON.parse(line).value ?? [])));
    assert.deepEqual(
      verdicts.map(({ endpoints }: Verdict) => endpoints.cloud),
      ['Worldwide', 'USGovDoD', 'Worldwide'],
    );
  });

  it('is what every command that reads snapshots does', async () => {
    const path = await make('b.zip', '--vpn-interface', vpn);
    const routes = JSON.parse(elsewhere('routes', '--snapshot', path, '--json').stdout);
    const [route] = routes.filter(({ destination }: DescribedRoute) => destination === '52.112.0.0/15');
    assert.deepEqual([route.path, route.source], ['Vpn', 'administrator']);
    const html = join(folder, 'r.html');
    assert.equal(JSON.parse(elsewhere('report', '--snapshot', path, '--output', html, '--json').stdout).status, 'Fail');
    const plans = JSON.parse(elsewhere('repair', '--plan', '--snapshot', path, '--json').stdout);
    assert.equal(plans.before, 'Fail');
  });

  it('is refused where list or options are not what a bundle holds', async () => {
    const path = await make('b.zip');
    const entries = (changed: Record<string, string | null>) =>
      ['snapshot.json', 'endpoints.json', 'options.json'].flatMap((name) => {
        const text = name in changed ? changed[name]! : inside(path, name);
        return text === null ? [] : [{ name, bytes: Buffer.from(text) }];
      });
    for (const [changed, complaint] of [
      [{ 'options.json': '{' }, /options\.json is not JSON.*ZipInvalid/],
      [{ 'options.json': '{"vpn":"x"}' }, /options\.json: vpn: .*ZipInvalid/],
      [{ 'options.json': null }, /holds no options\.json.*ZipInvalid/],
      [{ 'endpoints.json': '{"rows":[{"id":"x"}]}' }, /EndpointsInvalid/],
    ] as const) {
      const bad = join(folder, 'bad.zip');
      writeFileSync(bad, writeZip(entries(changed)));
      const { status, stderr } = elsewhere('test', '--snapshot', bad);
      assert.deepEqual([status, complaint.test(stderr), stderr.includes('bad.zip')], [2, true, true], stderr);
    }
  });
});
