# The built module in a PowerShell that is really there: Windows PowerShell 5.1 and PowerShell 7, on Windows; it runs on Linux
# too. It asks for nothing but PowerShell:
#
#     powershell -NoProfile -ExecutionPolicy Bypass -File tests\powershell\windows.ps1
#     pwsh -NoProfile -File tests/powershell/windows.ps1
#
# The exit code is the number of failures.
[CmdletBinding()]
param(
    [string] $Module = (Join-Path $PSScriptRoot '../../dist/TeamsSplitTunnel')
)

Set-StrictMode -Version 2
$ErrorActionPreference = 'Stop'
$script:failures = 0
$temporary = Join-Path ([System.IO.Path]::GetTempPath()) "teams-split-tunnel-$PID"
$null = New-Item -ItemType Directory $temporary

function It {
    param([string] $Name, [scriptblock] $Body)

    try {
        & $Body
        "  ok    $Name"
    } catch {
        $script:failures++
        "  FAIL  $Name"
        "        $_"
        "        $($_.ScriptStackTrace -replace "`n", "`n        ")"
    }
}

function Assert {
    param($Condition, [string] $Message)

    if (-not $Condition) {
        throw $Message
    }
}

function Assert-Equal {
    param($Actual, $Expected)

    $shown = "expected '$Expected', got '$Actual'"
    Assert (($Actual -join '|') -ceq ($Expected -join '|')) $shown.Substring(0, [System.Math]::Min(200, $shown.Length))
}

function Get-ErrorId {
    param([scriptblock] $Body)

    try { $null = & $Body } catch { $_.FullyQualifiedErrorId }
}

function Get-ProgramCount {
    @(Get-Process | Where-Object { $_.Path -match 'teams-split-tunnel(\.exe)?$' }).Count
}

function Wait-ProgramEnd {
    for ($tries = 0; $tries -lt 50 -and (Get-ProgramCount) -gt 0; $tries++) { Start-Sleep -Milliseconds 100 }
    Assert-Equal (Get-ProgramCount) 0
}

$onWindows = [System.Environment]::OSVersion.Platform -eq 'Win32NT'
$words = 'Pass', 'Fail', 'Warning', 'Unknown', 'NotApplicable'
$snapshotText = '{"schema":"teams-split-tunnel/snapshot/1","computer":"Caf\u00e9","platform":"windows","collectedAt":"2026-01-02T03:04:05Z",
  "interfaces":[{"index":10,"name":"Ethernet","type":6,"deviceId":"PCI\\VEN_8086","up":true,"connected4":true,"connected6":true,"metric4":25,"metric6":25,"addresses":["192.168.1.10/24"]},
    {"index":20,"name":"vpn","description":"WireGuard Tunnel","type":53,"up":true,"connected4":true,"connected6":true,"metric4":25,"metric6":25,"addresses":["10.8.0.2/24"]}],
  "routes":[{"destination":"0.0.0.0/0","nextHop":"192.168.1.1","interfaceIndex":10,"metric":25},{"destination":"52.112.64.0/20","nextHop":"10.8.0.1","interfaceIndex":20,"metric":0}]}'

"TeamsSplitTunnel in PowerShell $($PSVersionTable.PSVersion), $([System.IntPtr]::Size * 8)-bit"

It 'is imported without a process, within a second or so' {
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    Import-Module $Module
    Assert ($watch.Elapsed.TotalSeconds -lt 5) "the import took $($watch.Elapsed)"
    Assert-Equal (Get-ProgramCount) 0
}

It 'exports a documented cmdlet for everything' {
    foreach ($command in (Get-Command -Module TeamsSplitTunnel)) {
        $help = Get-Help $command.Name -Full
        Assert (@($help.examples.example).Count -ge 3) "$($command.Name) has no three examples"
    }
    Assert ((Get-Help about_TeamsSplitTunnel | Out-String) -match 'Optimize prefix') 'there is no about topic'
}

