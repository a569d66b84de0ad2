function Find-TeamsBinary {
    # The binary for this machine: the one that the administrator chose for the module, else that in the module's folder.
    # Never one that the environment or the current folder offers.
    param($Cmdlet)

    $module = $ExecutionContext.SessionState.Module
    $chosen = $module.PrivateData['BinaryPath']
    $paths = @(
        if ($chosen) {
            $chosen
        } else {
            foreach ($platform in (Get-TeamsPlatform)) {
                $file = 'teams-split-tunnel' + $(if ($platform -like 'win-*') { '.exe' })
                [System.IO.Path]::Combine($module.ModuleBase, 'bin', $platform, $file)
            }
        }
    )
    foreach ($path in $paths) {
        if ([System.IO.Path]::IsPathRooted($path) -and [System.IO.File]::Exists($path)) {
            return $path
        }
    }
    $tried = $(if ($paths) { "Tried: $($paths -join ', ')." } else { 'There is none for this kind of machine.' })
    $Cmdlet.ThrowTerminatingError((New-TeamsError 'BinaryNotFound' 'ObjectNotFound' $paths (
                "The program that this module starts is missing. $tried Install the module again, or name another program by its " +
                "absolute path: (Get-Module TeamsSplitTunnel).PrivateData.BinaryPath = 'PATH'.")))
}

function Get-TeamsPlatform {
    # The names of the builds that run on this machine, the best first. A 32-bit PowerShell on 64-bit Windows is told of
    # the machine by PROCESSOR_ARCHITEW6432; Windows on ARM64 runs x64 programs too.
    if ([System.Environment]::OSVersion.Platform -ne 'Win32NT') {
        return 'linux-x64'
    }
    $native = @($env:PROCESSOR_ARCHITEW6432, $env:PROCESSOR_ARCHITECTURE) -ne $null
    switch ($native[0]) {
        'ARM64' { 'win-arm64', 'win-x64' }
        'AMD64' { 'win-x64' }
    }
}
