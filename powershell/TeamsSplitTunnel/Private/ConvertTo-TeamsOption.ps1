# Where the binary's option is not the parameter's name in small letters with dashes.
$optionNames = @{
    EndpointPath    = 'endpoints'
    Prefix          = 'prefixes'
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
        if ($name -like '*Path') {
            $value = Resolve-TeamsPath $Cmdlet $value
            if ($value -is [System.Management.Automation.ErrorRecord]) {
                $Cmdlet.ThrowTerminatingError($value)
            }
        }
        $option = $(if ($optionNames.ContainsKey($name)) { $optionNames[$name] } else { $name -creplace '(?<=.)(?=[A-Z])', '-' })
        $options[$option.ToLowerInvariant()] = $value
    }
    $options
}
