import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Snapshot } from '../../../src/contract/snapshot.ts';
import { requireOrSkip } from '../../bed/require.ts';
import { tool } from '../../bed/tools.ts';
import { layTopology, type Topology } from '../../bed/topology.ts';
import { Wine } from '../../bed/wine.ts';
import { takeSnapshot } from './windows.ts';

const profileList = 'HKLM\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\ProfileList';
const packages =
  'HKLM\\SOFTWARE\\Classes\\Local Settings\\Software\\Microsoft\\Windows\\CurrentVersion\\AppModel\\PackageRepository\\Packages';
const edgePolicies = 'SOFTWARE\\Policies\\Microsoft\\Edge';
const edgeUpdate = 'SOFTWARE\\WOW6432Node\\Microsoft\\EdgeUpdate\\Clients\\{56EB18F8-B008-4CBD-B6D2-8C97FE7E9062}';
const chromeUpdate = 'SOFTWARE\\WOW6432Node\\Google\\Update\\Clients\\{8A69D345-D564-463C-AFF1-A69D9E530F96}';
const internetSettings = 'SOFTWARE\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
const localRules = 'HKLM\\SYSTEM\\CurrentControlSet\\Services\\Dnscache\\Parameters\\DnsPolicyConfig';
const policyRules = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows NT\\DNSClient\\DnsPolicyConfig';
const classicPath = 'AppData\\Local\\Microsoft\\Teams\\current\\Teams.exe';
const person = (n: number) => `S-1-5-21-1-2-3-${n}`;

