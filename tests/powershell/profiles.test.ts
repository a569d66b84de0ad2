import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProfileExclusions, ProfileUpdate } from '../../src/contract/profile.ts';
import type { Verdict } from '../../src/contract/verdict.ts';
import { local, localDefaults, machine, row } from '../judge/machine.ts';
import { typeNames } from './host/result.ts';
import { quote } from './module.ts';
import { openShell } from './shell.ts';

const ovpn = (...lines: string[]) =>
  ['client', 'dev tun', 'route-nopull', 'redirect-gateway def1', ...lines, ''].join('\n');
const exclusions = ['route 52.112.0.0 255.252.0.0 net_gateway', 'route 52.122.0.0 255.254.0.0 net_gateway'];

describe('the cmdlets for VPN profiles', function () {
  const shell = openShell(this);

  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'profiles-'));
    save('good.ovpn', ovpn(...exclusions));
    save('bad.ovpn', ovpn('route 13.107.64.0 255.255.192.0 net_gateway', exclusions[0]));
    save('machine.json', JSON.stringify(machine(localDefaults, { interfaces: [row(local)] })));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const file = (name: string) => quote(join(folder, name));
  const save = (name: string, text: string) => writeFileSync(join(folder, name), text);
  const text = (name: string) => readFileSync(join(folder, name), 'utf8');
  const inFolder = (script: string) => `Set-Location ${quote(folder)}; ${script}`;

  describe('Test-TeamsVpnProfile', () => {
    const statuses = async (script: string) =>
      ((await shell.module.output(script)) as Verdict[]).map(({ status }) => status);

    it('judges profiles by path, wildcard and pipeline', async () => {
      assert.deepEqual(await statuses(`Test-TeamsVpnProfile ${file('good.ovpn')} -Typical`), ['Pass']);
      assert.deepEqual(await statuses(`Test-TeamsVpnProfile -Path ${file('*.ovpn')} -Typical`), ['Fail', 'Pass']);
      assert.deepEqual(await statuses(`${file('bad.ovpn')}, ${file('good.ovpn')} | Test-TeamsVpnProfile -Typical`), [
        'Fail',
        'Pass',
      ]);
      assert.deepEqual(
        await statuses(`[System.IO.FileInfo]::new(${file('good.ovpn')}) | Test-TeamsVpnProfile -Typical`),
        ['Pass'],
      );
    });

    it('judges on a recorded machine, as Test-TeamsSplitTunnel -VpnProfile does', async () => {
      const [checked] = (await shell.module.output(
        `Test-TeamsVpnProfile ${file('bad.ovpn')} -SnapshotPath ${file('machine.json')}`,
      )) as Verdict[];
      const [tested] = (await shell.module.output(
        `Test-TeamsSplitTunnel ${file('machine.json')} -VpnProfile ${file('bad.ovpn')}`,
      )) as Verdict[];
      assert.deepEqual(checked, tested);
      assert.equal(checked.computer, 'PC');
      assert.equal(checked.profile!.format, 'OpenVpn');
      assert.equal(typeNames(checked)[0], 'TeamsSplitTunnel.Verdict');
    });

    it('takes what is assumed, and answers quietly', async () => {
      save('ipv6.ovpn', ovpn('redirect-gateway ipv6', ...exclusions));
      assert.deepEqual(await statuses(`Test-TeamsVpnProfile ${file('ipv6.ovpn')} -Typical`), ['Unknown']);
      assert.deepEqual(await statuses(`Test-TeamsVpnProfile ${file('ipv6.ovpn')} -Typical -Assume ipv6=none`), [
        'Pass',
      ]);
      assert.deepEqual(
        await shell.module.output(
          `Test-TeamsVpnProfile ${file('good.ovpn')} -Typical -Quiet; Test-TeamsVpnProfile ${file('*.ovpn')} -Typical -Quiet`,
        ),
        [true, false],
      );
    });

    it('names what it cannot read, and judges the rest', async () => {
      save('broken.ovpn', ovpn('<ca>'));
      const { output, errors } = await shell.module.run(
        `${file('broken.ovpn')}, ${file('good.ovpn')}, ${file('nothing.ovpn')} | Test-TeamsVpnProfile -Typical`,
      );
      assert.deepEqual(errors.map(({ id }) => id.split(',')[0]).sort(), ['PathNotFound', 'ProfileInvalid']);
      assert.match(
        errors.find(({ id }) => id.startsWith('ProfileInvalid'))!.message,
        /broken.ovpn: line 6, column 1: <ca> is not closed/,
      );
      assert.equal(output.length, 1);
    });
  });

  describe('New-TeamsVpnExclusion', () => {
    it('gives the text and its notes, or the text alone', async () => {
      const [written] = (await shell.module.output('New-TeamsVpnExclusion -For OpenVpn')) as ProfileExclusions[];
      assert.equal(written.text, exclusions.join('\n'));
      assert.match(written.notes.join(), /cannot exclude/);
      assert.equal(typeNames(written)[0], 'TeamsSplitTunnel.ProfileExclusions');
      assert.deepEqual(await shell.module.output('New-TeamsVpnExclusion OpenVpn -Raw'), [exclusions.join('\n')]);
    });
  });

  describe('Update-TeamsVpnProfile', () => {
    it('shows what it would do, and then does it', async () => {
      const [plan] = (await shell.module.output(
        `Update-TeamsVpnProfile ${file('bad.ovpn')} -WhatIf`,
      )) as ProfileUpdate[];
      assert.deepEqual([plan.added, plan.removed, plan.output], [['52.122.0.0/15'], ['13.107.64.0/18'], null]);
      assert.equal(readdirSync(folder).length, 3);
      const [done] = (await shell.module.output(`Update-TeamsVpnProfile ${file('bad.ovpn')}`)) as ProfileUpdate[];
      assert.equal(done.output, join(folder, 'bad.updated.ovpn'));
      assert.equal(text('bad.updated.ovpn'), text('good.ovpn'));
      assert.equal(typeNames(done)[0], 'TeamsSplitTunnel.ProfileUpdate');
    });

    it('replaces many in place, with backups', async () => {
      const old = text('bad.ovpn');
      const done = (await shell.module.output(
        `${file('*.ovpn')} | Update-TeamsVpnProfile -InPlace`,
      )) as ProfileUpdate[];
      assert.deepEqual(
        done.map(({ changed }) => changed),
        [true, false],
      );
      assert.deepEqual([text('bad.ovpn'), text('bad.ovpn.bak')], [text('good.ovpn'), old]);
    });

    it('writes to a path that is relative to the location of PowerShell', async () => {
      const { errors } = await shell.module.run(inFolder('Update-TeamsVpnProfile bad.ovpn -OutputPath new.ovpn'));
      assert.deepEqual(errors, []);
      assert.equal(text('new.ovpn'), text('good.ovpn'));
    });

    it('says what cannot be', async () => {
      assert.deepEqual(await shell.errorIds(`Update-TeamsVpnProfile ${file('machine.json')}`), [
        'ProfileUnknown,Update-TeamsVpnProfile',
      ]);
      assert.deepEqual(
        await shell.errorIds(`Update-TeamsVpnProfile ${file('bad.ovpn')} -OutputPath ${file('x')} -InPlace`),
        ['BadUsage,Update-TeamsVpnProfile'],
      );
      assert.equal(readdirSync(folder).length, 3);
    });
  });
});
