function Get-TeamsNetworkSnapshot {
    <#
    .SYNOPSIS
    Records everything on this machine that a verdict on Teams media needs.

    .DESCRIPTION
    Get-TeamsNetworkSnapshot records interfaces, routes, rules, VPN connections, running clients,
    and the operating system's own answers for the addresses of Teams media. It judges nothing:
    Test-TeamsSplitTunnel does, on any machine and at any time. A snapshot survives ConvertTo-Json,
    Export-Clixml, jobs and remote sessions.

    .PARAMETER Cloud
    The Microsoft cloud whose Teams addresses the operating system is asked about: Worldwide (also
    for GCC), China, USGovGCCHigh or USGovDoD. Worldwide unless given.

    .PARAMETER EndpointPath
    A file with an endpoint list, as the web service delivers it, in place of the one in force.

    .PARAMETER Online
    Asks what takes a packet too: every interface's own DNS server for the name of Teams' relays.

    .INPUTS
    None.

    .OUTPUTS
    TeamsSplitTunnel.Snapshot. Its time is text, RFC 3339 in UTC.

    .EXAMPLE
    $snapshot = Get-TeamsNetworkSnapshot

    Keeps the state of this machine, to judge it later or more than once.

    .EXAMPLE
    Get-TeamsNetworkSnapshot | ConvertTo-Json -Depth 9 | Set-Content -Encoding UTF8 snapshot.json

    Writes a file that Test-TeamsSplitTunnel -Path reads.

    .EXAMPLE
    $before = Get-TeamsNetworkSnapshot; rasdial Contoso; $before, (Get-TeamsNetworkSnapshot) | Test-TeamsSplitTunnel

    Compares this machine before and after a VPN connects.

    .EXAMPLE
    Invoke-Command -ComputerName PC1 { Get-TeamsNetworkSnapshot } | Test-TeamsSplitTunnel

    Collects on another machine, which has the module too, and judges here.

    .LINK
    Test-TeamsSplitTunnel

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding()]
    [OutputType('TeamsSplitTunnel.Snapshot')]
    param(
        [ValidateSet('Worldwide', 'China', 'USGovGCCHigh', 'USGovDoD')]
        [string] $Cloud,

        [ValidateNotNullOrEmpty()]
        [string] $EndpointPath,

        [switch] $Online
    )

    $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters Cloud, EndpointPath, Online
    Complete-TeamsCall (New-TeamsCall $PSCmdlet 'snapshot' $options)
}
