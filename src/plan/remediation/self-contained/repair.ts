/** Windows PowerShell's half of plan/repair: routes over the local gateway, tried against the proof before they are added. */
export const repair = String.raw`
# The default route of a local interface with the lowest metric.
function Get-LocalGateway($Machine, [int] $Family) {
    $found = $null
    $least = [long]::MaxValue
    $default = $(if ($Family -eq 6) { '::/0' } else { '0.0.0.0/0' })
    foreach ($route in $Machine.Routes) {
        $row = $Machine.Rows[$route.Index]
        if ($route.Destination -ne $default -or $route.Expired -or $null -eq $route.NextHop -or -not $row) { continue }
        if ($row.Path -ne 'Local' -or -not (Test-Connected $row $Family) -or $row["NoDefault$Family"]) { continue }
        $metric = [long]::MaxValue - 1
        if ($null -ne $route.Metric -and $null -ne $row["Metric$Family"]) { $metric = [long]$route.Metric + $row["Metric$Family"] }
        if ($metric -lt $least) { $found = $route; $least = $metric }
    }
    return $found
}

function Format-Prefix($Number, $Prefix, [int] $Length) {
    $bytes = $Number.ToByteArray()
    $size = $Prefix.Bits / 8
    $address = [byte[]](@(0) * $size)
    for ($i = 0; $i -lt $size -and $i -lt $bytes.Length; $i++) { $address[$size - 1 - $i] = $bytes[$i] }
    return [System.Net.IPAddress]::new($address).ToString() + '/' + $Length
}

# What beats a leak: the list's prefix, or the VPN's own where that is longer; where that is taken already, its two halves.
function Get-Candidate($Segment, $Taken) {
    $base = $Segment.Wanted
    foreach ($hop in $Segment.Best) { if ($hop.Prefix.Length -gt $base.Length) { $base = $hop.Prefix } }
    if (-not $Taken.ContainsKey("$($base.First)/$($base.Length)")) { return @(Format-Prefix $base.First $base $base.Length) }
    if ($base.Length -eq $base.Bits) { return @() }
    $length = $base.Length + 1
    $second = $base.First + [bigint]::Pow([bigint]2, $base.Bits - $length)
    $halves = @()
    foreach ($first in $base.First, $second) {
        if (-not $Taken.ContainsKey("$first/$length")) { $halves += Format-Prefix $first $base $length }
    }
    return $halves
}

# The routes that turn Fail into Pass, or none where routes cannot.
function Find-Repair($Machine) {
    $routes = [System.Collections.ArrayList]::new($Machine.Routes)
    $tried = @{ Rows = $Machine.Rows; Routes = $routes; Unread = $Machine.Unread }
    $gateways = @{ 4 = Get-LocalGateway $Machine 4; 6 = Get-LocalGateway $Machine 6 }
    $taken = @{ 4 = @{}; 6 = @{} }
    foreach ($route in $Machine.Routes) {
        $prefix = ConvertTo-Prefix $route.Destination
        $gateway = $gateways[$prefix.Family]
        if ($gateway -and $route.Index -eq $gateway.Index -and $route.NextHop -eq $gateway.NextHop) {
            $taken[$prefix.Family]["$($prefix.First)/$($prefix.Length)"] = $true
        }
    }
    $added = [System.Collections.ArrayList]::new()
    while ($added.Count -lt $MostRoutes) {
        $verdict = Get-Verdict $tried
        if ($verdict.Status -eq 'Pass') { return , $added }
        $before = $added.Count
        foreach ($segment in $verdict.Segments) {
            if ($segment.Path -ne 'Vpn') { continue }
            $family = $segment.Wanted.Family
            if (-not $gateways[$family]) { return , @() }
            foreach ($destination in @(Get-Candidate $segment $taken[$family])) {
                $route = @{
                    Destination = $destination; NextHop = $gateways[$family].NextHop
                    Index = $gateways[$family].Index; Metric = 0; Expired = $false
                }
                $prefix = ConvertTo-Prefix $destination
                $taken[$family]["$($prefix.First)/$($prefix.Length)"] = $true
                [void]$routes.Add($route)
                [void]$added.Add($route)
            }
        }
        if ($added.Count -eq $before) { return , @() }
    }
    return , @()
}

# Adds all routes or none.
function Add-Route($Routes) {
    $made = @()
    try {
        foreach ($route in $Routes) {
            $null = NetTCPIP\New-NetRoute -DestinationPrefix $route.Destination -InterfaceIndex $route.Index -NextHop $route.NextHop -RouteMetric 0 -PolicyStore ActiveStore -ErrorAction Stop
            $made += $route
        }
    } catch {
        Remove-Route $made
        throw
    }
}

function Remove-Route($Routes) {
    foreach ($route in $Routes) {
        NetTCPIP\Remove-NetRoute -DestinationPrefix $route.Destination -InterfaceIndex $route.Index -NextHop $route.NextHop -PolicyStore ActiveStore -Confirm:$false -ErrorAction SilentlyContinue
    }
}
`;
