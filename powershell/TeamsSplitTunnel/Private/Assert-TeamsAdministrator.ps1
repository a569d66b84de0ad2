function Assert-TeamsAdministrator {
    # Only administrators may change Windows' firewall and routes. On Linux the program asks the kernel.
    param($Cmdlet, [string] $What = 'the firewall')

    if (-not (Test-TeamsWindows) -or (Test-TeamsAdministrator)) {
        return
    }
    $Cmdlet.ThrowTerminatingError((New-TeamsError 'NotPrivileged' 'PermissionDenied' $null (
                "Only an administrator may change $What, and nothing was changed. Run this in a PowerShell that was " +
                'started as administrator.')))
}

function Test-TeamsAdministrator {
    $identity = [System.Security.Principal.WindowsIdentity]::GetCurrent()
    ([System.Security.Principal.WindowsPrincipal]$identity).IsInRole([System.Security.Principal.WindowsBuiltInRole]::Administrator)
}
