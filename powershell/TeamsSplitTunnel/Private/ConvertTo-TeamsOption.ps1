# Where the binary's option is not the parameter's name in small letters with dashes.
$optionNames = @{
    EndpointPath    = 'endpoints'
    OutputPath      = 'output'
    PacFile         = 'pac'
    Prefix          = 'prefixes'
    SnapshotPath    = 'snapshot'
    StrictInterface = 'strict-interfaces'
}

function ConvertTo-TeamsOption {
    # The binary's options from a cmdlet's bound parameters: VpnInterface is vpn-interface.
    param($Cmdlet, [System.Collections.IDictionary] $Bound, [string[]] $Parameter)

    $options = @{}
    foreach ($name in $Parameter) {
        if (-not $Bound.ContainsKey($name)) {
            continue
        }
        $value = $Bound[$name]
        if ($name -like '*Path' -or $name -in 'VpnProfile', 'PacFile') {
            $value = ConvertTo-TeamsFileName $Cmdlet $value
        }
        if ($value -is [int]) {
            $value = [string]$value
        }
        $option = $(if ($optionNames.ContainsKey($name)) { $optionNames[$name] } else { $name -creplace '(?<=.)(?=[A-Z])', '-' })
        $options[$option.ToLowerInvariant()] = $value
    }
    $options
}

function ConvertTo-TeamsFileName {
    # The absolute name of a file, or of each of several.
    param($Cmdlet, $Path)

    $names = @(
        foreach ($each in $Path) {
            $name = Resolve-TeamsPath $Cmdlet $each
            if ($name -is [System.Management.Automation.ErrorRecord]) {
                $Cmdlet.ThrowTerminatingError($name)
            }
            $name
        })
    if ($Path -is [array]) { , $names } else { $names[0] }
}
