/** Windows PowerShell's half of judge/interfaces: where an interface leads. Same questions, same order. */
export const interfaces = String.raw`
function Test-AnyPattern([string] $Text, $Patterns) {
    foreach ($pattern in $Patterns) {
        if ([regex]::IsMatch($Text, $pattern, 'IgnoreCase, CultureInvariant')) { return $true }
    }
    return $false
}

# Whether an administrator's pattern names an interface: a GUID, or a name or description with * and ?.
function Test-Named($Row, [string] $Pattern) {
    if ($Pattern -match '^\{?[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\}?$') {
        return $Row.Guid.Trim('{}') -eq $Pattern.Trim('{}')
    }
    if ($Row.Filter) { return $false }
    $expression = '^' + [regex]::Escape($Pattern).Replace('\*', '.*').Replace('\?', '.') + '\z'
    foreach ($text in $Row.Name, $Row.Description) {
        if ($null -ne $text -and [regex]::IsMatch($text, $expression, 'IgnoreCase, CultureInvariant, Singleline')) { return $true }
    }
    return $false
}

function Get-RecognisedPath($Row, $Machine) {
    if ($Row.Type -eq 24 -or $Row.Filter) { return 'UnknownTunnel' }
    if ($Row.RasType -eq 'vpn') { return 'Vpn' }
    $description = $Row.Description -replace ' #\d+$', ''
    if ((Test-AnyPattern $description $VpnDescriptions) -or (Test-AnyPattern $Row.DeviceId $VpnDeviceIds)) { return 'Vpn' }
    if ((Test-AnyPattern $Row.Name $TransitionTunnels) -or (Test-AnyPattern $Row.Description $TransitionTunnels)) { return 'UnknownTunnel' }
    if ((Test-AnyPattern $Row.Name $IpHttpsTunnels) -or (Test-AnyPattern $Row.Description $IpHttpsTunnels)) { return 'Vpn' }
    if ($TunnelTypes -contains $Row.Type) { return 'Vpn' }
    if ((Test-AnyPattern $Row.DeviceId $NetworkCardDevices) -or $CellularTypes -contains $Row.Type) { return 'Local' }
    if ((Test-AnyPattern $Row.Description $SwitchDescriptions) -and (Test-OwnGateway $Row $Machine)) { return 'Local' }
    return 'UnknownTunnel'
}

function Test-OwnGateway($Row, $Machine) {
    foreach ($route in $Machine.Routes) {
        if ($route.Index -eq $Row.Index -and ($route.Destination -eq '0.0.0.0/0' -or $route.Destination -eq '::/0') -and
            -not $route.Expired -and $null -ne $route.NextHop) { return $true }
    }
    return $false
}

# Gives every interface its path: the administrator's word first, then what is recognised.
function Set-Paths($Machine) {
    foreach ($row in $Machine.Rows.Values) {
        $isVpn = $false
        $isLocal = $false
        foreach ($pattern in $VpnInterface) { if (Test-Named $row $pattern) { $isVpn = $true } }
        foreach ($pattern in $LocalInterface) { if (Test-Named $row $pattern) { $isLocal = $true } }
        if ($isVpn -and $isLocal) { throw 'the settings name one interface as VPN and as local' }
        $path = Get-RecognisedPath $row $Machine
        if ($isVpn) { $path = 'Vpn' }
        elseif ($isLocal) { $path = 'Local' }
        elseif ($LocalInterface.Count -gt 0 -and $path -eq 'Local') { $path = 'UnknownTunnel' }
        $row.Path = $path
        # The rows of WAN Miniport are there all the time; one without an address serves no connection.
        $isIdle = $row.Description -match '^WAN Miniport \(' -and $row.Addresses.Count -eq 0
        $row.InUse = -not $isIdle -and ((Test-Connected $row 4) -or (Test-Connected $row 6))
    }
}

function Test-Connected($Row, [int] $Family) {
    $known = $Row["Connected$Family"]
    if ($null -ne $known) { return $known }
    return $Row.Up
}
`;
