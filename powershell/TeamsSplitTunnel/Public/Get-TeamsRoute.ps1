function Get-TeamsRoute {
    <#
    .SYNOPSIS
    Lists the route table, with every interface recognised and why.

    .DESCRIPTION
    Get-TeamsRoute lists the routes of this machine, or of recorded snapshots, in the order of the
    table. Each says where it leads: Local, Vpn, UnknownTunnel or None, by what that was recognised,
    and the metric that decides between equal prefixes.

    .PARAMETER InputObject
    Snapshots from Get-TeamsNetworkSnapshot in place of this machine, or files from Get-ChildItem.

    .PARAMETER Path
    Snapshot files in place of this machine. Wildcards are allowed.

    .PARAMETER LiteralPath
    Snapshot files in place of this machine, their names taken as they are.

    .PARAMETER VpnInterface
    Interfaces that lead into a VPN, besides those that are recognised: an index, a GUID, or a name
    or description, in any case and with * and ?.

    .PARAMETER LocalInterface
    Interfaces that lead to the local internet connection. If given, only these are local.

    .PARAMETER StrictInterface
    Makes a VpnInterface or LocalInterface that matches nothing an error in place of a warning. An
    index that matches nothing always is one.

    .INPUTS
    TeamsSplitTunnel.Snapshot, System.IO.FileInfo or System.String. Snapshots and snapshot files.

    .OUTPUTS
    TeamsSplitTunnel.Route. One for each route, and for each next hop of a route that has several.

    .EXAMPLE
    Get-TeamsRoute

    Lists the routes of this machine.

    .EXAMPLE
    Get-TeamsRoute | Where-Object path -eq 'Vpn'

    Lists what leads into a VPN.

    .EXAMPLE
    Get-TeamsRoute | Sort-Object interfaceName -Unique | Format-List interfaceName, path, reason

    Says of every interface that has a route what it was taken for, and why.

    .EXAMPLE
    Get-TeamsRoute -Path .\support-case.json -VpnInterface 12

    Lists the routes of a recorded machine, and takes its interface 12 for a VPN.

    .LINK
    Get-TeamsBestRoute

    .LINK
    Test-TeamsSplitTunnel

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding(DefaultParameterSetName = 'Machine')]
    [OutputType('TeamsSplitTunnel.Route')]
    param(
        [Parameter(Mandatory, ValueFromPipeline, ParameterSetName = 'InputObject')]
        [AllowNull()]
        [object[]] $InputObject,

        [Parameter(Mandatory, Position = 0, ParameterSetName = 'Path')]
        [SupportsWildcards()]
        [string[]] $Path,

        [Parameter(Mandatory, ParameterSetName = 'LiteralPath')]
        [Alias('PSPath', 'FullName')]
        [string[]] $LiteralPath,

        [ValidateNotNullOrEmpty()]
        [ArgumentCompleter({ & (Get-Module TeamsSplitTunnel) Get-TeamsInterfaceCompletion $args[2] })]
        [string[]] $VpnInterface,

        [ValidateNotNullOrEmpty()]
        [ArgumentCompleter({ & (Get-Module TeamsSplitTunnel) Get-TeamsInterfaceCompletion $args[2] })]
        [string[]] $LocalInterface,

        [switch] $StrictInterface
    )

    begin {
        $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters VpnInterface, LocalInterface, StrictInterface
        $call = New-TeamsCall $PSCmdlet 'routes' $options
    }
    process {
        Add-TeamsSnapshot $call $PSBoundParameters
    }
    end {
        Complete-TeamsSnapshotCall $call $PSBoundParameters
    }
}
