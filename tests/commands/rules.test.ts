import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ruleFormats } from '../../src/plan/rules/formats.ts';
import { checkout } from '../bed/paths.ts';
import { local, localDefaults, machine, row } from '../judge/machine.ts';
import { caseOf, excluded, plan, remoteAccess } from '../plan/rules/planned.ts';

const program = ['--experimental-ffi', '--disable-warning=ExperimentalWarning', join(checkout, 'src/main.ts'), 'rules'];

describe('rules (the whole program, on recorded machines)', () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'rules-'));
    save('excluded', excluded());
    save('ras', excluded([row(local), { ...remoteAccess, name: 'ppp0' }]));
    save('alone', machine(localDefaults, { interfaces: [row(local)] }));
    save('firewall', excluded(undefined, { firewall: { service: true, profiles: [], rules: [] } }));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const save = (name: string, snapshot: object) => writeFileSync(join(folder, name), JSON.stringify(snapshot));
  const on = (name: string) => ['--snapshot', join(folder, name)];
  function run(args: readonly string[], input?: string) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [...program, ...args], { encoding: 'utf8', input });
    return { code: status, stdout, stderr };
  }

  for (const format of ruleFormats) {
    it(`--as ${format} writes the rules alone to standard output, the same bytes each time`, () => {
      const { code, stdout } = run(['--as', format, ...on('ras')]);
      assert.equal(code, 0);
      assert.match(stdout, /^[\t\n -~]+\n$/);
      assert.doesNotMatch(stdout, /warning/);
      assert.deepEqual(run(['--as', format.toUpperCase(), ...on('ras')]).stdout, stdout);
    });
  }

  it('tells the plan as lines and as objects, also of a snapshot on standard input', () => {
    assert.match(run(on('excluded')).stdout, /^block UDP 3478-3481 to 52\.112\.0\.0\/14, 52\.122\.0\.0\/15 on vpn \[/);
    const { stdout } = run(['--json', '--snapshot', '-'], JSON.stringify(excluded()));
    assert.deepEqual(JSON.parse(stdout), plan(caseOf(excluded())).rules);
  });

  it('proposes none where the proof does not pass, with exit code 1, and says why', () => {
    for (const args of [[], ['--as', 'nftables'], ['--as', 'powershell', '--json']]) {
      const { code, stdout, stderr } = run([...args, ...on('alone')]);
      assert.deepEqual([code, stdout.replace('[]\n', '')], [1, '']);
      assert.match(stderr, /OptimizeRoutes is NotApplicable.*No VPN is connected.*\[RulesNotProposed\]/);
    }
  });

  it('exits by the worst of several machines, whatever their order', () => {
    save('broken', { schema: 'something else' });
    for (const names of [
      ['broken', 'alone', 'excluded'],
      ['excluded', 'alone', 'broken'],
    ])
      assert.equal(run(names.flatMap(on)).code, 2);
  });

  it('lists what is there: nothing, or that it cannot be told', () => {
    assert.deepEqual(run(['--list', '--json', ...on('firewall')]).stdout, '[]\n');
    const { code, stderr } = run(['--list', ...on('excluded')]);
    assert.equal(code, 3);
    assert.match(stderr, /FirewallUnreadable/);
  });

  for (const [args, id] of [
    [['--as', 'ipchains'], 'BadUsage'],
    [['--as', 'netsh', '--install'], 'BadUsage'],
    [['--install', '--remove'], 'BadUsage'],
    [['--install', '--snapshot', 'x'], 'BadUsage'],
    [['--remove', '--snapshot', 'x'], 'BadUsage'],
    [['--as', 'netsh', '--snapshot', 'x', '--snapshot', 'y'], 'BadUsage'],
    [['--ports', ''], 'BadUsage'],
    [['--ports', '0'], 'PortsInvalid'],
    [['--ports', '3478-99999'], 'PortsInvalid'],
    [['--prefixes', '52.112.0.1/14'], 'PrefixInvalid'],
    [['--prefixes', 'all'], 'PrefixInvalid'],
    [['--interface-alias', 'nowhere'], 'InterfaceNotFound'],
    [['--interface-alias', 'Ethernet'], 'InterfaceIsLocal'],
    [['--as', 'netsh'], 'InterfaceTypeUnfit'],
    [['--as', 'group-policy', '--vpn-interface', '99'], 'InterfaceNotFound'],
    [['--cloud', 'China', '--force'], 'MediaPortsUnknown'],
  ] as const) {
    it(`refuses ${args.join(' ')}`, () => {
      const more = args.includes('--snapshot' as never) ? [] : on('excluded');
      const { code, stdout, stderr } = run([...args, ...more]);
      assert.deepEqual([code, stdout], [2, ''], stderr);
      assert.match(stderr, new RegExp(`\\[${id}\\]`));
    });
  }
});
