import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { mkdirSync, linkSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BundleEntry, BundleManifest } from '../../src/contract/bundle.ts';
import { readZipEntry } from '../../src/collect/bundle/zip.ts';
import { Bed } from '../bed/netns.ts';
import { requireOrSkip } from '../bed/require.ts';
import { Wine } from '../bed/wine.ts';
import { program, windowsProgram } from '../live/program.ts';
import { objections } from '../powershell/objections.ts';
import { PowerShellHost } from '../powershell/host.ts';

const limit = 2 ** 26;
const settings = 'Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
const phoneBook =
  '[Contoso]\r\nDevice=WAN Miniport (IKEv2)\r\nUserName=hidden1\r\nPhoneNumber=+49 89 555123\r\nDomain=HIDDEN2\r\n';
const pac = 'function FindProxyForURL(url, host) { return "PROXY hidden3:hunter2@proxy.corp:8080"; }';

describe('bundle (the executable, under Wine)', function () {
  requireOrSkip(this, ['root', 'namespaces', 'wine']);
  this.timeout(240_000);
  let bed: Bed;
  let zip: Buffer;
  let manifest: BundleManifest;

  const text = (name: string) => readZipEntry(zip, name, limit).toString();
  const entry = (name: string): BundleEntry | undefined => manifest.entries.find((each) => each.name === name);
  const reasons = () => Object.fromEntries(manifest.missing.map(({ name, reason }) => [name, reason]));

  before(async () => {
    bed = new Bed();
    const wine = await Wine.start(bed, bed.namespace('windows'));
    const write = (path: string, content: string) => {
      const file = join(wine.driveC, path);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, content);
      return file;
    };
    const add = async (...args: string[]) => {
      const { code, stderr } = await wine.run('reg.exe', ['add', ...args, '/f']);
      assert.equal(code, 0, stderr);
    };
    write('ProgramData/Microsoft/Network/Connections/Pbk/rasphone.pbk', phoneBook);
    write('users/root/AppData/Roaming/Microsoft/Network/Connections/Pbk/rasphone.pbk', phoneBook);
    const teams = 'AppData/Local/Packages/MSTeams_8wekyb3d8bbwe/LocalCache/Microsoft/MSTeams/Logs';
    const log = write(
      `users/root/${teams}/MSTeams_1.log`,
      'C:\\Users\\hidden4: hidden4 called hidden5@corp.example from 81.2.69.160',
    );
    const secret = write('windows/secret', 'hidden6');
    linkSync(secret, join(dirname(log), 'MSTeams_2.log'));
    symlinkSync(secret, join(dirname(log), 'MSTeams_3.log'));
    write(
      'Program Files/Palo Alto Networks/GlobalProtect/PanGPS.log',
      '<portal-userauthcookie>hidden7</portal-userauthcookie>',
    );
    write('ProgramData/Zscaler/log-0028E0/ZSATunnel.log', 'zscaler');
    write('proxy.pac', pac);
    write('no.pac', 'hidden8');
    await add(`HKCU\\${settings}`, '/v', 'AutoConfigURL', '/d', 'file://C:/proxy.pac');
    await add(`HKCU\\${settings}`, '/v', 'ProxyServer', '/d', 'http=hidden9:hunter2@proxy:8080');
    const output = join(bed.directory, 'bundle.zip');
    const args = ['bundle', '--output', wine.windowsPath(output), '--require', 'BoundPath'];
    const { code, stderr } = await wine.run(windowsProgram, args, { timeout: 200_000 });
    assert.equal(code, 0, stderr);
    zip = readFileSync(output);
    manifest = JSON.parse(text('manifest.json'));
  });
  after(() => bed?.close());

  it('asks every program by its absolute path, and says which are not there', () => {
    const raw = manifest.entries.flatMap(({ ran }) => ran ?? []);
    assert.ok(raw.length > 20);
    for (const { command, exitCode, timeLimitMs } of raw) {
      assert.match(command, /^C:\\windows\\system32\\[\w\\.]+\.exe$/i);
      assert.ok(exitCode !== undefined && timeLimitMs === 30_000);
    }
    assert.match(text('raw/ipconfig-all.txt'), /IPv4 address|IPv6 address/);
    assert.equal(reasons()['raw/route-print-4.txt'], 'there is no such program here');
    assert.equal(reasons()['raw/wireguard-log.txt'], 'there is no such program here');
  });

  it('takes phone books, logs and PAC files, and follows no link', () => {
    for (const name of [
      'logs/phone-book-all-users/rasphone.pbk',
      'logs/globalprotect/PanGPS.log',
      'logs/zscaler/ZSATunnel.log',
      'raw/pac-1.txt',
    ])
      assert.ok(entry(name), name);
    const own = text('logs/phone-book/root/rasphone.pbk');
    assert.match(
      own,
      /^\[Contoso\]\r\nDevice=WAN Miniport \(IKEv2\)\r\nUserName=user-\d+\r\nPhoneNumber=phone-number-1\r\n/,
    );
    assert.match(text('logs/teams/root/MSTeams_1.log'), /^C:\\Users\\(user-\d+): \1 called user-\d+ from 2[45]\d\./);
    assert.match(text('raw/pac-1.txt'), /FindProxyForURL/);
    const links = Object.entries(reasons()).filter(([, reason]) => /is a link/.test(reason));
    assert.deepEqual(
      links.map(([name]) => name),
      ['logs/teams/root/MSTeams_2.log', 'logs/teams/root/MSTeams_3.log'],
    );
    assert.match(text('raw/wininet.txt'), /AutoConfigURL/);
    assert.equal(reasons()['logs/teams-classic'], 'there is no such folder here');
  });

  it('names nobody: not in files, nor their names, nor in the manifest', () => {
    for (const name of ['manifest.json', ...manifest.entries.map((each) => each.name)])
      assert.doesNotMatch(name + text(name), /hidden\d|hunter2|555123|81\.2\.69|S-1-5-21-[1-9]/i, name);
    assert.ok(manifest.replaced.some(({ kind }) => kind === 'phone number'));
  });

  it('has the same verdict on Linux', () => {
    const path = join(bed.directory, 'bundle.zip');
    const { stdout, stderr } = spawnSync(program, ['test', '--snapshot', path, '--json'], { encoding: 'utf8' });
    assert.deepEqual(JSON.parse(stdout), JSON.parse(text('verdict.json')), stderr);
  });

  describe('its scripts', function () {
    requireOrSkip(this, ['dotnet']);
    let host: PowerShellHost;
    before(async () => (host = await PowerShellHost.start()));
    after(() => host?.stop());
    /** Cmdlets of https://learn.microsoft.com/powershell/windows/ that are asked; Format-List and Out-String are PowerShell's own. */
    const cmdlets = [
      'Get-NetRoute',
      'Get-NetIPInterface',
      'Get-NetAdapter',
      'Get-NetIPConfiguration',
      'Find-NetRoute',
      'Get-VpnConnection',
      'Get-DnsClientNrptRule',
      'Get-DnsClientNrptPolicy',
      'Get-NetFirewallProfile',
      'Get-NetFirewallRule',
      ...['Address', 'Port', 'Application', 'Interface', 'InterfaceType', 'Service', 'Security'].map(
        (kind) => `Get-NetFirewall${kind}Filter`,
      ),
    ];
    const scripts = () =>
      manifest.entries.flatMap(({ name, ran }) =>
        ran?.command.endsWith('powershell.exe') ? [{ name, script: ran.arguments.at(-1)! }] : [],
      );

    it('are of Windows PowerShell 5.1', async () => {
      const own = [...cmdlets, 'Format-List', 'Out-String'];
      for (const { name, script } of scripts())
        assert.deepEqual(objections(script, await host.parse(script), own), [], name);
    });

    it('ask each cmdlet once, and the route of the first and last address of every prefix', async () => {
      const standIns = cmdlets
        .map((name) => `function ${name} { [pscustomobject]@{ Asked = "${name} $args"; InstanceID = 'rule' } }`)
        .join('\n');
      const said = new Map<string, string>();
      for (const { name, script } of scripts()) {
        const { output, errors } = await host.run(`${standIns}\n${script}`);
        assert.deepEqual(errors, [], name);
        said.set(name, output.join(''));
      }
      assert.equal(said.size, 18);
      const asked = [...said.values()].join('').match(/(?<=Asked +: ).*\S/g)!;
      assert.deepEqual(
        asked.filter((each) => each.startsWith('Find-NetRoute')).map((each) => each.split(' ').at(-1)),
        [
          '52.112.0.0',
          '52.115.255.255',
          '52.122.0.0',
          '52.123.255.255',
          '2603:1063::',
          '2603:1063:3ff:ffff:ffff:ffff:ffff:ffff',
        ],
      );
      assert.ok(asked.includes('Get-VpnConnection -AllUserConnection'));
      assert.ok(asked.includes('Get-NetFirewallRule -PolicyStore ActiveStore'));
      assert.match(
        said.get('raw/firewall-address-filters.txt')!,
        /InstanceID +: rule\s+RemoteAddress|InstanceID +: rule/,
      );
    });
  });
});
