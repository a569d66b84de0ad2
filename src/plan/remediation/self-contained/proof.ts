/** Windows PowerShell's half of routes/ and judge/segments: which way every address of every Optimize prefix leaves. */
export const proof = String.raw`
function ConvertTo-Number([string] $Address) {
    $bytes = [System.Net.IPAddress]::Parse($Address).GetAddressBytes()
    [array]::Reverse($bytes)
    return [bigint]::new([byte[]]($bytes + [byte]0))
}

# The prefix that holds an address of a CIDR: host bits are cut off.
function ConvertTo-Prefix([string] $Text) {
    $parts = $Text.Split('/')
    $family = 4
    $bits = 32
    if ($parts[0].Contains(':')) { $family = 6; $bits = 128 }
    $length = [int]$parts[1]
    $size = [bigint]::Pow([bigint]2, $bits - $length)
    $number = ConvertTo-Number $parts[0]
    $first = $number - ($number % $size)
    return @{ Text = $Text; Family = $family; Bits = $bits; Length = $length; Number = $number; First = $first; Last = $first + $size - 1 }
}

# Host routes to an interface's own addresses, and to the network address and broadcast of its subnets, are no media.
function Get-OwnHost($Machine) {
    $own = @{}
    foreach ($row in $Machine.Rows.Values) {
        foreach ($address in $row.Addresses) {
            $prefix = ConvertTo-Prefix $address
            $own["$($row.Index) $($prefix.Family) $($prefix.Number)"] = $true
            if ($prefix.Bits - $prefix.Length -lt 2) { continue }
            $own["$($row.Index) $($prefix.Family) $($prefix.First)"] = $true
            if ($prefix.Family -eq 4) { $own["$($row.Index) 4 $($prefix.Last)"] = $true }
        }
    }
    return $own
}

# The routes that overlap a wanted prefix and take part.
function Get-TakingPart($Machine, $Wanted) {
    $own = Get-OwnHost $Machine
    $taking = [System.Collections.ArrayList]::new()
    foreach ($route in $Machine.Routes) {
        if ($route.Expired) { continue }
        if ($null -eq $route.Prefix) { $route.Prefix = ConvertTo-Prefix $route.Destination }
        $prefix = $route.Prefix
        $family = $prefix.Family
        $near = $false
        foreach ($each in $Wanted) {
            if ($each.Family -eq $family -and $each.First -le $prefix.Last -and $prefix.First -le $each.Last) { $near = $true }
        }
        if (-not $near) { continue }
        if ($prefix.Length -eq $prefix.Bits -and $own.ContainsKey("$($route.Index) $family $($prefix.First)")) { continue }
        $row = $Machine.Rows[$route.Index]
        if ($row) {
            if (-not (Test-Connected $row $family)) { continue }
            if ($prefix.Length -eq 0 -and $row["NoDefault$family"]) { continue }
        }
        $route.Total = $null
        if ($row -and $null -ne $route.Metric -and $null -ne $row["Metric$family"]) { $route.Total = [long]$route.Metric + $row["Metric$family"] }
        $route.Least = [long]0
        if ($null -ne $route.Total) { $route.Least = $route.Total }
        elseif ($null -ne $route.Metric) { $route.Least = [long]$route.Metric }
        $route.Path = 'UnknownTunnel'
        if ($row) { $route.Path = $row.Path }
        [void]$taking.Add($route)
    }
    return , $taking
}

# Longest prefix, then lowest metric; where an unknown metric could be the lowest, several stay possible.
function Select-Route($Covering) {
    $longest = -1
    foreach ($route in $Covering) { if ($route.Prefix.Length -gt $longest) { $longest = $route.Prefix.Length } }
    $lowest = [long]::MaxValue
    foreach ($route in $Covering) {
        if ($route.Prefix.Length -eq $longest -and $null -ne $route.Total -and $route.Total -lt $lowest) { $lowest = $route.Total }
    }
    $best = [System.Collections.ArrayList]::new()
    $undecided = $false
    foreach ($route in $Covering) {
        if ($route.Prefix.Length -ne $longest) { continue }
        if ($null -eq $route.Total) {
            if ($route.Least -le $lowest) { [void]$best.Add($route); $undecided = $true }
        } elseif ($route.Total -eq $lowest) { [void]$best.Add($route) }
    }
    $paths = @{}
    foreach ($route in $best) { $paths[$route.Path] = $true }
    $path = 'UnknownTunnel'
    if ($paths.Count -eq 0) { $path = 'None' }
    elseif ($paths.Count -eq 1) { $path = $best[0].Path }
    elseif (-not ($undecided -and $best.Count -gt 1) -and $paths.ContainsKey('Vpn')) { $path = 'Vpn' }
    return @{ Best = $best; Path = $path }
}

# Cuts every wanted prefix where the decision can change, and decides each piece once.
function Get-Segment($Machine, $Wanted) {
    $taking = Get-TakingPart $Machine $Wanted
    $segments = [System.Collections.ArrayList]::new()
    foreach ($prefix in $Wanted) {
        $near = [System.Collections.ArrayList]::new()
        $cuts = @{ "$($prefix.First)" = $prefix.First }
        foreach ($route in $taking) {
            $other = $route.Prefix
            if ($other.Family -ne $prefix.Family -or $other.First -gt $prefix.Last -or $other.Last -lt $prefix.First) { continue }
            [void]$near.Add($route)
            if ($other.First -gt $prefix.First) { $cuts["$($other.First)"] = $other.First }
            $next = $other.Last + 1
            if ($next -le $prefix.Last) { $cuts["$next"] = $next }
        }
        $starts = [System.Collections.Generic.List[bigint]]::new()
        foreach ($start in $cuts.Values) { $starts.Add($start) }
        $starts.Sort()
        for ($i = 0; $i -lt $starts.Count; $i++) {
            $last = $prefix.Last
            if ($i + 1 -lt $starts.Count) { $last = $starts[$i + 1] - 1 }
            $covering = [System.Collections.ArrayList]::new()
            foreach ($route in $near) {
                if ($route.Prefix.First -le $starts[$i] -and $last -le $route.Prefix.Last) { [void]$covering.Add($route) }
            }
            $segment = Select-Route $covering
            $segment.Wanted = $prefix
            [void]$segments.Add($segment)
        }
    }
    return , $segments
}
`;
