# Adds routes that keep Microsoft Teams media out of the VPN. Exit code 0 only where it then does.
# For Windows PowerShell 5.1, as SYSTEM or administrator, in the 64-bit host.

# ---- Settings ----
# Interfaces that lead into a VPN, besides those that are recognised: names or descriptions with * and ?.
$VpnInterface = @('Contoso*')
# Interfaces that lead to the local internet connection; if any is named, only these are local.
$LocalInterface = @()
# Whether the remediation adds routes; if not, detection never asks for it.
$Repair = $true
# Whether what could not be tested is an issue too.
$UnknownIsIssue = $false
# Whether results go to the event log Application, source TeamsSplitTunnel.
$EventLog = $false
# File for results, one JSON line each, in a folder where only administrators write; empty for none.
$LogPath = ''

# ---- Tables ----
# Microsoft's endpoint list of the cloud Worldwide; make the scripts anew when it changes.
$EndpointList = 'Worldwide of unknown version'
$OptimizePrefixes = @('52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38')
$VpnDescriptions = @('^WAN Miniport \((IKEv2|SSTP|L2TP|PPTP|IP|IPv6)\)$', '^WireGuard Tunnel$', '^Tailscale Tunnel$', '^Cloudflare WARP Interface Tunnel$', '^NordLynx Tunnel$', '^Mullvad Tunnel$', '^Wintun Userspace Tunnel$', '^(\w+-)?TAP-(\w+ )?Win(dows|32) Adapter V\d+( .+)?$', '^OpenVPN Data Channel Offload$', '^PANGP Virtual Ethernet Adapter( Secure)?$', '^Cisco (AnyConnect|Secure Client)( Secure Mobility Client| VPN)? Virtual Miniport Adapter( for Windows( \w+)?)?$', '^Fortinet (SSL VPN )?Virtual Ethernet Adapter( \(NDIS \d+\.\d+\))?$', '^PPPoP WAN Adapter$', '^Juniper Networks Virtual Adapter( Manager)?$', '^Pulse Secure Virtual Adapter$', '^Ivanti Secure Access Virtual Adapter$', '^Check Point Virtual Network Adapter( .+)?$', '^SonicWall Virtual NIC$', '^SonicWall NetExtender Adapter$', '^F5 Networks VPN Adapter$', '^Citrix Virtual Adapter$', '^Zscaler Network Adapter( \d+(\.\d+)*)?$', '^ZeroTier (One )?Virtual Port$', '^VPN Client Adapter - .+$', '^NetMotion .*Adapter$')
$WireGuardDescriptions = @('^WireGuard Tunnel$')
$VpnDeviceIds = @('^SWD\\WINTUN\\', '^ROOT\\WINTUN\\', '^SWD\\WIREGUARD\\')
$TransitionTunnels = @('^(Microsoft )?(Teredo Tunneling (Pseudo-Interface|Adapter)|(ISATAP|6to4)( Adapter)?)( #\d+)?$|^isatap\.')
$IpHttpsTunnels = @('^(Microsoft IP-HTTPS Platform (Adapter|Interface)|iphttpsinterface)( #\d+)?$')
$TunnelTypes = @(131, 150)
$NetworkCardDevices = @('^(PCI|USB|SD|VMBUS|BTH)\\')
$CellularTypes = @(243, 244)
$SwitchDescriptions = @('^Hyper-V Virtual Ethernet Adapter( #\d+)?$', '^Microsoft Network Adapter Multiplexor Driver( #\d+)?$', '^MAC Bridge Miniport( #\d+)?$')
$MostRoutes = 64

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

$EventOf = @{ Pass = @(1000, 'Information'); NotApplicable = @(1001, 'Information'); Warning = @(2000, 'Warning'); Unknown = @(2001, 'Warning'); Fail = @(3000, 'Error') }

function Write-Result([string] $Status, [string] $Line) {
    $id = $EventOf[$Status][0]
    if ($EventLog) {
        try {
            if (-not [System.Diagnostics.EventLog]::SourceExists('TeamsSplitTunnel')) {
                [System.Diagnostics.EventLog]::CreateEventSource('TeamsSplitTunnel', 'Application')
            }
            [System.Diagnostics.EventLog]::WriteEntry('TeamsSplitTunnel', $Line, $EventOf[$Status][1], $id)
        } catch { $null = $_ }
    }
    if ($LogPath) {
        try { Add-ResultLine $Status $Line $id } catch { $null = $_ }
    }
}

