function Get-TeamsBestRoute {
    <#
    .SYNOPSIS
    Asks the operating system which way packets to an address go.

    .DESCRIPTION
    Get-TeamsBestRoute gives the operating system's own answer for each address: interface, next hop
    and source address. On Windows that is the call that Teams makes too. Thousands of addresses may
    come down the pipeline: they share one process, and the answers come while the addresses still
    do. From a slow pipeline each address is answered when it comes; where more than twenty come at
    once, the last of them may be answered with the next one, or at the pipeline's end.

    An address that the operating system has no route to is an answer, with the system's error in
    it. Text that is not an address is an error.

    .PARAMETER Address
    IPv4 or IPv6 addresses: text, IPAddress objects, or objects with a property RemoteAddress,
    IPAddress or Address, as Get-NetTCPConnection, Get-NetIPAddress and Resolve-DnsName put out.

    .INPUTS
    System.String, System.Net.IPAddress, or objects with a property RemoteAddress, IPAddress or
    Address.

    .OUTPUTS
    TeamsSplitTunnel.BestRoute. One for each address, in the order asked.

    .EXAMPLE
    Get-TeamsBestRoute 52.112.0.1, 2603:1063::1

    Asks for two addresses.

    .EXAMPLE
    Resolve-DnsName worldaz.tr.teams.microsoft.com | Get-TeamsBestRoute

    Asks for the addresses of a relay.

    .EXAMPLE
    Get-Content addresses.txt | Get-TeamsBestRoute | Group-Object interfaceName -NoElement

    Counts, for the addresses of a file, the interfaces by which they leave.

    .EXAMPLE
    Get-NetTCPConnection -State Established | Get-TeamsBestRoute | Where-Object interfaceName -like '*VPN*'

    Lists the peers that are reached through a VPN.

    .LINK
    Get-TeamsRoute

    .LINK
    Test-TeamsSplitTunnel

    .LINK
    about_TeamsSplitTunnel
    #>
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
            Send-TeamsInput $call (Select-TeamsAddress $item) -Answered:$MyInvocation.ExpectingInput
        }
    }
    end {
        Complete-TeamsCall $call
    }
}
