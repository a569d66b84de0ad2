function Get-TeamsBestRoute {
    [CmdletBinding()]
    [OutputType('TeamsSplitTunnel.BestRoute')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)]
        [ValidateNotNullOrEmpty()]
        [object[]] $Address
    )

    begin {
        $call = New-TeamsCall $PSCmdlet 'best-route'
    }
    process {
        foreach ($item in $Address) {
            Send-TeamsInput $call (Select-TeamsAddress $item)
        }
    }
    end {
        Complete-TeamsCall $call
    }
}

function Select-TeamsAddress {
    # The address that an object stands for: text, an IPAddress, or what Get-NetTCPConnection, Get-NetIPAddress and
    # Resolve-DnsName put out.
    param($Value)

    if ($Value -is [string]) {
        return $Value
    }
    if ($Value -is [System.Net.IPAddress]) {
        return $Value.ToString()
    }
    foreach ($name in 'IPAddressToString', 'RemoteAddress', 'IPAddress', 'Address') {
        if ($null -ne $Value.$name) {
            return [string]$Value.$name
        }
    }
    [string]$Value
}