# A line of the file of results, which is put aside when it has grown. What leads elsewhere is not followed.
function Add-ResultLine([string] $Status, [string] $Line, [int] $Id) {
    $file = [System.IO.FileInfo]::new($LogPath)
    foreach ($item in $file, $file.Directory) {
        if ($item.Exists -and ($item.Attributes -band [System.IO.FileAttributes]::ReparsePoint)) { return }
    }
    $file.Directory.Create()
    if ($file.Exists -and $file.Length -ge 1048576) {
        [System.IO.File]::Delete("$LogPath.1")
        [System.IO.File]::Move($LogPath, "$LogPath.1")
    }
    $text = $Line.Replace('\', '\\').Replace('"', '\"')
    $at = [datetime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [cultureinfo]::InvariantCulture)
    $computer = [System.Environment]::MachineName -replace '[^\x20-\x21\x23-\x5b\x5d-\x7e]', '?'
    $record = '{"schema":"teams-split-tunnel/result/1","at":"' + $at + '","computer":"' + $computer + '","status":"' + $Status + '","message":"' + $text + '","eventId":' + $Id + '}'
    [System.IO.File]::AppendAllText($LogPath, $record + [char]10)
}

function Invoke-Work {
    $machine = Get-Machine
    $verdict = Get-Verdict $machine
    if ($verdict.Status -eq 'Pass') { return New-Answer 'Pass' ($verdict.Message + '; nothing to repair') 0 }
    if ($verdict.Status -ne 'Fail') { return New-Answer $verdict.Status ($verdict.Message + '; nothing was changed') 1 }
    if (-not $Repair) { return New-Answer 'Fail' ($verdict.Message + '; only reported, nothing was changed') 1 }
    $routes = Find-Repair $machine
    if ($routes.Count -eq 0) { return New-Answer 'Fail' ($verdict.Message + '; routes cannot repair it, nothing was changed') 1 }
    Add-Route $routes
    $after = Get-Verdict (Get-Machine)
    if ($after.Status -eq 'Pass') { return New-Answer 'Pass' ($after.Message + '; repaired by ' + $routes.Count + ' routes, which a restart forgets') 0 }
    Remove-Route $routes
    return New-Answer $after.Status ($after.Message + '; the routes did not repair it and were removed') 1
}

# One ASCII line that starts with the status word, as Intune shows it, and the exit code.
function New-Answer([string] $Status, [string] $Message, [int] $Code) {
    $line = ($Status + ': ' + $Message + '.') -replace '[^\x20-\x7e]', '?'
    if ($line.Length -gt 2000) { $line = $line.Substring(0, 2000) }
    return @{ Status = $Status; Line = $line; Code = $Code }
}

# A 32-bit host sees another System32 and other modules: the 64-bit Windows PowerShell answers in its place.
function Invoke-In64Bit {
    $program = [System.Environment]::GetFolderPath('Windows') + '\Sysnative\WindowsPowerShell\v1.0\powershell.exe'
    if (-not $PSCommandPath -or -not [System.IO.File]::Exists($program)) {
        return New-Answer 'Unknown' 'this is a 32-bit PowerShell; set "Run script in 64-bit PowerShell" to Yes' 1
    }
    $lines = @(& $program -NoProfile -NonInteractive -ExecutionPolicy Bypass -File $PSCommandPath)
    return @{ Status = $null; Line = [string]$lines[-1]; Code = $LASTEXITCODE }
}

function Get-Answer {
    if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
        return New-Answer 'Unknown' 'PowerShell runs in Constrained Language Mode; the application control policy has to allow this script by its signature' 1
    }
    try {
        if ([System.Environment]::Is64BitOperatingSystem -and -not [System.Environment]::Is64BitProcess) { return Invoke-In64Bit }
        return Invoke-Work
    } catch {
        return New-Answer 'Unknown' ('it could not be tested; ' + $_.CategoryInfo.Activity + ' ended with ' + $_.CategoryInfo.Reason) 1
    }
}

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$WarningPreference = 'SilentlyContinue'
$ConfirmPreference = 'None'
$answer = Get-Answer
if ($answer.Status -and $ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage') { Write-Result $answer.Status $answer.Line }
$answer.Line
exit $answer.Code
