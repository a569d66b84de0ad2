function Register-TeamsSplitTunnelTask {
    <#
    .SYNOPSIS
    Registers a scheduled task that keeps testing this machine.

    .DESCRIPTION
    Register-TeamsSplitTunnelTask registers the task \TeamsSplitTunnel\TeamsSplitTunnel, which tests as
    SYSTEM at sign-in, when the machine connects to a network, and every few hours. Each result goes to
    a rolling file of JSON lines and, with EventLog, to the event log. A task that is there already is
    replaced. It needs administrator rights; with AsXml it changes nothing and runs everywhere.

    .PARAMETER EveryHours
    Hours between two runs without a cause, 1 to 24; 4 unless given.

    .PARAMETER Cloud
    The Microsoft cloud of the tenant: Worldwide (also for GCC), China, USGovGCCHigh or USGovDoD.
    Worldwide unless given.

    .PARAMETER VpnInterface
    Interfaces that lead into a VPN, besides those that are recognised: a GUID, or a name or
    description, in any case and with * and ?.

    .PARAMETER LocalInterface
    Interfaces that lead to the local internet connection. If given, only these are local.

    .PARAMETER Repair
    Repairs the routes before each test, as Repair-TeamsSplitTunnel does.

    .PARAMETER EventLog
    Writes each result to the event log Application, source TeamsSplitTunnel.

    .PARAMETER LogPath
    A file for the results in place of C:\ProgramData\TeamsSplitTunnel\results.ndjson, in a folder where
    only administrators write.

    .PARAMETER ProgramPath
    The program on the machine, where the task is made for another one; that of this module unless
    given.

    .PARAMETER AsXml
    Only gives the task's XML, to deploy it by other means.

    .INPUTS
    None.

    .OUTPUTS
    TeamsSplitTunnel.TaskDefinition. The task that was registered.

    System.String. With AsXml.

    .EXAMPLE
    Register-TeamsSplitTunnelTask -EventLog

    Tests this machine from now on, and writes to the event log.

    .EXAMPLE
    Register-TeamsSplitTunnelTask -AsXml -ProgramPath 'C:\Program Files\TeamsSplitTunnel\teams-split-tunnel.exe'

    Gives the XML for machines with the program in this place.

    .EXAMPLE
    Register-TeamsSplitTunnelTask -Repair -EveryHours 1 -VpnInterface 'Contoso*' -WhatIf

    Says what would be registered.

    .LINK
    Unregister-TeamsSplitTunnelTask

    .LINK
    New-TeamsRemediation

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
    [OutputType('TeamsSplitTunnel.TaskDefinition', [string])]
    param(
        [ValidateRange(1, 24)]
        [int] $EveryHours = 4,

        [ValidateSet('Worldwide', 'China', 'USGovGCCHigh', 'USGovDoD')]
        [string] $Cloud,

        [ValidateNotNullOrEmpty()]
        [ArgumentCompleter({ & (Get-Module TeamsSplitTunnel) Get-TeamsInterfaceCompletion $args[2] })]
        [string[]] $VpnInterface,

        [ValidateNotNullOrEmpty()]
        [ArgumentCompleter({ & (Get-Module TeamsSplitTunnel) Get-TeamsInterfaceCompletion $args[2] })]
        [string[]] $LocalInterface,

        [switch] $Repair,

        [switch] $EventLog,

        [ValidateNotNullOrEmpty()]
        [string] $LogPath,

        [ValidateNotNullOrEmpty()]
        [string] $ProgramPath,

        [switch] $AsXml
    )

    if (-not $AsXml -and -not $WhatIfPreference) {
        Assert-TeamsAdministrator $PSCmdlet 'scheduled tasks'
    }
    $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters Cloud, VpnInterface, LocalInterface, Repair, EventLog
    $options['every-hours'] = [string]$EveryHours
    if ($LogPath) {
        $options['log-path'] = $LogPath
    }
    if ($ProgramPath) {
        $options['program'] = $ProgramPath
    }
    $found = [System.Collections.Generic.List[object]]::new()
    Complete-TeamsCall (New-TeamsCall $PSCmdlet 'task' $options { $found.Add($args[0]) })
    foreach ($task in $found) {
        if ($AsXml) {
            $task.xml
        } elseif ($PSCmdlet.ShouldProcess("$($task.folder)$($task.name)", 'Register a scheduled task that runs as SYSTEM')) {
            Register-TeamsTask $PSCmdlet $task -EventLog:$EventLog
            $task
        }
    }
}
