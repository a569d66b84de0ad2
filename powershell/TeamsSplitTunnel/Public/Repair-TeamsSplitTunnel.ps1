function Repair-TeamsSplitTunnel {
    <#
    .SYNOPSIS
    Adds the routes that take Microsoft Teams media out of the VPN, or takes them back.

    .DESCRIPTION
    Repair-TeamsSplitTunnel finds the fewest routes over the local gateway that turn the verdict of
    Test-TeamsSplitTunnel to Pass, and adds them. The plan is proven before anything changes: the same
    judge says Pass of the machine with those routes. Where no route can do it, nothing is changed, and
    the obstacles say why: the local side has no IPv6, a kill switch blocks what leaves outside the
    tunnel, or the VPN has routes that no other can win over.

    The routes are not stored. They are gone with a restart, and lead to the gateway of this network:
    run it again after each change of network. It then replaces its own routes whose gateway is gone.

    It needs administrator rights, except for a plan. What it adds is noted in a journal before, so that
    Undo removes exactly that, also after a crash. Routes of others are never touched, and running it
    twice changes nothing.

    .PARAMETER Undo
    Removes every route that this cmdlet has added, and nothing else.

    .PARAMETER Force
    Adds the routes also where they cure only a part.

    .PARAMETER InputObject
    Snapshots from Get-TeamsNetworkSnapshot to plan for in place of this machine, or files from
    Get-ChildItem. Nothing is changed.

    .PARAMETER Path
    Snapshot files to plan for in place of this machine. Wildcards are allowed. Nothing is changed.

    .PARAMETER LiteralPath
    Snapshot files to plan for in place of this machine, their names taken as they are.

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
    TeamsSplitTunnel.RepairPlan. With WhatIf, or for snapshots.

    TeamsSplitTunnel.RepairResult. What was added and removed, and the verdict's status afterwards.

    .EXAMPLE
    Repair-TeamsSplitTunnel -WhatIf | Format-List

    Shows the routes that would be added, with the New-NetRoute commands that they equal.

    .EXAMPLE
    Repair-TeamsSplitTunnel
    Test-TeamsSplitTunnel

    Repairs this machine, and tests it.

    .EXAMPLE
    Repair-TeamsSplitTunnel -Undo

    Takes the routes back.

    .EXAMPLE
    Get-ChildItem .\snapshots\*.json | Repair-TeamsSplitTunnel | Where-Object outcome -eq 'Insufficient'

    Plans for recorded machines, and keeps those that no route can repair.

    .LINK
    Test-TeamsSplitTunnel

    .LINK
    New-TeamsVpnBlockRule

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium', DefaultParameterSetName = 'Machine')]
    [OutputType('TeamsSplitTunnel.RepairPlan', 'TeamsSplitTunnel.RepairResult')]
    param(
        [Parameter(ParameterSetName = 'Undo', Mandatory)]
        [switch] $Undo,

        [Parameter(ParameterSetName = 'Machine')]
        [switch] $Force,

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
        $changesMachine = $PSCmdlet.ParameterSetName -in 'Machine', 'Undo'
        if ($changesMachine -and -not $WhatIfPreference) {
            Assert-TeamsAdministrator $PSCmdlet 'routes'
        }
        $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters Cloud, EndpointPath, VpnInterface, LocalInterface, StrictInterface
        $planning = $options + @{ plan = $true }
        if ($Undo) {
            $planning['undo'] = $true
        }
        $plans = [System.Collections.Generic.List[object]]::new()
        $call = New-TeamsCall $PSCmdlet 'repair' $planning $(if ($changesMachine) { { $plans.Add($args[0]) } })
    }
    process {
        Add-TeamsSnapshot $call $PSBoundParameters
    }
    end {
        Complete-TeamsSnapshotCall $call $PSBoundParameters
        if (-not $plans) {
            return
        }
        $answer = Confirm-TeamsRepair $PSCmdlet $plans[0] -Force:$Force
        if ($answer) {
            $options[$(if ($Undo) { 'undo' } else { 'apply' })] = $true
            if ($Force) {
                $options['force'] = $true
            }
            $change = New-TeamsCall $PSCmdlet 'repair' $options
            $change.Repeats = $true
            Complete-TeamsCall $change
        } elseif ($WhatIfPreference) {
            $plans[0]
        }
    }
}
