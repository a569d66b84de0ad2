import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Program } from './run.ts';

export interface Programs {
  readonly programs: readonly Program[];
  readonly environment: NodeJS.ProcessEnv;
}

/** What is asked of this operating system's own programs. */
export async function systemPrograms(): Promise<Programs> {
  return process.platform === 'win32' ? windowsPrograms() : linuxPrograms();
}

async function windowsPrograms(): Promise<Programs> {
  const { systemDirectory } = await import('../../native/windows/system32.ts');
  const system = systemDirectory();
  const powershellHome = join(system, 'WindowsPowerShell', 'v1.0');
  const program = (name: string, file: string, ...args: string[]): Program => ({
    name: `raw/${name}.txt`,
    command: join(system, file),
    args,
  });
  const cmdlet = (name: string, script: string): Program => ({
    name: `raw/${name}.txt`,
    command: join(powershellHome, 'powershell.exe'),
    args: ['-NoLogo', '-NoProfile', '-NonInteractive', '-Command', `${script} | Format-List | Out-String -Width 500`],
  });
  const netsh = (name: string, ...args: string[]) => program(name, 'netsh.exe', ...args);
  return {
    environment: {
      SystemRoot: dirname(system),
      PATH: system,
      PSModulePath: join(powershellHome, 'Modules'),
    },
    programs: [
      program('ipconfig-all', 'ipconfig.exe', '/all'),
      program('route-print-4', 'route.exe', 'print', '-4'),
      program('route-print-6', 'route.exe', 'print', '-6'),
      cmdlet('net-route', 'Get-NetRoute'),
      cmdlet('net-ip-interface', 'Get-NetIPInterface'),
      cmdlet('net-adapter', 'Get-NetAdapter -IncludeHidden'),
      cmdlet('net-ip-configuration', 'Get-NetIPConfiguration -All'),
      cmdlet('find-net-route', 'Find-NetRoute -RemoteIPAddress 52.112.0.1'),
      cmdlet('vpn-connection', 'Get-VpnConnection'),
      cmdlet('vpn-connection-all-users', 'Get-VpnConnection -AllUserConnection'),
      cmdlet('nrpt-rule', 'Get-DnsClientNrptRule'),
      cmdlet('nrpt-policy', 'Get-DnsClientNrptPolicy'),
      netsh('winhttp-proxy', 'winhttp', 'show', 'proxy'),
      netsh('wlan-interfaces', 'wlan', 'show', 'interfaces'),
      netsh('wfp-state', 'wfp', 'show', 'state', 'file=-'),
      cmdlet('firewall-rules', 'Get-NetFirewallRule -PolicyStore ActiveStore -Direction Outbound'),
      program('vpn-client-events', 'wevtutil.exe', ...events('Microsoft-Windows-VPN-Client/Operational')),
      program('ras-client-events', 'wevtutil.exe', ...events('Application', "*[System[Provider[@Name='RasClient']]]")),
    ],
  };
}

function events(log: string, query?: string): string[] {
  return [
    'query-events',
    log,
    '/count:200',
    '/reversedirection:true',
    '/format:text',
    ...(query ? [`/q:${query}`] : []),
  ];
}

const linuxFolders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];

function linuxPrograms(): Programs {
  const program = (name: string, file: string, ...args: string[]): Program => {
    const command = linuxFolders.map((folder) => join(folder, file)).find((path) => existsSync(path));
    return { name: `raw/${name}.txt`, command: command ?? join(linuxFolders[0], file), args };
  };
  return {
    environment: { PATH: linuxFolders.join(':'), LC_ALL: 'C' },
    programs: [
      program('ip-address', 'ip', '-details', 'address'),
      program('ip-route-4', 'ip', '-4', 'route', 'show', 'table', 'all'),
      program('ip-route-6', 'ip', '-6', 'route', 'show', 'table', 'all'),
      program('ip-rule-4', 'ip', '-4', 'rule'),
      program('ip-rule-6', 'ip', '-6', 'rule'),
      program('nft-ruleset', 'nft', 'list', 'ruleset'),
      program('resolvectl', 'resolvectl', 'status', '--no-pager'),
      program('nmcli', 'nmcli', 'device', 'show'),
      program('wireguard', 'wg', 'show'),
    ],
  };
}
