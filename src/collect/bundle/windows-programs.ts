import { dirname, join } from 'node:path';
import { knownFolder } from '../../native/windows/known-folders.ts';
import { systemDirectory } from '../../native/windows/system32.ts';
import { signedInUsers } from '../windows/registry.ts';
import type { Programs } from './programs.ts';
import type { Program } from './run.ts';

export function windowsPrograms(addresses: readonly string[]): Programs {
  const system = systemDirectory();
  const powershellHome = join(system, 'WindowsPowerShell', 'v1.0');
  const program = (name: string, file: string, ...args: string[]): Program => ({
    name: `raw/${name}.txt`,
    command: join(system, file),
    args,
  });
  const script = (name: string, text: string): Program => ({
    name: `raw/${name}.txt`,
    command: join(powershellHome, 'powershell.exe'),
    args: ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', `${inUtf8}; ${text}`],
  });
  const cmdlet = (name: string, text: string, ...properties: string[]) =>
    script(name, `${text} | Format-List ${properties.join(', ')}`.trimEnd() + toText);
  const netsh = (name: string, ...args: string[]) => program(name, 'netsh.exe', ...args);
  const events = (name: string, ...query: string[]) =>
    program(name, 'wevtutil.exe', 'query-events', ...query, ...newest);
  return {
    environment: {
      SystemRoot: dirname(system),
      SystemDrive: system.slice(0, 2),
      PATH: system,
      PSModulePath: join(powershellHome, 'Modules'),
      TEMP: join(knownFolder('LocalAppData'), 'Temp'), // Where PowerShell tries what an application control policy allows.
    },
    programs: [
      program('ipconfig-all', 'ipconfig.exe', '/all'),
      program('route-print-4', 'route.exe', 'print', '-4'),
      program('route-print-6', 'route.exe', 'print', '-6'),
      cmdlet('net-route', 'Get-NetRoute'),
      cmdlet('net-ip-interface', 'Get-NetIPInterface'),
      cmdlet('net-adapter', 'Get-NetAdapter -IncludeHidden'),
      cmdlet('net-ip-configuration', 'Get-NetIPConfiguration -All'),
      script('find-net-route', findRoutes(addresses)),
      cmdlet('vpn-connection', 'Get-VpnConnection'),
      cmdlet('vpn-connection-all-users', 'Get-VpnConnection -AllUserConnection'),
      cmdlet('nrpt-rule', 'Get-DnsClientNrptRule'),
      cmdlet('nrpt-policy', 'Get-DnsClientNrptPolicy'),
      netsh('winhttp-proxy', 'winhttp', 'show', 'proxy'),
      ...internetSettings().map(([name, key]) => program(name, 'reg.exe', 'query', key)),
      netsh('wlan-interfaces', 'wlan', 'show', 'interfaces'),
      netsh('wfp-state', 'wfp', 'show', 'state', 'file=-'),
      cmdlet('firewall-profiles', 'Get-NetFirewallProfile -PolicyStore ActiveStore'),
      cmdlet('firewall-rules', 'Get-NetFirewallRule -PolicyStore ActiveStore'),
      ...Object.entries(filters).map(([kind, properties]) =>
        cmdlet(
          `firewall-${kind.toLowerCase()}-filters`,
          `Get-NetFirewall${kind}Filter -PolicyStore ActiveStore`,
          'InstanceID',
          ...properties,
        ),
      ),
      events('vpn-client-events', 'Microsoft-Windows-VPN-Client/Operational'),
      events('ras-client-events', 'Application', "/q:*[System[Provider[@Name='RasClient']]]"),
      // https://gist.github.com/MyITGuy/e8b864e99542e26c8023f223ea53aee4, https://github.com/microsoft/WSL/issues/4277
      events('cisco-anyconnect-events', 'Cisco AnyConnect Secure Mobility Client'),
      events('cisco-secure-client-events', 'Cisco Secure Client - AnyConnect VPN'),
      ...wireGuard(),
    ],
  };
}

/** Else the console's code page takes letters away. Where language mode forbids it, the text comes in that. */
const inUtf8 = 'try { [Console]::OutputEncoding = [Text.UTF8Encoding]::new($false) } catch { }';

const toText = ' | Out-String -Width 500';

const newest = ['/count:200', '/reversedirection:true', '/format:text'];

/** The addresses are written by this program, so they are nothing but digits, dots and colons. */
function findRoutes(addresses: readonly string[]): string {
  const list = addresses.map((address) => `'${address}'`).join(', ');
  return `foreach ($address in @(${list})) { "Find-NetRoute $address"; Find-NetRoute -RemoteIPAddress $address | Format-List${toText} }`;
}

/** What tells one rule's filters from another's, and what they say; `InstanceID` is the rule's. */
const filters = {
  Address: ['LocalAddress', 'RemoteAddress'],
  Port: ['Protocol', 'LocalPort', 'RemotePort', 'IcmpType', 'DynamicTarget'],
  Application: ['Program', 'Package'],
  Interface: ['InterfaceAlias'],
  InterfaceType: ['InterfaceType'],
  Service: ['Service'],
  Security: ['Authentication', 'Encryption', 'OverrideBlockRules', 'LocalUser', 'RemoteUser', 'RemoteMachine'],
};

const settings = 'Software\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';
const policy = 'Software\\Policies\\Microsoft\\Windows\\CurrentVersion\\Internet Settings';

/** Where WinINET's proxy is set, for each person who is signed in. Its binary values are in the snapshot, decoded. */
function internetSettings(): [name: string, key: string][] {
  return [
    ['wininet-machine', `HKLM\\${settings}`],
    ['wininet-policy', `HKLM\\${policy}`],
    ['wininet', `HKCU\\${settings}`],
    ...signedIn().map((sid, i): [string, string] => [`wininet-user-${i + 1}`, `HKU\\${sid}\\${settings}`]),
  ];
}

function signedIn(): string[] {
  try {
    return signedInUsers();
  } catch {
    return [];
  }
}

/** https://github.com/WireGuard/wireguard-windows/blob/master/docs/enterprise.md */
function wireGuard(): Program[] {
  const folder = join(knownFolder('ProgramFiles'), 'WireGuard');
  return [
    { name: 'raw/wireguard.txt', command: join(folder, 'wg.exe'), args: ['show'] },
    { name: 'raw/wireguard-log.txt', command: join(folder, 'wireguard.exe'), args: ['/dumplog'] },
  ];
}
