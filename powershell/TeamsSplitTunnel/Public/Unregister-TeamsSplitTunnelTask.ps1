function Unregister-TeamsSplitTunnelTask {
    <#
    .SYNOPSIS
    Removes the scheduled task of this module.

    .DESCRIPTION
    Unregister-TeamsSplitTunnelTask removes the task that Register-TeamsSplitTunnelTask registered, and
    no other. Where there is none, it does nothing. Results that were written stay. It needs
    administrator rights.

    .INPUTS
    None.

    .OUTPUTS
    None. With PassThru, TeamsSplitTunnel.TaskDefinition.

    .PARAMETER PassThru
    Gives the name and the folder of the task that was removed.

    .EXAMPLE
    Unregister-TeamsSplitTunnelTask

    Removes the task.

    .EXAMPLE
    Unregister-TeamsSplitTunnelTask -WhatIf

    Says what would be removed.

    .EXAMPLE
    Unregister-TeamsSplitTunnelTask -PassThru | Format-List

    Removes the task and shows which it was.

    .LINK
    Register-TeamsSplitTunnelTask

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
    [OutputType('TeamsSplitTunnel.TaskDefinition')]
    param(
        [switch] $PassThru
    )

    if (-not $WhatIfPreference) {
        Assert-TeamsAdministrator $PSCmdlet 'scheduled tasks'
    }
    $task = [pscustomobject]@{ name = 'TeamsSplitTunnel'; folder = '\TeamsSplitTunnel\'; xml = $null }
    $task.PSObject.TypeNames.Insert(0, 'TeamsSplitTunnel.TaskDefinition')
    try {
        $found = ScheduledTasks\Get-ScheduledTask -TaskName $task.name -TaskPath $task.folder -ErrorAction Stop
    } catch [System.Management.Automation.CommandNotFoundException] {
        $PSCmdlet.ThrowTerminatingError((New-TeamsError 'TaskRefused' 'NotInstalled' $null 'This machine has no Task Scheduler of Windows.'))
    } catch {
        if ($_.CategoryInfo.Category -eq 'ObjectNotFound') {
            return
        }
        $PSCmdlet.ThrowTerminatingError((New-TeamsError 'TaskRefused' 'InvalidOperation' $task.name (
                    "The Task Scheduler refused: $($_.Exception.Message.Trim())")))
    }
    if (-not $found -or -not $PSCmdlet.ShouldProcess("$($task.folder)$($task.name)", 'Remove the scheduled task')) {
        return
    }
    try {
        ScheduledTasks\Unregister-ScheduledTask -TaskName $task.name -TaskPath $task.folder -Confirm:$false -ErrorAction Stop
    } catch {
        $PSCmdlet.ThrowTerminatingError((New-TeamsError 'TaskRefused' 'InvalidOperation' $task.name (
                    "The Task Scheduler refused: $($_.Exception.Message.Trim())")))
    }
    if ($PassThru) {
        $task
    }
}
