import type { Snapshot, SnapshotRoute } from '../../src/contract/snapshot.ts';
import type { Family } from '../../src/contract/verdict.ts';

/** What Windows' own cmdlets would tell of a snapshot's machine, where they can tell it. */
export interface CmdletOutput {
  adapters: object[];
  ipInterfaces: object[];
  addresses: object[];
  routes: object[];
  vpnConnections: object[];
}

export function cmdletOutput({ interfaces, routes }: Snapshot): CmdletOutput {
  return {
    adapters: interfaces.map((row) => ({
      InterfaceIndex: row.index,
      Name: row.name,
      InterfaceDescription: row.description ?? null,
      InterfaceType: row.type ?? null,
      InterfaceGuid: row.guid ?? null,
      PnPDeviceID: row.deviceId ?? null,
      // Where nothing tells whether an interface is connected, Windows calls its adapter neither up nor down.
      Status: !row.up ? 'Disconnected' : row.connected4 == null && row.connected6 == null ? 'Unknown' : 'Up',
      IMFilter: row.filter ?? null,
    })),
    ipInterfaces: interfaces.flatMap((row) =>
      ([4, 6] as const).map((family) => ({
        InterfaceIndex: row.index,
        InterfaceAlias: row.name,
        AddressFamily: `IPv${family}`,
        ConnectionState: word(family === 4 ? row.connected4 : row.connected6, 'Connected', 'Disconnected'),
        InterfaceMetric: (family === 4 ? row.metric4 : row.metric6) ?? null,
        IgnoreDefaultRoutes: word(
          family === 4 ? row.disableDefaultRoutes4 : row.disableDefaultRoutes6,
          'Enabled',
          'Disabled',
        ),
      })),
    ),
    addresses: interfaces.flatMap((row) =>
      (row.addresses ?? []).map((text) => {
        const [IPAddress, length] = text.split('/');
        return { InterfaceIndex: row.index, IPAddress, PrefixLength: Number(length) };
      }),
    ),
    routes: routes.map((route) => ({
      DestinationPrefix: route.destination,
      NextHop: route.nextHop ?? (route.destination.includes(':') ? '::' : '0.0.0.0'),
      InterfaceIndex: route.interfaceIndex,
      RouteMetric: route.metric ?? null,
      Expired: route.validLifetime === 0,
    })),
    vpnConnections: interfaces
      .filter((row) => row.rasType === 'vpn')
      .map((row) => ({ Name: row.name, ConnectionStatus: 'Connected' })),
  };
}

/** The snapshot without what the cmdlets don't tell; a family that is in use without any route was not told either. */
export function asCmdletsTell(snapshot: Snapshot): Snapshot {
  const told = (route: SnapshotRoute): SnapshotRoute => {
    const { destination, nextHop, interfaceIndex, metric, validLifetime } = route;
    return { destination, nextHop, interfaceIndex, metric, validLifetime };
  };
  const isUntold = (family: Family) =>
    snapshot.interfaces.some((row) => (family === 4 ? row.connected4 : row.connected6)) &&
    !snapshot.routes.some(({ destination }) => destination.includes(':') === (family === 6));
  return { ...snapshot, routes: snapshot.routes.map(told), unread: ([4, 6] as const).filter(isUntold) };
}

function word(value: boolean | null | undefined, yes: string, no: string): string | null {
  if (value == null) return null;
  return value ? yes : no;
}

/**
 * Stand-ins with the names and parameters of Windows' modules NetTCPIP, NetAdapter and VpnClient, which answer from
 * $global:facts and keep what was changed in it. Without -PolicyStore they tell of the persistent store too: https://learn.microsoft.com/powershell/module/nettcpip
 */
export const windowsCmdlets = String.raw`
New-Module -Name NetAdapter -ScriptBlock {
    function Get-NetAdapter { [CmdletBinding()] param([switch] $IncludeHidden) $global:facts.adapters }
} | Import-Module
New-Module -Name NetTCPIP -ScriptBlock {
    function Get-NetIPInterface {
        [CmdletBinding()] param([string] $PolicyStore)
        $global:facts.ipInterfaces
        if ($PolicyStore -eq 'ActiveStore') { return }
        foreach ($row in $global:facts.ipInterfaces) {
            [pscustomobject]@{
                InterfaceIndex = $row.InterfaceIndex; InterfaceAlias = $row.InterfaceAlias; AddressFamily = $row.AddressFamily
                ConnectionState = 'Disconnected'; InterfaceMetric = $null; IgnoreDefaultRoutes = 'Disabled'
            }
        }
    }
    function Get-NetIPAddress {
        [CmdletBinding()] param([string] $PolicyStore)
        $global:facts.addresses
        if ($PolicyStore -ne 'ActiveStore') { [pscustomobject]@{ InterfaceIndex = 10; IPAddress = '10.99.0.7'; PrefixLength = 24 } }
    }
    function Get-NetRoute {
        [CmdletBinding()] param([string] $PolicyStore)
        foreach ($route in $global:facts.routes) {
            [pscustomobject]@{
                DestinationPrefix = $route.DestinationPrefix; NextHop = $route.NextHop; InterfaceIndex = $route.InterfaceIndex
                RouteMetric = $route.RouteMetric
                ValidLifetime = $(if ($route.Expired) { [timespan]::Zero } else { [timespan]::MaxValue })
            }
        }
    }
    function New-NetRoute {
        [CmdletBinding()] param(
            [Parameter(Mandatory)] [string] $DestinationPrefix, [Parameter(Mandatory)] [uint32] $InterfaceIndex,
            [string] $NextHop = '0.0.0.0', [uint16] $RouteMetric = 256, [string] $PolicyStore)
        $global:log += "add $DestinationPrefix via $NextHop dev $InterfaceIndex metric $RouteMetric $PolicyStore"
        if ($global:refuse -eq $DestinationPrefix) { throw 'Access is denied.' }
        $global:facts.routes = @($global:facts.routes) + [pscustomobject]@{
            DestinationPrefix = $DestinationPrefix; NextHop = $NextHop; InterfaceIndex = $InterfaceIndex; RouteMetric = $RouteMetric; Expired = $false
        }
    }
    function Remove-NetRoute {
        [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')] param(
            [string] $DestinationPrefix, [uint32] $InterfaceIndex, [string] $NextHop, [string] $PolicyStore)
        $global:log += "remove $DestinationPrefix via $NextHop dev $InterfaceIndex $PolicyStore"
        $global:facts.routes = @($global:facts.routes | Where-Object { $_.DestinationPrefix -ne $DestinationPrefix -or $_.NextHop -ne $NextHop })
    }
} | Import-Module
New-Module -Name VpnClient -ScriptBlock {
    function Get-VpnConnection {
        [CmdletBinding()] param([switch] $AllUserConnection)
        if ($AllUserConnection) { $global:facts.vpnConnections }
    }
} | Import-Module
$global:log = @()
`;