describe('what is set up on a Windows, under Wine', function () {
  requireOrSkip(this, ['root', 'namespaces', 'wine', 'mingw']);
  this.timeout(120_000);
  let topology: Topology;
  let wine: Wine;
  let me: string;

  before(async () => {
    topology = layTopology();
    wine = await Wine.start(topology.bed, topology.client);
    const { stdout } = await wine.run('reg.exe', ['query', 'HKU']);
    me = /HKEY_USERS\\(S-1-5-21[-\d]+)\r?$/m.exec(stdout)![1];
  });
  after(() => topology?.bed.close());

  async function reg(...args: string[]): Promise<void> {
    const { code, stderr } = await wine.run('reg.exe', [...args, '/f']);
    assert.equal(code, 0, `${args.join(' ')}: ${stderr}`);
  }
  const add = (key: string, name: string, data: string, type = 'REG_SZ') =>
    reg('add', key, '/v', name, '/t', type, '/d', data);
  const take = () => takeSnapshot(wine, []);
  const write = (path: string, text: string) => {
    const file = join(wine.driveC, ...path.split('\\'));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };

  it('finds nothing on a fresh one, and says so', async () => {
    const { teamsClients, browsers, nameResolution, proxies, notes } = await take();
    assert.deepEqual(teamsClients, { clients: [], unread: [] });
    assert.deepEqual(
      browsers?.map(({ versions, policies }) => [versions, policies]),
      [
        [[], []],
        [[], []],
      ],
    );
    assert.deepEqual(nameResolution?.rules, []);
    assert.deepEqual(proxies?.unread, []);
    assert.deepEqual(
      proxies?.settings.map(({ source, scope, server, pacUrl }) => [source, scope, server, pacUrl]),
      [['WinINET', 'user', null, null]],
    );
    assert.ok(notes?.every((note) => !/Teams|browser|DNS|proxy/.test(note)));
  });

  describe('Teams', () => {
    async function profile(n: number, folder: string, sid = person(n)): Promise<void> {
      await add(`${profileList}\\${sid}`, 'ProfileImagePath', folder, 'REG_EXPAND_SZ');
    }
    const settings = (folder: string) => `${folder}\\AppData\\Roaming\\Microsoft\\Teams\\settings.json`;
    let found: NonNullable<Snapshot['teamsClients']>;

    before(async () => {
      await profile(1001, 'C:\\users\\anna');
      write(`users\\anna\\${classicPath}`, '');
      write(settings('users\\anna'), '\uFEFF{"version":"1.3.00.08070","ring":"general"}');
      await profile(1002, '%SystemDrive%\\users\\bert');
      write(`users\\bert\\${classicPath}`, '');
      write(settings('users\\bert'), '{"version": 5}');
      await profile(1003, 'C:\\users\\cleo');
      write(settings('users\\cleo'), '{"version":"1.0.00.1"}');
      await profile(0, 'C:\\users\\entra', 'S-1-12-1-10-20-30-40');
      write(`users\\entra\\${classicPath}`, '');
      truncateSync(write(settings('users\\entra'), '{"version":"1.5.00.1"}'), 2 * 1024 * 1024);
      await profile(0, 'C:\\users\\service', 'S-1-5-19');
      write(`users\\service\\${classicPath}`, '');
      await profile(1004, '\\\\server\\share\\dora');
      write('Program Files (x86)\\Microsoft\\Teams\\current\\Teams.exe', '');
      write('Program Files (x86)\\Teams Installer\\Teams.exe', '');
      for (const name of [
        'MSTeams_25332.1210.4188.1171_x64__8wekyb3d8bbwe',
        'MSTeams_24295.605.3225.8804_arm64__8wekyb3d8bbwe',
        'MSTeams_25332.1210.4188.1171_neutral_~_8wekyb3d8bbwe',
        'MicrosoftTeams_22287.702.1670.9453_x64__8wekyb3d8bbwe',
        'MSTeams_1.0.0.0_x64__otherpublisher',
      ])
        await reg('add', `${packages}\\${name}`);
      found = (await take()).teamsClients!;
    });
    const of = (folder: string) =>
      found.clients.find(({ path }) => path.toLowerCase().startsWith(folder.toLowerCase()));

    it('finds the classic client of every user, with the version as it is written', () => {
      assert.deepEqual(of('C:\\users\\anna'), {
        product: 'classic',
        version: '1.3.00.08070',
        path: `C:\\users\\anna\\${classicPath}`,
        scope: 'user',
      });
    });
    it('knows no version where the file does not tell it, or is no settings file', () => {
      assert.equal(of('C:\\users\\bert')?.version, null);
      assert.equal(of('C:\\users\\entra')?.version, null);
    });
    it('counts no leftover settings, no service account and no installer', () => {
      assert.equal(of('C:\\users\\cleo'), undefined);
      assert.equal(of('C:\\users\\service'), undefined);
      assert.equal(of('C:\\Program Files (x86)\\Teams Installer'), undefined);
    });
    it('finds the client of a virtual desktop', () => {
      const { version, scope } = of('C:\\Program Files (x86)\\Microsoft\\Teams')!;
      assert.deepEqual([version, scope], [null, 'machine']);
    });
    it('finds new Teams by its package, every version, and not the consumer app', () => {
      const versions = found.clients.filter(({ product }) => product === 'new').map(({ version }) => version);
      assert.deepEqual(versions.sort(), ['24295.605.3225.8804', '25332.1210.4188.1171']);
      assert.equal(
        of('C:\\Program Files\\WindowsApps')?.path.includes('\\MSTeams_'),
        true,
        JSON.stringify(found.clients),
      );
    });
    it('asks no share, and says which folder it left alone', () => {
      assert.deepEqual(found.unread, ['\\\\server\\share\\dora']);
    });
  });

  it('tells the browsers and their policies, of the machine and of who is signed in', async () => {
    await add(`HKLM\\${edgeUpdate}`, 'pv', '140.0.3485.54');
    await add(`HKLM\\${chromeUpdate}`, 'pv', '0.0.0.0');
    await add(`HKU\\${me}\\${chromeUpdate}`, 'pv', '139.0.7258.66');
    await add(`HKLM\\${edgePolicies}`, 'WebRtcRespectOsRoutingTableEnabled', '1', 'REG_DWORD');
    await add(`HKLM\\${edgePolicies}`, 'webrtciphandlingurl', '[{"url":"*","handling":"default"}]');
    await add(`HKLM\\${edgePolicies}`, 'HomepageLocation', 'https://private.example');
    await add(`HKU\\${me}\\${edgePolicies}`, 'WebRtcLocalhostIpHandling', 'disable_non_proxied_udp');
    await add('HKLM\\SOFTWARE\\Policies\\Google\\Chrome', 'WebRtcIPHandling', '00', 'REG_BINARY');
    const [edge, chrome] = (await take()).browsers!;
    assert.deepEqual(edge.versions, ['140.0.3485.54']);
    const byScope = [...edge.policies].sort((a, b) => a.scope.localeCompare(b.scope) || a.name.localeCompare(b.name));
    assert.deepEqual(byScope, [
      { name: 'WebRtcIPHandlingUrl', value: '[{"url":"*","handling":"default"}]', scope: 'machine' },
      { name: 'WebRtcRespectOsRoutingTableEnabled', value: 1, scope: 'machine' },
      { name: 'WebRtcLocalhostIpHandling', value: 'disable_non_proxied_udp', scope: 'user' },
    ]);
    assert.deepEqual(chrome.versions, ['139.0.7258.66']);
    assert.deepEqual(chrome.policies, [{ name: 'WebRtcIPHandling', value: null, scope: 'machine' }]);
  });

  describe('DNS', () => {
    it('tells the servers of the interfaces', async () => {
      const { nameResolution, interfaces } = await take();
      const { servers } = nameResolution!;
      assert.ok(servers.length > 0, 'the machine that runs Wine has a resolver');
      for (const { interfaceIndex } of servers) assert.ok(interfaces.some(({ index }) => index === interfaceIndex));
    });

    it("reads the machine's rules, and no others where Group Policy has its key", async () => {
      const rule = async (key: string, names: string, servers: string, options: string) => {
        await add(key, 'Name', names, 'REG_MULTI_SZ');
        await add(key, 'GenericDNSServers', servers);
        await add(key, 'ConfigOptions', options, 'REG_DWORD');
      };
      await rule(`${localRules}\\{1}`, '.microsoft.com\\0.example', '10.1.1.1;10.1.1.2', '8');
      await rule(`${localRules}\\{2}`, '.', '10.9.9.9', '4');
      const local = [{ namespaces: ['.microsoft.com', '.example'], servers: ['10.1.1.1', '10.1.1.2'] }];
      assert.deepEqual((await take()).nameResolution!.rules, local);
      await rule(`${policyRules}\\{3}`, 'www.example', 'fd00::1', '10');
      assert.deepEqual((await take()).nameResolution!.rules, [{ namespaces: ['www.example'], servers: ['fd00::1'] }]);
    });
  });

  describe('proxies', () => {
    const blob = (flags: number, ...texts: string[]) => {
      const number = (value: number) => Buffer.from(Uint32Array.of(value).buffer);
      const parts = texts.flatMap((text) => [number(text.length), Buffer.from(text)]);
      return Buffer.concat([number(0x46), number(3), number(flags), ...parts, Buffer.alloc(32)]).toString('hex');
    };
    const connections = () => `HKU\\${me}\\${internetSettings}\\Connections`;
    const settingOf = async (source: string) =>
      (await take()).proxies!.settings.find((setting) => setting.source === source);

    it('reads what WinHTTP itself wrote', async () => {
      const program = join(topology.bed.directory, 'winhttp.exe');
      const source = join(import.meta.dirname, 'winhttp.c');
      execFileSync(tool('x86_64-w64-mingw32-gcc'), ['-municode', '-o', program, source, '-lwinhttp']);
      assert.equal((await wine.run(program, ['proxy.example:8080', '*.local;52.112.*'])).code, 0);
      assert.deepEqual(await settingOf('WinHTTP'), {
        source: 'WinHTTP',
        scope: 'machine',
        server: 'proxy.example:8080',
        bypass: '*.local;52.112.*',
        pacUrl: null,
        autoDetect: false,
      });
      assert.equal((await wine.run(program)).code, 0);
      assert.equal((await settingOf('WinHTTP'))?.server ?? null, null);
    });

    it('reads the values and the settings of WinINET, without passwords', async () => {
      await add(`HKU\\${me}\\${internetSettings}`, 'ProxyServer', 'http://user:secret@proxy:8080');
      await add(`HKU\\${me}\\${internetSettings}`, 'ProxyEnable', '0', 'REG_DWORD');
      assert.equal((await settingOf('WinINET'))?.server, null);
      await add(`HKU\\${me}\\${internetSettings}`, 'ProxyEnable', '1', 'REG_DWORD');
      assert.equal((await settingOf('WinINET'))?.server, 'http://proxy:8080');
      await add(
        connections(),
        'DefaultConnectionSettings',
        blob(13, '', '', 'http://x/p.pac?key=secret'),
        'REG_BINARY',
      );
      const { pacUrl, autoDetect } = (await settingOf('WinINET'))!;
      assert.deepEqual([pacUrl, autoDetect], ['http://x/p.pac?...', true]);
    });

    it('reads those of a remote access connection, and hears where one is cut short', async () => {
      await add(connections(), 'Contoso VPN', blob(3, 'vpnproxy:3128', '<local>', ''), 'REG_BINARY');
      const { server, bypass } = (await settingOf('WinINET, connection Contoso VPN'))!;
      assert.deepEqual([server, bypass], ['vpnproxy:3128', '<local>']);
      await add(connections(), 'Contoso VPN', blob(3, 'vpnproxy:3128').slice(0, 40), 'REG_BINARY');
      assert.deepEqual((await take()).proxies!.unread, ["a user's proxy"]);
      await reg('delete', connections(), '/v', 'Contoso VPN');
    });

    it("takes the machine's where Group Policy gives one to all", async () => {
      const policies = 'HKLM\\SOFTWARE\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
      await add(policies, 'ProxySettingsPerUser', '0', 'REG_DWORD');
      await add(`HKLM\\${internetSettings}`, 'AutoConfigURL', 'http://all/p.pac');
      const { scope, server, pacUrl } = (await settingOf('WinINET'))!;
      assert.deepEqual([scope, server, pacUrl], ['machine', null, 'http://all/p.pac']);
    });
  });
});
