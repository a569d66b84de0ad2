function Select-TeamsAddress {
    # The address that an object stands for. An IPAddress that came back from a remote session has lost its type.
    param($Value)

    if ($Value -is [string]) {
        return $Value
    }
    if ($Value -isnot [System.Net.IPAddress]) {
        foreach ($name in 'IPAddressToString', 'RemoteAddress', 'IPAddress', 'Address') {
            if ($Value.$name) {
                return [string]$Value.$name
            }
        }
    }
    [string]$Value
}
