/** Windows PowerShell's half of collect/windows: what the NetTCPIP cmdlets tell of this machine. */
export const machine = String.raw`
function New-Row([int] $Index, [string] $Name) {
    return @{
        Index = $Index; Name = $Name; Description = ''; Guid = ''; DeviceId = ''; Type = $null; RasType = $null
        Filter = $false; Up = $true; Connected4 = $null; Connected6 = $null; Metric4 = $null; Metric6 = $null
        NoDefault4 = $false; NoDefault6 = $false; Addresses = [System.Collections.ArrayList]::new(); Path = $null; InUse = $false
    }
}

function Get-Machine {
    $machine = @{ Rows = @{}; Routes = [System.Collections.ArrayList]::new() }
    foreach ($adapter in @(NetAdapter\Get-NetAdapter -IncludeHidden -ErrorAction Stop)) {
        $row = New-Row $adapter.InterfaceIndex $adapter.Name
        $row.Description = [string]$adapter.InterfaceDescription
        $row.Guid = [string]$adapter.InterfaceGuid
        $row.DeviceId = [string]$adapter.PnPDeviceID
        $row.Type = $adapter.InterfaceType
        $row.Filter = $adapter.IMFilter -eq $true
        # Another word for a status is no proof that an interface carries nothing.
        $row.Up = [string]$adapter.Status -notmatch '^(Disconnected|Disabled|Not Present|Down|Lower Layer Down)$'
        $machine.Rows[$row.Index] = $row
    }
    $connections = Get-ConnectedVpnName
    # The persistent store holds what the next start sets: its rows say nothing of what is connected.
    foreach ($entry in @(NetTCPIP\Get-NetIPInterface -PolicyStore ActiveStore -ErrorAction Stop)) {
        $index = [int]$entry.InterfaceIndex
        if (-not $machine.Rows.ContainsKey($index)) { $machine.Rows[$index] = New-Row $index $entry.InterfaceAlias }
        $row = $machine.Rows[$index]
        $family = $(if ([string]$entry.AddressFamily -eq 'IPv6') { 6 } else { 4 })
        if ($null -ne $entry.ConnectionState) { $row["Connected$family"] = [string]$entry.ConnectionState -eq 'Connected' }
        if ($null -ne $entry.InterfaceMetric) { $row["Metric$family"] = [long]$entry.InterfaceMetric }
        $row["NoDefault$family"] = [string]$entry.IgnoreDefaultRoutes -eq 'Enabled'
        if (-not $row.Filter -and $connections -contains $row.Name) { $row.RasType = 'vpn' }
    }
    foreach ($address in @(NetTCPIP\Get-NetIPAddress -PolicyStore ActiveStore -ErrorAction Stop)) {
        $row = $machine.Rows[[int]$address.InterfaceIndex]
        if ($row) { [void]$row.Addresses.Add(($address.IPAddress -replace '%.*$', '') + '/' + $address.PrefixLength) }
    }
    foreach ($entry in @(NetTCPIP\Get-NetRoute -PolicyStore ActiveStore -ErrorAction Stop)) {
        [void]$machine.Routes.Add(@{
            Destination = [string]$entry.DestinationPrefix; NextHop = ConvertTo-NextHop $entry.NextHop
            Index = [int]$entry.InterfaceIndex; Metric = $entry.RouteMetric
            Expired = $null -ne $entry.ValidLifetime -and $entry.ValidLifetime -eq [timespan]::Zero
        })
    }
    Set-Paths $machine
    $machine.Unread = @(Get-UnreadFamily $machine)
    return $machine
}

# A connected interface has routes of its own: where a family has none at all, its table was not told.
function Get-UnreadFamily($Machine) {
    foreach ($family in 4, 6) {
        $isConnected = $false
        foreach ($row in $Machine.Rows.Values) { if ($row["Connected$family"]) { $isConnected = $true } }
        foreach ($route in $Machine.Routes) { if ($route.Destination.Contains(':') -eq ($family -eq 6)) { $isConnected = $false } }
        if ($isConnected) { $family }
    }
}

# On-link is $null.
function ConvertTo-NextHop($Text) {
    $text = [string]$Text -replace '%.*$', ''
    if ($text -eq '' -or $text -eq '0.0.0.0' -or $text -eq '::') { return $null }
    return $text
}

# Windows' own VPN connections that are up. Those of a user are not visible to SYSTEM: name them in $VpnInterface.
function Get-ConnectedVpnName {
    $names = @()
    foreach ($allUsers in $false, $true) {
        try {
            foreach ($connection in @(VpnClient\Get-VpnConnection -AllUserConnection:$allUsers -ErrorAction Stop)) {
                if ([string]$connection.ConnectionStatus -eq 'Connected') { $names += [string]$connection.Name }
            }
        } catch { continue }
    }
    return $names
}
`;
