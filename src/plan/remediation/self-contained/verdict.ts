/** Windows PowerShell's half of judge/checks: OptimizeRoutes, NextHop, the kill switch of Interference, and their status. */
export const verdict = String.raw`
function Get-OptimizeRoutes($Machine, $Wanted, $Segments) {
    $leaking = @{}
    $unknown = @{}
    $routed = @{}
    $holes = @{}
    foreach ($segment in $Segments) {
        $family = $segment.Wanted.Family
        if ($segment.Path -eq 'Vpn') { $leaking[$segment.Wanted.Text] = $true }
        if ($segment.Path -eq 'UnknownTunnel') { $unknown[$segment.Wanted.Text] = $true }
        if ($segment.Path -eq 'None') { $holes[$family] = $true } else { $routed[$family] = $true }
    }
    if ($Wanted.Count -eq 0) { return @('Unknown', 'the script holds no Optimize prefix') }
    if ($leaking.Count -gt 0) { return @('Fail', "Teams media leaves through the VPN, within $(Join-Name $leaking)") }
    if ($unknown.Count -gt 0) {
        return @('Unknown', "an interface or a metric that is not known decides within $(Join-Name $unknown); name the interfaces in the settings")
    }
    $families = @{}
    foreach ($prefix in $Wanted) { $families[$prefix.Family] = $true }
    foreach ($family in $Machine.Unread) {
        if ($families[$family]) { return @('Unknown', "the IPv$family routes could not be read") }
    }
    $needed = $(if ($families[4]) { 4 } else { 6 })
    if (-not $routed[$needed]) { return @('Unknown', "no IPv$needed address of Teams media has a route; the machine is offline") }
    foreach ($family in 4, 6) {
        if ($routed[$family] -and $holes[$family]) { return @('Warning', "a part of Teams media has no IPv$family route") }
    }
    $connected = $false
    foreach ($row in $Machine.Rows.Values) { if ($row.Path -eq 'Vpn' -and $row.InUse) { $connected = $true } }
    if (-not $connected) { return @('NotApplicable', 'no VPN is connected; media is local, but nothing was tested') }
    return @('Pass', 'all Teams media leaves by the local interface')
}

function Join-Name($Names) {
    $sorted = [System.Collections.ArrayList]::new(@($Names.Keys))
    $sorted.Sort()
    return $sorted -join ', '
}

# WireGuard for Windows blocks every packet outside its tunnel, of both families, as soon as it holds a /0.
function Test-KillSwitch($Machine, $Segments) {
    foreach ($route in $Machine.Routes) {
        if ($route.Destination -ne '0.0.0.0/0' -and $route.Destination -ne '::/0') { continue }
        $row = $Machine.Rows[$route.Index]
        if (-not $row -or $route.Expired -or -not (Test-WireGuard $row)) { continue }
        $family = $(if ($route.Destination -eq '::/0') { 6 } else { 4 })
        if (-not $row.InUse -or -not (Test-Connected $row $family)) { continue }
        foreach ($segment in $Segments) {
            foreach ($hop in $segment.Best) { if ($hop.Index -ne $row.Index) { return $true } }
        }
    }
    return $false
}

function Test-WireGuard($Row) {
    return Test-AnyPattern ($Row.Description -replace ' #\d+$', '') $WireGuardDescriptions
}

# A gateway outside every on-link prefix of its interface loses every packet.
function Get-NextHopStatus($Machine, $Segments) {
    $status = 'Pass'
    $seen = @{}
    foreach ($segment in $Segments) {
        foreach ($hop in $segment.Best) {
            $key = "$($hop.Destination) $($hop.NextHop) $($hop.Index)"
            if ($seen.ContainsKey($key)) { continue }
            $seen[$key] = $true
            $row = $Machine.Rows[$hop.Index]
            $one = 'Pass'
            if ($null -ne $hop.NextHop) { $one = Get-GatewayStatus $Machine $hop }
            elseif ($row -and ($row.Type -eq 6 -or $row.Type -eq 71)) { $one = 'Warning' }
            foreach ($word in 'Fail', 'Warning', 'NotApplicable') {
                if ($status -eq $word -or $one -eq $word) { $status = $word; break }
            }
        }
    }
    return $status
}

function Get-GatewayStatus($Machine, $Hop) {
    $gateway = ConvertTo-Number $Hop.NextHop
    $family = $(if ($Hop.NextHop.Contains(':')) { 6 } else { 4 })
    $prefixes = @('fe80::/10', '169.254.0.0/16')
    $known = @()
    $row = $Machine.Rows[$Hop.Index]
    if ($row) { $known += $row.Addresses }
    foreach ($route in $Machine.Routes) {
        if ($route.Index -eq $Hop.Index -and $null -eq $route.NextHop) { $known += $route.Destination }
    }
    foreach ($text in $prefixes + $known) {
        $prefix = ConvertTo-Prefix $text
        if ($prefix.Family -eq $family -and $prefix.First -le $gateway -and $gateway -le $prefix.Last) { return 'Pass' }
    }
    if ($known.Count -eq 0) { return 'NotApplicable' }
    return 'Fail'
}

function Get-Verdict($Machine) {
    $wanted = [System.Collections.ArrayList]::new()
    foreach ($text in $OptimizePrefixes) { [void]$wanted.Add((ConvertTo-Prefix $text)) }
    $segments = Get-Segment $Machine $wanted
    $routes = Get-OptimizeRoutes $Machine $wanted $segments
    $nextHop = Get-NextHopStatus $Machine $segments
    $isBlocked = Test-KillSwitch $Machine $segments
    $status = 'Pass'
    if ($routes[0] -eq 'Fail' -or $nextHop -eq 'Fail' -or $isBlocked) { $status = 'Fail' }
    elseif ($routes[0] -eq 'Unknown') { $status = 'Unknown' }
    elseif ($routes[0] -eq 'NotApplicable') { $status = 'NotApplicable' }
    elseif ($routes[0] -eq 'Warning' -or $nextHop -eq 'Warning') { $status = 'Warning' }
    $message = $routes[1]
    if ($nextHop -eq 'Fail') { $message += '; a next hop is in no subnet of its interface' }
    if ($nextHop -eq 'Warning') { $message += '; public addresses are routed as if they were on the local network' }
    if ($isBlocked) { $message += "; the kill switch of WireGuard, whose tunnel has a /0 route, blocks what leaves outside it" }
    return @{ Status = $status; Message = $message; OptimizeRoutes = $routes[0]; NextHop = $nextHop; KillSwitch = $isBlocked; Segments = $segments }
}
`;
