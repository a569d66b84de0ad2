import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from '../bed/paths.ts';
import { pcap } from '../collect/capture/files.ts';
import { frame, rtp } from '../collect/capture/frames.ts';
import { tracert } from '../collect/trace/outputs.ts';
import { computer, onEthernet } from '../judge/capture/captures.ts';
import { local, localDefaults, machine, row } from '../judge/machine.ts';
import { profileXml, routeXml } from '../plan/profiles/samples.ts';
import { excluded, remoteAccess } from '../plan/rules/planned.ts';

const start = Date.parse('2026-11-20T08:00:00Z');

/** Writes the files that the examples of the cmdlets' help name. */
export function writeExampleFiles(folder: string): void {
  const text = (name: string, content: string | Uint8Array) => writeFileSync(join(folder, name), content);
  const json = (name: string, value: unknown) => text(name, JSON.stringify(value));
  const fixture = (name: string, to: string) =>
    cpSync(join(checkout, 'tests/collect/import/fixtures', name), join(folder, to));
  for (const name of ['snapshots', 'profiles', 'cases']) mkdirSync(join(folder, name));

  const leaking = machine([...localDefaults, '52.112.64.0/20 dev vpn'], { collectedAt: new Date(start).toISOString() });
  for (const name of ['snapshots/a.json', 'laptop.json', 'pc.json']) json(name, leaking);
  json('support-case.json', machine(localDefaults, { interfaces: [row(local), row(12, { name: 'Odd' })] }));
  json('snapshots/b.json', machine(localDefaults));
  json('typical-pc.json', excluded([row(local), remoteAccess]));
  text('fleet.ndjson', `${JSON.stringify(leaking)}\n${JSON.stringify(leaking)}\n`);
  text('addresses.txt', '127.0.0.1\n::1\n');
  text('computers.txt', 'PC1\nPC2\n');
  json('endpoints.json', [
    { id: 11, serviceArea: 'Skype', category: 'Optimize', required: true, ips: ['52.112.0.0/14'], udpPorts: '3478' },
  ]);

  fixture('route-print-en-437.txt', 'route-print.txt');
  fixture('route-print-en-437.txt', 'cases/one.txt');
  fixture('route-print-de-850.txt', 'cases/two.txt');
  text('ip-route.txt', 'default via 192.168.1.1 dev eth0\n10.0.0.0/8 dev tun0 scope link\n');
  text('ip-rule.txt', '0:\tfrom all lookup local\n32766:\tfrom all lookup main\n32767:\tfrom all lookup default\n');
  const route = { ifIndex: 10, DestinationPrefix: '0.0.0.0/0', NextHop: '192.168.1.1', RouteMetric: 0 };
  json('routes.json', [{ ...route, InterfaceAlias: 'Ethernet', AddressFamily: 2, Protocol: 3, State: 1 }]);
  json('interfaces.json', [
    { ifIndex: 10, InterfaceAlias: 'Ethernet', AddressFamily: 2, InterfaceMetric: 25, ConnectionState: 1 },
  ]);
  json('adapters.json', [
    { Name: 'Ethernet', ifIndex: 10, InterfaceDescription: 'Intel', Status: 'Up', HardwareInterface: true },
  ]);

  text('AlwaysOn.xml', profileXml('SplitTunnel', routeXml('10.0.0.0/8')));
  const ovpn = 'client\ndev tun\nredirect-gateway def1\nroute 52.112.0.0 255.252.0.0 net_gateway\n';
  for (const name of ['client.ovpn', 'profiles/office.ovpn']) text(name, ovpn);
  text(
    'running-config.txt',
    'ASA Version 9.20(2)\naccess-list Teams standard permit 52.112.0.0 255.252.0.0\ngroup-policy Staff internal\ngroup-policy Staff attributes\n split-tunnel-policy excludespecified\n split-tunnel-network-list value Teams\n',
  );
  text('proxy.pac', 'function FindProxyForURL(url, host) { return "DIRECT"; }');

  const packet = (i: number) => ({
    data: frame('ethernet', { from: onEthernet, fromPort: 50_000, to: '52.112.0.10', toPort: 3479 }, rtp(i, i * 960), {
      id: i + 1,
    }),
    time: BigInt(start) * 1_000_000n + BigInt(i) * 20_000_000n,
  });
  for (const name of ['call.pcapng', 'tunnel.pcap']) text(name, pcap([0, 1, 2, 3].map(packet)));
  json('call.json', computer({ collectedAt: new Date(start).toISOString() }));
  text('tracert.txt', tracert['English']!.text);
}

/** What the examples call of Windows and of the network, and what keeps this machine as it is. */
export const exampleStandIns = String.raw`
function Invoke-Command { param($ComputerName, [Parameter(Position = 0)] [scriptblock] $ScriptBlock)
    foreach ($name in $ComputerName) {
        $through = [System.Management.Automation.PSSerializer]
        & $ScriptBlock | ForEach-Object { $through::Deserialize($through::Serialize($_, 8)) }
    } }
function Resolve-DnsName { [pscustomobject]@{ Name = 'relay'; IPAddress = '127.0.0.1' } }
function Get-NetTCPConnection { param($State) [pscustomobject]@{ RemoteAddress = '127.0.0.1'; RemotePort = 443 } }
function rasdial { }
$PSDefaultParameterValues['Register-TeamsSplitTunnelTask:ProgramPath'] = 'C:\T\teams-split-tunnel.exe'
foreach ($cmdlet in 'Repair-TeamsSplitTunnel', 'Install-TeamsVpnBlockRule', 'Remove-TeamsVpnBlockRule') {
    $PSDefaultParameterValues["$($cmdlet):WhatIf"] = $true
}
`;
