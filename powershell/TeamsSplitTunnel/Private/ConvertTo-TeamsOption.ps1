function ConvertTo-TeamsOption {
    # The binary's options from a cmdlet's bound parameters: VpnInterface is vpn-interface.
    param($Cmdlet, [System.Collections.IDictionary] $Bound, [string[]] $Parameter)

    $options = @{}
    foreach ($name in $Parameter) {
        if (-not $Bound.ContainsKey($name)) {
            continue
        }
        if ($name -eq 'EndpointPath') {
            $file = Resolve-TeamsPath $Cmdlet $Bound[$name]
            if ($file -is [System.Management.Automation.ErrorRecord]) {
                $Cmdlet.ThrowTerminatingError($file)
            }
            $options['endpoints'] = $file
        } else {
            $options[($name -creplace '(?<=.)(?=[A-Z])', '-').ToLowerInvariant()] = $Bound[$name]
        }
    }
    $options
}
