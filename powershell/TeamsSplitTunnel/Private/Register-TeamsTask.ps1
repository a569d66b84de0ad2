function Register-TeamsTask {
    # Registers the task, and with it the source of its entries in the event log.
    param($Cmdlet, $Task, [switch] $EventLog)

    try {
        $null = ScheduledTasks\Register-ScheduledTask -TaskName $Task.name -TaskPath $Task.folder -Xml $Task.xml -Force -ErrorAction Stop
    } catch {
        $Cmdlet.ThrowTerminatingError((New-TeamsError 'TaskRefused' 'InvalidOperation' $Task.name (
                    "The Task Scheduler refused the task, and nothing was changed: $($_.Exception.Message.Trim())")))
    }
    if ($EventLog) {
        Register-TeamsEventSource $Cmdlet
    }
}

function Register-TeamsEventSource {
    # Without a registered source the event log shows a remark around each text.
    param($Cmdlet)

    try {
        if (-not [System.Diagnostics.EventLog]::SourceExists('TeamsSplitTunnel')) {
            [System.Diagnostics.EventLog]::CreateEventSource('TeamsSplitTunnel', 'Application')
        }
    } catch {
        $Cmdlet.WriteWarning("The event source TeamsSplitTunnel could not be registered: $($_.Exception.GetBaseException().Message)")
    }
}
