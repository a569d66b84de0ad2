import assert from 'node:assert/strict';
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Logs } from '../../../src/collect/bundle/logs.ts';
import { Bed } from '../../bed/netns.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { Wine } from '../../bed/wine.ts';
import { runScript } from '../windows/windows.ts';

const profiles = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList';
const local = 'AppData/Local';
const roaming = 'AppData/Roaming';

/** Where a file is put, and what it is called in the bundle. */
const files = {
  [`users/jane/${local}/Packages/MSTeams_8wekyb3d8bbwe/LocalCache/Microsoft/MSTeams/Logs/MSTeams_1.log`]: 'teams/jane',
  [`users/jane/${roaming}/Microsoft/Teams/logs.txt`]: 'teams-classic/jane',
  [`users/jane/${roaming}/Microsoft/Network/Connections/Pbk/rasphone.pbk`]: 'phone-book/jane',
  'ProgramData/Microsoft/Network/Connections/Pbk/rasphone.pbk': 'phone-book-all-users',
  [`users/joe/${local}/Packages/Microsoft.AzureVpn_8wekyb3d8bbwe/LocalState/LogFiles/AzureVpnClient.log`]:
    'azure-vpn/joe',
  [`users/joe/${local}/Packages/Microsoft.AzureVpn_8wekyb3d8bbwe/LocalState/rasphone.pbk`]: 'azure-vpn-phone-book/joe',
  'Program Files/Palo Alto Networks/GlobalProtect/PanGPS.log': 'globalprotect',
  [`users/joe/${local}/Palo Alto Networks/GlobalProtect/PanGPA.log`]: 'globalprotect/joe',
  'Program Files/Fortinet/FortiClient/logs/trace/sslvpndaemon_1.log': 'forticlient',
  'ProgramData/Zscaler/log-0028E037B8/ZSATunnel_1.log': 'zscaler',
  'Program Files/OpenVPN/log/service.log': 'openvpn',
  'users/jane/OpenVPN/log/gui.log': 'openvpn/jane',
  'ProgramData/Pulse Secure/Logging/debuglog.log': 'ivanti',
  'Program Files (x86)/CheckPoint/Endpoint Connect/trac.log': 'check-point',
};

describe('logs (under Wine)', function () {
  requireOrSkip(this, ['root', 'namespaces', 'wine']);
  this.timeout(120_000);
  let bed: Bed;
  let logs: Logs;

  before(async () => {
    bed = new Bed();
    const wine = await Wine.start(bed, bed.namespace('windows'));
    const put = (path: string, content: string) => {
      const file = join(wine.driveC, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    };
    const written = Object.keys(files).map((path) => put(path, path));
    const secret = put('windows/secret', 'secret');
    linkSync(secret, join(dirname(written[0]!), 'MSTeams_2.log'));
    symlinkSync(secret, join(dirname(written[0]!), 'MSTeams_3.log'));
    for (const [name, number] of Object.entries({ jane: 1001, joe: 1002 })) {
      const args = ['add', `${profiles}\\S-1-5-21-1-2-3-${number}`, '/v', 'ProfileImagePath'];
      const { code, stderr } = await wine.run('reg.exe', [...args, '/d', `C:\\users\\${name}`, '/f']);
      assert.equal(code, 0, stderr);
    }
    const { code, stdout, stderr } = await runScript(wine, join(import.meta.dirname, 'log-places-script.ts'));
    assert.equal(code, 0, stderr);
    logs = JSON.parse(stdout);
  });
  after(() => bed?.close());

  it('are those of every client, of the machine and of all people', () => {
    const found = Object.fromEntries(logs.entries.map(({ name, text }) => [text, dirname(name)]));
    assert.deepEqual(found, Object.fromEntries(Object.entries(files).map(([path, name]) => [path, `logs/${name}`])));
    assert.deepEqual(
      logs.people.filter((name) => name !== 'root'),
      ['jane', 'joe'],
    );
  });

  // Wine has no junctions: what follows a link to a folder is tested on Linux.
  it('are not taken through links', () => {
    const refused = logs.missing.filter(({ reason }) => /is a link/.test(reason)).map(({ name }) => name);
    assert.deepEqual(refused.sort(), ['logs/teams/jane/MSTeams_2.log', 'logs/teams/jane/MSTeams_3.log']);
    assert.doesNotMatch(JSON.stringify(logs.entries), /secret/);
  });
});
