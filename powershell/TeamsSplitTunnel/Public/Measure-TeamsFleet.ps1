function Measure-TeamsFleet {
    <#
    .SYNOPSIS
    Judges the snapshots and verdicts of many machines, and counts them.

    .DESCRIPTION
    Measure-TeamsFleet reads folders and files of snapshots and verdicts, one JSON document a file or
    one a line (NDJSON), or takes them from the pipeline. Snapshots are judged, verdicts are taken at
    their word. It counts documents by status, cause, VPN client, endpoint list and leak, on all cores
    and with memory that does not grow with the fleet. The 2,000 worst machines are told one by one.

    Documents are counted, not computers: a machine that reported twice counts twice. NotApplicable is
    never counted as Pass. A line that is no snapshot or verdict is named in badLines and stops nothing.

    A cause is a check with the status of its document.

    .PARAMETER InputObject
    Snapshots or verdicts, also ones that came back from a remote session, a job or Import-Clixml.

    .PARAMETER Path
    Files, or folders with files named *.json, *.ndjson or *.jsonl. Wildcards are allowed.

    .PARAMETER LiteralPath
    Files or folders, their names taken as they are.

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
    TeamsSplitTunnel.Fleet. The counts, and the lines that could not be read.

    .EXAMPLE
    Measure-TeamsFleet -Path \\server\snapshots

    Counts everything in a folder and the folders in it.

    .EXAMPLE
    (Measure-TeamsFleet .\fleet.ndjson).causes

    Lists what is wrong, the most frequent first, with the machines.

    .EXAMPLE
    (Measure-TeamsFleet .\fleet.ndjson).machines | Where-Object status -eq 'Fail'

    Lists the machines that Fail, each with its causes, VPN client and leaks, and the age of its list.

    .EXAMPLE
    Invoke-Command -ComputerName (Get-Content .\computers.txt) { Get-TeamsNetworkSnapshot } | Measure-TeamsFleet

    Collects on many machines, which have the module too, and judges and counts here.

    .LINK
    Test-TeamsSplitTunnel

    .LINK
    Get-TeamsNetworkSnapshot

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    [OutputType('TeamsSplitTunnel.Fleet')]
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

        [ValidateNotNullOrEmpty()]
        [ArgumentCompleter({ & (Get-Module TeamsSplitTunnel) Get-TeamsCheckCompletion $args[2] })]
        [string[]] $Require
    )

    begin {
        $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters Cloud, EndpointPath, VpnInterface, LocalInterface, Require
        $options['summary'] = $true
        $call = New-TeamsCall $PSCmdlet 'fleet' $options
    }
    process {
        Add-TeamsDocument $call $PSBoundParameters
        Add-TeamsFile $call $PSBoundParameters
    }
    end {
        # An empty pipeline is an empty fleet, and a path without files is an error already.
        if ($call.HasInput -or $call.Positionals.Count -gt 0) {
            Complete-TeamsCall $call
        }
    }
}
