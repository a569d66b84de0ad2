/** Windows PowerShell's half of judge/checks: OptimizeRoutes, NextHop, and the status of both. */
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
    $wantsIPv4 = $false
    foreach ($prefix in $Wanted) { if ($prefix.Family -eq 4) { $wantsIPv4 = $true } }
    if ($wantsIPv4 -and -not $routed[4]) { return @('Unknown', 'no IPv4 address of Teams media has a route; the machine is offline') }
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
    $status = 'Pass'
    if ($routes[0] -eq 'Fail' -or $nextHop -eq 'Fail') { $status = 'Fail' }
    elseif ($routes[0] -eq 'Unknown') { $status = 'Unknown' }
    elseif ($routes[0] -eq 'NotApplicable') { $status = 'NotApplicable' }
    elseif ($routes[0] -eq 'Warning' -or $nextHop -eq 'Warning') { $status = 'Warning' }
    $message = $routes[1]
    if ($nextHop -eq 'Fail') { $message += '; a next hop is in no subnet of its interface' }
    if ($nextHop -eq 'Warning') { $message += '; public addresses are routed as if they were on the local network' }
    return @{ Status = $status; Message = $message; OptimizeRoutes = $routes[0]; NextHop = $nextHop; Segments = $segments }
}
`;
