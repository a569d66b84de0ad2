const common = String.raw`
function Import-TeamsModule {
    $path = $ModulePath
    if (-not $path) { $path = [System.Environment]::GetFolderPath('ProgramFiles') + '\WindowsPowerShell\Modules\TeamsSplitTunnel' }
    if (-not [System.IO.Directory]::Exists($path)) { return $false }
    Import-Module -Name $path -ErrorAction Stop
    return $true
}

function Get-Option {
    $options = @{ Cloud = $Cloud; ErrorAction = 'Stop' }
    if ($VpnInterface.Count -gt 0) { $options.VpnInterface = $VpnInterface }
    if ($LocalInterface.Count -gt 0) { $options.LocalInterface = $LocalInterface }
    return $options
}

# No names of interfaces or computers: Intune's reports are not the place for them.
function Get-Message($Verdict) {
    $checks = @()
    foreach ($check in $Verdict.checks) {
        if ($check.status -eq $Verdict.status) { $checks += $check.id }
    }
    $message = 'checks ' + ($checks -join ', ')
    $leaks = @()
    foreach ($leak in $Verdict.leaks) { $leaks += $leak.cidrs }
    if ($leaks.Count -gt 0) { $message += '; the VPN takes ' + ($leaks[0..19] -join ', ') }
    return $message + ' (endpoint list ' + $Verdict.endpoints.cloud + ' ' + $Verdict.endpoints.version + ')'
}

$missing = 'the module TeamsSplitTunnel is not installed for all users'
`;

/** What the scripts on the installed module do. */
export const detect = `${common}${String.raw`
function Invoke-Work {
    if (-not (Import-TeamsModule)) { return New-Answer 'Unknown' $missing ([int]$UnknownIsIssue) }
    $options = Get-Option
    $verdict = Test-TeamsSplitTunnel @options
    $message = Get-Message $verdict
    $code = 0
    if ($verdict.status -eq 'Unknown' -and $UnknownIsIssue) { $code = 1 }
    if ($verdict.status -eq 'Fail') {
        if (-not $Repair) { $message += '; only reported' }
        else {
            $cures = @(Repair-TeamsSplitTunnel @options -WhatIf | Where-Object { $_.outcome -eq 'Repairs' -and $_.after -eq 'Pass' })
            if ($cures.Count -gt 0) { $code = 1; $message += '; routes can repair it' } else { $message += '; routes cannot repair it' }
        }
    }
    return New-Answer $verdict.status $message $code
}
`}`;

export const remediate = `${common}${String.raw`
function Invoke-Work {
    if (-not (Import-TeamsModule)) { return New-Answer 'Unknown' $missing 1 }
    $options = Get-Option
    $before = Test-TeamsSplitTunnel @options
    if ($before.status -eq 'Pass') { return New-Answer 'Pass' ((Get-Message $before) + '; nothing to repair') 0 }
    if ($before.status -ne 'Fail' -or -not $Repair) { return New-Answer $before.status ((Get-Message $before) + '; nothing was changed') 1 }
    $null = Repair-TeamsSplitTunnel @options -Confirm:$false
    $after = Test-TeamsSplitTunnel @options
    return New-Answer $after.status (Get-Message $after) ([int]($after.status -ne 'Pass'))
}
`}`;
