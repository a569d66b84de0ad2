function Trace-TeamsPath {
    <#
    .SYNOPSIS
    Follows the path to a Teams relay hop by hop: by the local connection, or by the VPN.

    .DESCRIPTION
    Trace-TeamsPath follows the path of packets to worldaz.tr.teams.microsoft.com, or to any name or
    address, and says whether it leaves by the local internet connection or by a VPN. Every hop comes
    with its round trip and the interface or network that it belongs to. The address is held against
    the Optimize prefixes.

    All hops are asked at once, so a trace takes four seconds at most, however many hops are silent.
    On Windows it sends ICMP echo requests, as tracert does; on Linux it sends UDP to port 3478, and
    needs no privileges.

    Pass takes two witnesses: the route must lead by a local interface, and the first hop must be
    that of this interface. For Fail one of them is enough. A first hop that is silent is Unknown.

    Ctrl+C ends the trace, and what was known by then is shown.

    .PARAMETER Target
    A name or an IPv4 or IPv6 address. Without it, the name of Teams' relays; for another cloud than
    Worldwide no such name is known.

    .PARAMETER Path
    A file with the saved output of tracert, pathping or traceroute, in any display language, in
    place of a trace. It is taken for one of this machine unless SnapshotPath says otherwise.

    .PARAMETER SnapshotPath
    With Path: the snapshot of the machine on which the output was saved.

    .PARAMETER MaxHops
    How many routers are passed at most: 30 unless given.

    .PARAMETER Timeout
    The seconds that the whole trace takes at most: 4 unless given.

    .PARAMETER Cloud
    The Microsoft cloud of the tenant: Worldwide (also for GCC), China, USGovGCCHigh or USGovDoD.
    Worldwide unless given.

    .PARAMETER EndpointPath
    A file with an endpoint list, as the web service delivers it, in place of the one in force.

    .PARAMETER VpnInterface
    Interfaces that lead into a VPN, besides those that are recognised: an index, a GUID, or a name
    or description, in any case and with * and ?.

    .PARAMETER LocalInterface
    Interfaces that lead to the local internet connection. If given, only these are local.

    .PARAMETER StrictInterface
    Makes a VpnInterface or LocalInterface that matches nothing an error in place of a warning. An
    index that matches nothing always is one.

    .INPUTS
    None.

    .OUTPUTS
    TeamsSplitTunnel.Trace. Its property hops holds one TeamsSplitTunnel.TraceHop for each hop.

    .EXAMPLE
    Trace-TeamsPath

    Follows the path to Teams' relays.

    .EXAMPLE
    (Trace-TeamsPath 2603:1063::10).hops

    Lists the hops to an IPv6 address.

    .EXAMPLE
    Trace-TeamsPath -Path .\tracert.txt -SnapshotPath .\pc.json | Format-List

    Reads what a user has saved with "tracert worldaz.tr.teams.microsoft.com > tracert.txt", and
    judges it by the snapshot of that machine.

    .EXAMPLE
    if ((Trace-TeamsPath -Timeout 2).status -eq 'Fail') { 'Teams goes through the VPN.' }

    Acts on the answer.

    .LINK
    Test-TeamsMediaPath

    .LINK
    Test-TeamsSplitTunnel

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding(DefaultParameterSetName = 'Target')]
    [OutputType('TeamsSplitTunnel.Trace')]
    param(
        [Parameter(Position = 0, ParameterSetName = 'Target')]
        [Alias('Address', 'ComputerName')]
        [ValidateNotNullOrEmpty()]
        [string] $Target,

        [Parameter(Mandatory, ParameterSetName = 'Saved')]
        [ValidateNotNullOrEmpty()]
        [string] $Path,

        [Parameter(ParameterSetName = 'Saved')]
        [ValidateNotNullOrEmpty()]
        [string] $SnapshotPath,

        [Parameter(ParameterSetName = 'Target')]
        [ValidateRange(1, 255)]
        [int] $MaxHops,

        [Parameter(ParameterSetName = 'Target')]
        [ValidateRange(1, 60)]
        [int] $Timeout,

        [ValidateSet('Worldwide', 'China', 'USGovGCCHigh', 'USGovDoD')]
        [string] $Cloud,

        [ValidateNotNullOrEmpty()]
        [string] $EndpointPath,

        [ValidateNotNullOrEmpty()]
        [ArgumentCompleter({ & (Get-Module TeamsSplitTunnel) Get-TeamsInterfaceCompletion $args[2] })]
        [string[]] $VpnInterface,

        [ValidateNotNullOrEmpty()]
        [ArgumentCompleter({ & (Get-Module TeamsSplitTunnel) Get-TeamsInterfaceCompletion $args[2] })]
        [string[]] $LocalInterface,

        [switch] $StrictInterface
    )

    $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters Path, SnapshotPath, MaxHops, Timeout, Cloud, EndpointPath, VpnInterface, LocalInterface, StrictInterface
    $call = New-TeamsCall $PSCmdlet 'trace' $options
    if ($Target) {
        $call.Positionals.Add($Target)
    }
    Complete-TeamsProbe $call
}
