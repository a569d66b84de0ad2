function Add-TeamsFile {
    # The files that a cmdlet's Path and LiteralPath name, as positionals of the call; of one that is not found, its error.
    param([hashtable] $Call, [System.Collections.IDictionary] $Bound)

    foreach ($parameter in 'Path', 'LiteralPath') {
        if (-not $Bound.ContainsKey($parameter)) {
            continue
        }
        foreach ($item in @($Bound[$parameter])) {
            $files = @(Resolve-TeamsPath $Call.Cmdlet $item -Wildcard:($parameter -eq 'Path'))
            if ($files[0] -is [System.Management.Automation.ErrorRecord]) {
                $Call.Failed = $true
                $Call.Cmdlet.WriteError($files[0])
            } else {
                $Call.Positionals.AddRange([string[]]$files)
            }
        }
    }
}