It 'judges this machine' {
    $verdict = Test-TeamsSplitTunnel
    Assert ($words -ccontains $verdict.status) "the status is '$($verdict.status)'"
    Assert-Equal $verdict.PSObject.TypeNames[0] 'TeamsSplitTunnel.Verdict'
    Assert-Equal $verdict.collectedAt.GetType().Name 'String'
    Assert ($verdict.collectedAt -match '^\d{4}-\d\d-\d\dT[\d:.]+Z$') "the time is '$($verdict.collectedAt)'"
    Assert-Equal (Test-TeamsSplitTunnel -Quiet) ($verdict.status -in 'Pass', 'Warning', 'NotApplicable')
}

It 'judges a recorded machine, as object, file, Clixml, and across a remoting boundary' {
    $leak = '52.112.64.0/20'
    $snapshot = $snapshotText | ConvertFrom-Json
    Assert-Equal ($snapshot | Test-TeamsSplitTunnel).leaks[0].cidrs $leak
    $file = Join-Path $temporary 'a [recorded] machine.json'
    [System.IO.File]::WriteAllText($file, $snapshotText)
    Assert-Equal (Get-Item -LiteralPath $file | Test-TeamsSplitTunnel).leaks[0].cidrs $leak
    Assert-Equal (Test-TeamsSplitTunnel (Join-Path $temporary '*.json')).leaks[0].cidrs $leak
    $clixml = Join-Path $temporary 'own.clixml'
    Get-TeamsNetworkSnapshot | Export-Clixml $clixml
    Assert ($words -ccontains (Import-Clixml $clixml | Test-TeamsSplitTunnel).status) 'Clixml lost something'
    $there = Start-Job { param($Module) Import-Module $Module; Get-TeamsNetworkSnapshot } -ArgumentList (Resolve-Path $Module).Path |
        Receive-Job -Wait -AutoRemoveJob
    Assert-Equal ($there | Test-TeamsSplitTunnel).status (Test-TeamsSplitTunnel).status
}

It 'keeps letters that are not ASCII' {
    $verdict = $snapshotText | ConvertFrom-Json | Test-TeamsSplitTunnel
    Assert-Equal $verdict.computer ('Caf' + [char]0xe9)
}

It 'writes a file that it reads' {
    $file = Join-Path $temporary 'written.json'
    Get-TeamsNetworkSnapshot | ConvertTo-Json -Depth 9 | Set-Content -Encoding UTF8 $file
    Assert ($words -ccontains (Test-TeamsSplitTunnel $file).status) 'it did not'
}

It 'is never content with a leak or with nothing' {
    $snapshot = $snapshotText | ConvertFrom-Json
    Assert-Equal ($snapshot | Test-TeamsSplitTunnel -Quiet) $false
    Assert-Equal (@() | Test-TeamsSplitTunnel -Quiet) $false
    Assert-Equal @(@() | Test-TeamsSplitTunnel).Count 0
}

It 'speaks with the program where the console is UTF-8 with a byte order mark' {
    $before = [Console]::InputEncoding
    try {
        [Console]::InputEncoding = [System.Text.Encoding]::UTF8
        Assert-Equal (Get-TeamsBestRoute 127.0.0.1).address '127.0.0.1'
    } finally {
        [Console]::InputEncoding = $before
    }
}

It 'answers thousands of addresses in order' {
    $asked = foreach ($number in 0..2999) { "52.112.$($number -shr 8).$($number -band 255)" }
    # An array has an Address of its own.
    Assert-Equal ($asked | Get-TeamsBestRoute | ForEach-Object { $_.address }) $asked
}

if ($onWindows -and (Get-Command Find-NetRoute -ErrorAction SilentlyContinue)) {
    It 'agrees with Find-NetRoute' {
        foreach ($address in '52.112.0.1', '52.123.255.254', '8.8.8.8', '127.0.0.1') {
            $expected = @(Find-NetRoute -RemoteIPAddress $address)[0].InterfaceIndex
            Assert-Equal (Get-TeamsBestRoute $address).interfaceIndex $expected
        }
    }
}

