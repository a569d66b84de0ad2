import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { runningClients } from '../../../src/collect/linux/running.ts';
import { isWsl } from '../../../src/collect/linux/wsl.ts';
import { linux } from '../../../src/collect/linux/machine.ts';
import { readSnapshot } from '../../../src/contract/read-snapshot.ts';
import { Bed } from '../../bed/netns.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { tool } from '../../bed/tools.ts';
import type { Answer } from './child.ts';
import { child, node } from './inside.ts';

describe('a snapshot of this Linux', function () {
  requireOrSkip(this, ['ip']);

  it('keeps the contract', async () => {
    const snapshot = await linux.snapshot([], () => {});
    const { platform, computer, collectedAt, interfaces, osAnswers, wsl } = readSnapshot(snapshot);
    assert.deepEqual([platform, computer, wsl, osAnswers], ['linux', hostname(), false, []]);
    assert.match(collectedAt!, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.ok(interfaces.some(({ name, type }) => name === 'lo' && type === 24));
  });
});

describe('a snapshot of Linux without privileges', function () {
  requireOrSkip(this, ['root', 'namespaces', 'ip']);
  const powerless = ['--bounding-set', '-all', '--inh-caps=-all', '--securebits', '+noroot,+noroot_locked', '--'];
  let bed: Bed;
  beforeEach(() => (bed = new Bed()));
  afterEach(() => bed.close());

  it('is the same but for the firewall and IPsec', async () => {
    const client = bed.namespace('client');
    client.ip('route add 52.112.0.0/14 dev lo');
    const input = JSON.stringify({ wanted: ['52.112.0.0/14'], addresses: ['127.0.0.1'] });
    const answerOf = async (...prefix: string[]): Promise<Answer> => {
      const { stdout } = await client.run([...prefix, ...node, child], { input });
      return JSON.parse(stdout);
    };
    const drop = [tool('setpriv'), ...powerless];
    const { stdout: status } = await client.run([...drop, tool('grep'), 'CapEff', '/proc/self/status']);
    assert.match(status, /CapEff:\s+0+$/m);

    const [without, withAll] = [await answerOf(...drop), await answerOf()];
    assert.deepEqual([without.snapshot.ipsecPolicies, withAll.snapshot.ipsecPolicies], [undefined, []]);
    for (const { snapshot } of [without, withAll]) {
      assert.ok(snapshot.running, 'the processes of this machine, which come and go');
      snapshot.running = [];
      snapshot.collectedAt = null;
      delete snapshot.firewall;
      delete snapshot.ipsecPolicies;
    }
    assert.deepEqual(without, withAll);
  });
});

describe('the network clients that run', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'teams-split-tunnel-proc-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function process(id: number, name: string): void {
    mkdirSync(join(folder, String(id)));
    writeFileSync(join(folder, String(id), 'comm'), `${name}\n`);
  }

  it('are known by the fifteen letters that the kernel keeps, and nothing else is told', () => {
    process(1, 'systemd');
    process(70, 'openvpn');
    process(71, 'openvpn');
    process(72, 'fortisslvpndaem');
    process(73, 'PanGPS');
    process(74, 'diary-of-alice');
    mkdirSync(join(folder, '99'));
    writeFileSync(join(folder, 'uptime'), '1');
    assert.deepEqual(runningClients(folder), ['fortisslvpndaemon', 'openvpn', 'pangps']);
  });

  it('are not known where processes are hidden', () => {
    process(70, 'openvpn');
    assert.equal(runningClients(folder), null);
  });

  it('are found among real processes', async () => {
    const program = join(folder, 'openvpn');
    copyFileSync(tool('sleep'), program);
    chmodSync(program, 0o755);
    const running = spawn(program, ['60']);
    try {
      await new Promise((resolve) => running.once('spawn', resolve));
      assert.ok(runningClients()!.includes('openvpn'));
    } finally {
      running.kill();
    }
  });
});

describe('the Windows Subsystem for Linux', () => {
  let folder: string;
  beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'teams-split-tunnel-proc-'))));
  afterEach(() => rmSync(folder, { recursive: true }));

  function withRelease(release: string): string {
    mkdirSync(join(folder, 'sys/kernel'), { recursive: true });
    writeFileSync(join(folder, 'sys/kernel/osrelease'), `${release}\n`);
    return folder;
  }

  it('is known by the name of its kernel', () => {
    assert.equal(isWsl(withRelease('5.15.167.4-microsoft-standard-WSL2')), true);
    assert.equal(isWsl(withRelease('4.4.0-19041-Microsoft')), true);
    assert.equal(isWsl(withRelease('6.1.0-27-amd64')), false);
  });

  it('is known by its way to start Windows programs', () => {
    const proc = withRelease('6.6.1-custom');
    mkdirSync(join(proc, 'sys/fs/binfmt_misc'), { recursive: true });
    writeFileSync(join(proc, 'sys/fs/binfmt_misc/WSLInterop'), 'enabled\n');
    assert.equal(isWsl(proc), true);
  });
});
