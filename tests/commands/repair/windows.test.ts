import assert from 'node:assert/strict';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { build } from 'rolldown';
import { platformNamed } from '../../../scripts/build/platforms.ts';
import { runtimePackage } from '../../../scripts/build/runtime.ts';
import type { JournalRoute, RepairResult } from '../../../src/contract/repair.ts';
import { addVpnCard, layTopology, requireOrSkip, Wine, type Topology } from '../../bed/index.ts';
import { built } from '../../build/dist.ts';
import { standIn } from '../../native/windows/stand-in/stand-in.ts';

type Told = Partial<RepairResult> & { error?: string; message?: string; journal: { routes: JournalRoute[] } | null };

/** Wine lacks the calls that change routes; a stand-in library takes them, tells them and shows their effect. */
describe('repair on Windows, as Wine plays it', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip', 'wine', 'mingw']);
  this.timeout(120_000);
  let topology: Topology;
  let wine: Wine;
  let script: string;
  let luid: string;
  let lan: number;
  let vpn: number;

  before(async () => {
    topology = layTopology();
    const { bed, client } = topology;
    addVpnCard(client);
    client.ip('route add 0.0.0.0/1 via 10.8.0.1');
    client.ip('-6 route add 2000::/3 via fd00:8::1');
    client.ip('route add 52.122.0.0/15 via 10.8.0.1');
    wine = await Wine.start(bed, client);
    await standIn(wine, 'iphlpapi');
    [lan, vpn] = ['lan0', 'vpn0'].map((name) => JSON.parse(client.ip(`-j link show dev ${name}`))[0].ifindex);
    script = `${bed.directory}/repair.cjs`;
    const source = join(import.meta.dirname, 'windows-script.ts');
    await build({
      input: source,
      platform: 'node',
      output: { dir: dirname(script), entryFileNames: basename(script), format: 'cjs', codeSplitting: false },
    });
  });
  after(() => topology?.bed.close());

  const file = (name: string) => join(wine.driveC, name);
  /** Wine's own answers about the best route don't see the routes of the stand-in. */
  const scenario = (...more: string[]) => {
    const rows = [`ip 4 ${lan} 35 1 0`, `ip 6 ${lan} 45 1 0`, `ip 4 ${vpn} 5 1 0`, `ip 6 ${vpn} 5 1 0`];
    const wrong = ['GetBestRoute', 'GetBestInterfaceEx'].map((call) => `error ${call} 50`);
    writeFileSync(file('scenario.txt'), [...rows, ...wrong, ...more].join('\n') + '\n');
  };
  /** What Windows was asked to do since the last time, a line a call: what, prefix, next hop, LUID, metric. */
  const changes = () => {
    const lines = existsSync(file('changes.txt')) ? readFileSync(file('changes.txt'), 'utf8').trim().split('\n') : [];
    rmSync(file('changes.txt'), { force: true });
    return lines.map((line) => line.trim());
  };
  const run = async (action: 'apply' | 'undo'): Promise<Told> => {
    const node = join(await runtimePackage(platformNamed('win-x64')), 'bin', 'node.exe');
    const options = ['--experimental-ffi', '--disable-warning=ExperimentalWarning'];
    const { code, stdout, stderr } = await wine.run(node, [...options, wine.windowsPath(script), action]);
    assert.equal(code, 0, stderr);
    return JSON.parse(stdout) as Told;
  };
  beforeEach(() => {
    scenario();
    rmSync(file('added.bin'), { force: true });
    changes();
  });
  afterEach(() => run('undo'));

  const created = () => [
    ...['52.112.0.0/14', '52.122.0.0/16', '52.123.0.0/16'].map((each) => `create ${each} 192.168.77.1 ${luid} 0`),
    `create 2603:1063::/38 2001:db8:77::1 ${luid} 0`,
  ];

  it('creates the routes that the plan says, and deletes them again', async () => {
    const applied = await run('apply');
    assert.ok(!applied.error, String(applied.message));
    assert.deepEqual([applied.plan!.before, applied.plan!.after, applied.status], ['Fail', 'Pass', 'Pass']);
    luid = applied.journal!.routes[0].interfaceLuid!;
    assert.match(luid, /^[1-9][0-9]{6,}$/);
    assert.deepEqual(changes(), created());
    assert.deepEqual(
      applied.journal!.routes.map(({ destination, interfaceIndex, interfaceLuid }) => [
        destination,
        interfaceIndex,
        interfaceLuid,
      ]),
      applied.added!.map(({ destination }) => [destination, lan, luid]),
    );
    const proof = await run('apply');
    assert.deepEqual([proof.plan!.outcome, proof.added, changes()], ['NothingToDo', [], []]);

    const undone = await run('undo');
    assert.equal(undone.journal, null);
    assert.deepEqual(
      changes(),
      created()
        .toReversed()
        .map((line) => line.replace('create', 'delete')),
    );
    assert.deepEqual((await run('undo')).removed, []);
    assert.deepEqual(changes(), []);
  });

  it('keeps another run out while it changes something', async () => {
    const runs = await Promise.all([run('apply'), run('apply'), run('apply')]);
    for (const { error } of runs) assert.ok(error === undefined || error === 'StateInUse', String(error));
    assert.deepEqual(changes().toSorted(), created().toSorted(), 'each route once');
    assert.equal((await run('undo')).removed!.length, 4);
  });

  it('shows the commands of PowerShell that do the same', async () => {
    const { plan } = await run('apply');
    assert.deepEqual(
      plan!.add.slice(-1).map(({ command }) => command),
      [
        `New-NetRoute -DestinationPrefix 2603:1063::/38 -InterfaceIndex ${lan} -NextHop 2001:db8:77::1 -RouteMetric 0 -PolicyStore ActiveStore`,
      ],
    );
  });

  it('takes back what it has done where Windows refuses a route', async () => {
    scenario('error CreateIpForwardEntry2 87');
    const failed = await run('apply');
    assert.deepEqual([failed.error, failed.journal], ['RouteRefused', null]);
    assert.match(
      failed.message!,
      /52\.112\.0\.0\/14 via 192\.168\.77\.1 on lan0 was not added: Windows answered with error 87/,
    );
    assert.deepEqual(changes(), created().slice(0, 1));
  });

  it('says who may change routes where Windows denies it', async () => {
    scenario('error CreateIpForwardEntry2 5');
    const { error, message } = await run('apply');
    assert.equal(error, 'NotPrivileged');
    assert.match(message!, /Run as administrator/);
  });

  it('takes a route that Windows no longer has for removed', async () => {
    await run('apply');
    rmSync(file('added.bin'));
    changes();
    const { removed, forgotten } = await run('undo');
    assert.deepEqual([removed, forgotten!.length, changes()], [[], 4, []]);
  });

  it('does not delete a route whose metric somebody has changed', async () => {
    await run('apply');
    const bytes = readFileSync(file('added.bin'));
    bytes.writeUInt32LE(7, 84);
    writeFileSync(file('added.bin'), bytes);
    changes();
    const { removed, forgotten } = await run('undo');
    assert.deepEqual([removed!.length, forgotten!.map(({ destination }) => destination)], [3, ['52.112.0.0/14']]);
    assert.ok(!changes().some((line) => line.includes('52.112.0.0/14')));
  });

  it('ends with exit code 3 before anything else without the rights of an administrator', async () => {
    for (const action of ['--apply', '--undo']) {
      const { code, stderr } = await wine.run(built('win-x64/teams-split-tunnel.exe'), ['repair', action]);
      assert.equal(code, 3);
      assert.match(stderr, /Run as administrator.*\[NotPrivileged\]/);
    }
  });
});