It 'takes IPAddress objects, and objects that have an address' {
    $asked = [ipaddress]'127.0.0.1', [pscustomobject]@{ RemoteAddress = '127.0.0.2' }
    Assert-Equal ($asked | Get-TeamsBestRoute | ForEach-Object { $_.address }) ('127.0.0.1', '127.0.0.2')
}

It 'lists routes and endpoints' {
    Assert (@(Get-TeamsRoute).Count -gt 0) 'there are no routes'
    Assert-Equal (Get-TeamsEndpoint -ServiceArea Skype -Category Optimize -Prefix).prefix ('52.112.0.0/14', '52.122.0.0/15', '2603:1063::/38')
}

It 'gives errors their ids' {
    Assert-Equal (Get-ErrorId { Get-TeamsBestRoute 01.2.3.4 }) 'AddressInvalid,Get-TeamsBestRoute'
    Assert-Equal (Get-ErrorId { Test-TeamsSplitTunnel (Join-Path $temporary '*.none') }) 'PathNotFound,Test-TeamsSplitTunnel'
    Assert-Equal (Get-ErrorId { @{ schema = 'x' } | Test-TeamsSplitTunnel }) 'SnapshotSchema,Test-TeamsSplitTunnel'
    $setting = (Get-Module TeamsSplitTunnel).PrivateData
    $setting.BinaryPath = Join-Path $temporary 'nowhere.exe'
    Assert-Equal (Get-ErrorId { Test-TeamsSplitTunnel }) 'BinaryNotFound,Test-TeamsSplitTunnel'
    $setting.BinaryPath = $PSCommandPath
    Assert-Equal (Get-ErrorId { Test-TeamsSplitTunnel }) 'BinaryNotStarted,Test-TeamsSplitTunnel'
    $setting.BinaryPath = ''
}

It 'ends its program with the pipeline' {
    Wait-ProgramEnd
    $null = 1..3000 | ForEach-Object { '127.0.0.1' } | Get-TeamsBestRoute | Select-Object -First 1
    Wait-ProgramEnd
    $shell = [powershell]::Create().AddScript('param($Module) Import-Module $Module
        & { 1..1001 | ForEach-Object { "127.0.0.1" }; while ($true) { Start-Sleep -Milliseconds 20 } } | Get-TeamsBestRoute').AddArgument($Module)
    $null = $shell.BeginInvoke()
    for ($tries = 0; $tries -lt 100 -and (Get-ProgramCount) -eq 0; $tries++) { Start-Sleep -Milliseconds 100 }
    Assert-Equal (Get-ProgramCount) 1
    $shell.Stop()
    Wait-ProgramEnd
}

It 'has views that put the answer first' {
    $verdict = $snapshotText | ConvertFrom-Json | Test-TeamsSplitTunnel
    Assert (($verdict | Out-String) -match 'Status\s+Computer[^$]*Fail\s') 'there is no table'
    Assert (($verdict | Format-List | Out-String) -match 'Leaks\s+:\s+52\.112\.64\.0/20 by vpn') 'there is no list'
}

It 'completes clouds' {
    $line = 'Test-TeamsSplitTunnel -Cloud USGovG'
    Assert-Equal (TabExpansion2 $line $line.Length).CompletionMatches[0].CompletionText 'USGovGCCHigh'
}

$small = "$env:SystemRoot\SysWOW64\WindowsPowerShell\v1.0\powershell.exe"
if ($onWindows -and $PSVersionTable.PSEdition -eq 'Desktop' -and [System.IntPtr]::Size -eq 8 -and (Test-Path $small)) {
    It 'runs in the 32-bit PowerShell, in which management tools run scripts' {
        $status = & $small -NoProfile -ExecutionPolicy Bypass -Command "Import-Module '$Module'; (Test-TeamsSplitTunnel).status"
        Assert ($words -ccontains $status) "the status is '$status'"
    }
}

Remove-Item -Recurse -Force $temporary
"$script:failures failures"
exit $script:failures
