import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Bed, type Namespace } from '../bed/netns.ts';
import { requireOrSkip } from '../bed/require.ts';
import { tool } from '../bed/tools.ts';
import { layMachine, program, Watcher } from './watching.ts';

describe('watch', function () {
  requireOrSkip(this, ['root', 'namespaces']);
  this.timeout(90_000);

  let bed: Bed;
  let machine: Namespace;
  let watcher: Watcher | undefined;

  beforeEach(() => {
    bed = new Bed();
    machine = layMachine(bed);
  });
  afterEach(async () => {
    watcher?.child.kill('SIGKILL');
    watcher = undefined;
    await bed.close();
  });

  it('tells a verdict at start and after what matters, says what changed, and ends with its input', async () => {
    watcher = new Watcher(machine);
    const first = await watcher.verdict(1);
    assert.deepEqual(first.change, { reason: 'Start', before: null, observed: [], more: 0, returned: [] });
    assert.equal(first.schema, 'teams-split-tunnel/verdict/1');
    assert.equal(first.status, 'Pass');

    machine.ip('route add 52.112.0.0/14 dev tun7');
    const leaking = await watcher.verdict(2);
    assert.equal(leaking.status, 'Fail');
    assert.equal(leaking.change.before, 'Pass');
    assert.deepEqual(
      leaking.change.observed.filter(({ kind }) => kind === 'RouteAdded').map(({ destination }) => destination),
      ['52.112.0.0/14'],
    );

    machine.ip('link set tun7 down');
    const without = await watcher.verdict(3);
    assert.equal(without.status, 'NotApplicable');
    assert.ok(without.change.observed.some((each) => each.kind === 'InterfaceDisconnected'));
    assert.equal(await watcher.stop(), 0);
    assert.equal(watcher.verdicts.length, 3);
  });

  it('hears policy rules and IPv6 too', async () => {
    watcher = new Watcher(machine);
    await watcher.verdict(1);
    machine.ip('route add default dev tun7 table 77');
    machine.ip('rule add to 52.112.0.0/14 table 77');
    assert.equal((await watcher.verdict(2)).status, 'Fail');
    machine.ip('rule del to 52.112.0.0/14 table 77');
    assert.equal((await watcher.verdict(3)).status, 'Pass');
    machine.ip('-6 route add 2603:1063::/38 dev tun7');
    assert.deepEqual((await watcher.verdict(4)).leaks[0].cidrs, ['2603:1063::/38']);
  });

  it('says nothing of what does not matter, and makes one verdict of a crowd of changes', async () => {
    watcher = new Watcher(machine);
    await watcher.verdict(1);
    machine.ip('route add 10.77.0.0/16 dev tun7');
    machine.ip('addr add 192.168.77.3/24 dev lan0');
    await sleep(1500);
    assert.ok(
      watcher.messages.some((message) => message.type === 'verbose' && /does not matter/.test(message.message)),
    );
    assert.equal(watcher.verdicts.length, 1);
    for (let i = 0; i < 20; i++) machine.ip(`route add 52.112.${i}.0/24 dev tun7`);
    const crowd = await watcher.verdict(2);
    assert.equal(crowd.change.observed.filter(({ kind }) => kind === 'RouteAdded').length, 20);
    await sleep(1000);
    assert.equal(watcher.verdicts.length, 2);
  });

  it('names the VPN that puts its routes back, also where it is faster than the eye', async () => {
    machine.ip('route add 52.112.0.0/14 dev tun7');
    watcher = new Watcher(machine);
    await watcher.verdict(1);
    machine.ip('route del 52.112.0.0/14 dev tun7');
    assert.deepEqual((await watcher.verdict(2)).change.returned, []);
    machine.ip('route add 52.112.0.0/14 dev tun7');
    const [back] = (await watcher.verdict(3)).change.returned;
    assert.deepEqual([back.interfaceName, back.destinations, back.times], ['tun7', ['52.112.0.0/14'], 1]);
    const batch = join(bed.directory, 'fast');
    writeFileSync(batch, 'route del 52.112.0.0/14 dev tun7\nroute add 52.112.0.0/14 dev tun7\n');
    machine.ip(`-batch ${batch}`);
    const fast = await watcher.verdict(4);
    assert.equal(fast.change.returned[0].times, 2);
    assert.match(fast.change.returned[0].message, /tun7.* puts its routes back: 52\.112\.0\.0\/14; 2 times/);
  });

  it('does not take a VPN that connects again for one that puts its routes back', async () => {
    machine.ip('route add 52.112.0.0/14 dev tun7');
    watcher = new Watcher(machine);
    await watcher.verdict(1);
    machine.ip('route del 52.112.0.0/14 dev tun7');
    await watcher.verdict(2);
    machine.ip('link set tun7 down');
    await watcher.verdict(3);
    machine.ip('link set tun7 up');
    await watcher.verdict(4);
    machine.ip('route add 52.112.0.0/14 dev tun7');
    const again = await watcher.verdict(5);
    assert.equal(again.status, 'Fail');
    assert.deepEqual(again.change.returned, []);
  });

  it('lives through 100,000 changes with flat memory, and rests when nothing changes', async () => {
    const batch = join(bed.directory, 'batch');
    const pair = 'route add 52.112.9.0/24 dev tun7\nroute del 52.112.9.0/24 dev tun7\n';
    writeFileSync(batch, pair.repeat(10_000));
    watcher = new Watcher(machine);
    await watcher.verdict(1);
    const pid = nodeOf(machine);
    machine.ip(`-batch ${batch}`);
    await sleep(500);
    const before = residentMiB(pid);
    for (let i = 0; i < 4; i++) machine.ip(`-batch ${batch}`);
    machine.ip('route add 52.112.0.0/14 dev tun7');
    while (watcher.verdicts.at(-1)!.leaks[0]?.cidrs[0] !== '52.112.0.0/14') await sleep(100);
    assert.ok(residentMiB(pid) - before < 40, `${before} MiB, then ${residentMiB(pid)} MiB`);

    await sleep(1500);
    const idle = cpuSeconds(pid);
    await sleep(5000);
    assert.ok(cpuSeconds(pid) - idle <= 0.05, `${cpuSeconds(pid) - idle} s of CPU in 5 s`);
  });

  it('ends with a parent that dies, though its input is no pipe', async () => {
    const script = `${tool('ip')} netns exec ${machine.name} ${program.join(' ')} watch --ndjson < /dev/null & echo $!; sleep 60`;
    const parent = spawn('/bin/sh', ['-c', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    let said = '';
    parent.stdout.on('data', (text) => (said += text));
    while (!said.includes('"WatchedVerdict') && !said.includes('TeamsSplitTunnel.WatchedVerdict')) await sleep(100);
    const pid = nodeOf(machine);
    parent.kill('SIGKILL');
    for (let i = 0; i < 60 && isAlive(pid); i++) await sleep(100);
    assert.ok(!isAlive(pid));
  });

  it('ends well when it is told to', async () => {
    watcher = new Watcher(machine, [], 'ignore');
    await watcher.verdict(1);
    assert.equal(await watcher.stop(), 0);
  });

  it('takes the request from standard input, and watches until that closes', async () => {
    const argv = ['netns', 'exec', machine.name, ...program, '--ndjson'];
    const child = spawn(tool('ip'), argv, { stdio: ['pipe', 'pipe', 'inherit'] });
    let said = '';
    child.stdout.on('data', (text) => (said += text));
    const ended = new Promise((done) => child.on('exit', done));
    const options = { 'vpn-interface': ['tun7'] };
    child.stdin.write(`${JSON.stringify({ type: 'request', command: 'watch', options })}\n`);
    while (!said.includes('\n')) await sleep(50);
    machine.ip('route add 52.112.0.0/14 dev tun7');
    while (said.split('\n').length < 3) await sleep(50);
    child.stdin.end();
    assert.equal(await ended, 0);
  });

  it('refuses what is bad before it watches', async () => {
    watcher = new Watcher(machine, ['--vpn-interface', 'none*', '--strict-interfaces']);
    assert.equal(await watcher.ended, 2);
    const bad = watcher.messages.find(({ type }) => type === 'error') as { id: string };
    assert.equal(bad.id, 'InterfaceNotFound');
  });
});

function nodeOf(namespace: Namespace): number {
  return namespace.pids().find((pid) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('main.ts'))!;
}

function residentMiB(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))![1]) / 1024;
}

function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / ticksPerSecond();
}

let ticks = 0;
function ticksPerSecond(): number {
  return (ticks ||= Number(execFileSync(tool('getconf'), ['CLK_TCK'], { encoding: 'utf8' })));
}

function isAlive(pid: number): boolean {
  try {
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
