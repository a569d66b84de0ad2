function Export-TeamsSplitTunnelReport {
    <#
    .SYNOPSIS
    Writes one HTML file on this machine, on a recorded one, or on a fleet.

    .DESCRIPTION
    Export-TeamsSplitTunnelReport writes a file that needs no network, and no script to be read: it can
    be mailed, printed and read by a screen reader, in light and dark.

    For one machine it shows the answer, what to do, the address space of each Optimize prefix to scale
    with what leaks, the path of each segment, and the checks. For a fleet it shows the counts by status,
    the causes with their machines, a row for each of the 2,000 worst machines, VPN clients, leaks and
    endpoint lists, sortable and filterable. It says how many machines are left out.

    .PARAMETER OutputPath
    The HTML file to write. It is replaced if it exists.

    .PARAMETER InputObject
    Snapshots or verdicts. One is a machine, several are a fleet.

    .PARAMETER SnapshotPath
    One recorded machine: its snapshot file, or a support bundle.

    .PARAMETER Path
    A fleet: files and folders of snapshots and verdicts. Wildcards are allowed.

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

    .PARAMETER Require
    Ids of further checks that count for the status, such as BoundPath or EndpointList.

    .INPUTS
    TeamsSplitTunnel.Snapshot or TeamsSplitTunnel.Verdict.

    .OUTPUTS
    TeamsSplitTunnel.Report. Which file was written, and for a machine its status.

    .EXAMPLE
    Export-TeamsSplitTunnelReport -OutputPath .\machine.html

    Writes a report on this machine.

    .EXAMPLE
    Export-TeamsSplitTunnelReport .\case.html -SnapshotPath .\case.zip

    Writes a report on the machine of a support bundle.

    .EXAMPLE
    Export-TeamsSplitTunnelReport .\fleet.html -Path \\server\snapshots

    Writes a report on all machines whose documents are in a folder.

    .EXAMPLE
    Test-TeamsSplitTunnel | Export-TeamsSplitTunnelReport .\machine.html

    Writes a report on a verdict that was made already.

    .LINK
    Test-TeamsSplitTunnel

    .LINK
    Measure-TeamsFleet

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding(DefaultParameterSetName = 'Machine', SupportsShouldProcess)]
    [OutputType('TeamsSplitTunnel.Report')]
    param(
        [Parameter(Mandatory, Position = 0)]
        [ValidateNotNullOrEmpty()]
        [string] $OutputPath,

        [Parameter(Mandatory, ValueFromPipeline, ParameterSetName = 'InputObject')]
        [AllowNull()]
        [object[]] $InputObject,

        [Parameter(Mandatory, ParameterSetName = 'Snapshot')]
        [ValidateNotNullOrEmpty()]
        [string] $SnapshotPath,

        [Parameter(Mandatory, ParameterSetName = 'Path')]
        [SupportsWildcards()]
        [string[]] $Path,

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

        [ValidateNotNullOrEmpty()]
        [ArgumentCompleter({ & (Get-Module TeamsSplitTunnel) Get-TeamsCheckCompletion $args[2] })]
        [string[]] $Require
    )

    begin {
        $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters OutputPath, SnapshotPath, Cloud, EndpointPath, VpnInterface, LocalInterface, Require
        $call = New-TeamsCall $PSCmdlet 'report' $options
        $wanted = $PSCmdlet.ShouldProcess($options['output'], 'Write a report')
    }
    process {
        if ($wanted) {
            Add-TeamsDocument $call $PSBoundParameters
        }
        Add-TeamsFile $call $PSBoundParameters
    }
    end {
        # An empty pipeline, or a path without files, must not become a report on this machine.
        $asked = $PSCmdlet.ParameterSetName -in 'InputObject', 'Path' -or $PSCmdlet.MyInvocation.ExpectingInput
        if ($wanted -and (-not $asked -or $call.HasInput -or $call.Positionals.Count -gt 0)) {
            Complete-TeamsCall $call
        }
    }
}
