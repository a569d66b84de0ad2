function Get-TeamsVpnBlockRule {
    <#
    .SYNOPSIS
    Lists the installed firewall rules of this module, and whether they hold.

    .DESCRIPTION
    Get-TeamsVpnBlockRule lists the rules that New-TeamsVpnBlockRule planned, however they came to the
    machine: this machine's own, those of an MDM service and those of Group Policy. On Linux it is the
    table of nftables, which only root can read.

    Each says its state: Right, Inert (disabled, ignored by a policy, for an interface that is gone) or
    TooBroad (it stops media on the local interface, or signalling), with the reason.

    .PARAMETER InputObject
    Snapshots from Get-TeamsNetworkSnapshot in place of this machine, or files from Get-ChildItem.

    .PARAMETER Path
    Snapshot files in place of this machine. Wildcards are allowed.

    .PARAMETER LiteralPath
    Snapshot files in place of this machine, their names taken as they are.

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
    TeamsSplitTunnel.Snapshot, System.IO.FileInfo or System.String. Snapshots and snapshot files.

    .OUTPUTS
    TeamsSplitTunnel.FirewallRule. One for each rule.

    .EXAMPLE
    Get-TeamsVpnBlockRule

    Lists the rules of this machine.

    .EXAMPLE
    Get-TeamsVpnBlockRule | Where-Object state -ne 'Right' | Format-List

    Lists the rules that do nothing or too much, with the reason.

    .EXAMPLE
    Invoke-Command -ComputerName PC1, PC2 { Get-TeamsNetworkSnapshot } | Get-TeamsVpnBlockRule

    Lists the rules of two machines.

    .LINK
    Install-TeamsVpnBlockRule

    .LINK
    Remove-TeamsVpnBlockRule

    .LINK
    about_TeamsVpnBlockRules

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding(DefaultParameterSetName = 'Machine')]
    [OutputType('TeamsSplitTunnel.FirewallRule')]
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

    begin {
        $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters Cloud, EndpointPath, VpnInterface, LocalInterface, StrictInterface
        $options['list'] = $true
        $call = New-TeamsCall $PSCmdlet 'rules' $options
    }
    process {
        Add-TeamsSnapshot $call $PSBoundParameters
    }
    end {
        Complete-TeamsSnapshotCall $call $PSBoundParameters
    }
}
