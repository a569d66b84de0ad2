function Add-TeamsDocument {
    # The objects of a fleet. A $null goes with them: the binary counts it as one that it could not read, whereas left out it
    # would be a machine that nobody misses.
    param([hashtable] $Call, [System.Collections.IDictionary] $Bound)

    if (-not $Bound.ContainsKey('InputObject')) {
        return
    }
    foreach ($item in @($Bound['InputObject'])) {
        $Call.HasInput = $true
        Send-TeamsInput $Call $item
    }
}
