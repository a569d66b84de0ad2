import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { TeamsClient } from '../../../src/contract/installed.ts';
import type { Snapshot } from '../../../src/contract/snapshot.ts';
import type { Check } from '../../../src/contract/verdict.ts';
import { compareVersions } from '../../../src/judge/version.ts';
import { checkOf, judged, localDefaults, machine } from '../machine.ts';

const classic = (version: string | null, more: Partial<TeamsClient> = {}): TeamsClient => ({
  product: 'classic',
  version,
  path: 'C:\\Users\\a\\AppData\\Local\\Microsoft\\Teams\\current\\Teams.exe',
  scope: 'user',
  ...more,
});
const modern: TeamsClient = {
  product: 'new',
  version: '1.2.0.0',
  path: 'C:\\Program Files\\WindowsApps\\MSTeams_1.2.0.0_x64__8wekyb3d8bbwe',
  scope: 'machine',
};

function check(facts: Partial<Snapshot>): Check {
  return checkOf(judged(machine(localDefaults, facts)), 'TeamsClient');
}
const ofClients = (...clients: TeamsClient[]) => check({ teamsClients: { clients, unread: [] } });

describe('TeamsClient', () => {
  it('passes a classic client from 1.3.00.13565 on, compared as numbers', () => {
    for (const version of ['1.3.00.13565', '1.3.00.13566', '1.3.0.13565', '1.10.00.1', '2', '1.4'])
      assert.equal(ofClients(classic(version)).status, 'Pass', version);
    for (const version of ['1.3.00.13564', '1.3.00.8070', '1.2.00.99999', '1.3', '1', '0.9.99.99999'])
      assert.equal(ofClients(classic(version)).status, 'Fail', version);
  });

  it('prints the version as found, with path and scope', () => {
    const { message } = ofClients(classic('1.3.00.08070'));
    assert.match(message, /classic Teams 1\.3\.00\.08070 \(C:\\Users\\a\\.*\\Teams\.exe, one user\)/);
    assert.match(ofClients(modern).message, /new Teams 1\.2\.0\.0 \(C:\\Program Files.*, all users\)/);
  });

  it('passes new Teams as a product, whatever its number', () => {
    assert.equal(ofClients(modern).status, 'Pass');
    assert.equal(ofClients({ ...modern, version: null }).status, 'Pass');
  });

  it('fails where any client of any user is too old, and names only that', () => {
    const { status, message, recommendation } = ofClients(modern, classic('1.2.00.1', { path: 'C:\\old' }));
    assert.equal(status, 'Fail');
    assert.match(message, /C:\\old/);
    assert.doesNotMatch(message, /WindowsApps/);
    assert.ok(recommendation);
  });

  it('never passes what it could not read', () => {
    assert.equal(ofClients(modern, classic(null)).status, 'Unknown');
    assert.equal(ofClients(classic('1.5.00.x')).status, 'Unknown');
    const unread = check({ teamsClients: { clients: [modern], unread: ['C:\\Users\\b'] } });
    assert.equal(unread.status, 'Unknown');
    assert.match(unread.message, /C:\\Users\\b.*new Teams/);
    assert.equal(check({ teamsClients: null }).status, 'Unknown');
    const old = check({ teamsClients: { clients: [classic('1.0.0.0')], unread: ['C:\\Users\\b'] } });
    assert.equal(old.status, 'Fail');
  });

  it('does not apply without a client, unasked, or on Linux', () => {
    assert.equal(ofClients().status, 'NotApplicable');
    assert.match(check({}).message, /^Not asked/);
    assert.equal(check({}).status, 'NotApplicable');
    assert.equal(check({ platform: 'linux', teamsClients: null }).status, 'NotApplicable');
  });

  it('counts for the overall status only where it is required', () => {
    const snapshot = machine(localDefaults, { teamsClients: { clients: [classic('1.0.0.0')], unread: [] } });
    assert.equal(judged(snapshot).status, 'Pass');
    assert.equal(judged(snapshot, { require: ['TeamsClient'] }).status, 'Fail');
  });
});

describe('compareVersions', () => {
  const fields = fc.array(fc.nat(99999), { minLength: 1, maxLength: 4 });
  it('is the order of the lists of numbers', () => {
    fc.assert(
      fc.property(fields, fields, (a, b) => {
        const padded = (list: number[]) => [...list, 0, 0, 0, 0].slice(0, 4);
        const weight = (list: number[]) => padded(list).reduce((sum, each) => sum * 100_000n + BigInt(each), 0n);
        const expected = weight(a) - weight(b);
        assert.equal(Math.sign(compareVersions(a.join('.'), b.join('.'))!), expected > 0n ? 1 : expected < 0n ? -1 : 0);
      }),
    );
  });
  it('has no opinion on what is no number', () => {
    for (const text of ['', '.', '1.', '1..2', 'v1', '1.2-beta', '-1', ' 1', '1e3', '99999999999'])
      assert.equal(compareVersions(text, '1'), null, text);
  });
});
