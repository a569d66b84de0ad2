function Write-TeamsMessage {
    # Each of the binary's messages on the stream of PowerShell that it stands for.
    param([hashtable] $Call, $Messages)

    $cmdlet = $Call.Cmdlet
    foreach ($message in $Messages) {
        switch ($message.type) {
            'object' {
                $value = $message.value
                $value.PSObject.TypeNames.Insert(0, $message.typeName)
                if ($partTypes.ContainsKey($message.typeName)) {
                    Add-TeamsPartType $value $partTypes[$message.typeName]
                }
                if ($Call.OnObject) {
                    & $Call.OnObject $value
                } else {
                    $cmdlet.WriteObject($value)
                }
            }
            'progress' { $cmdlet.WriteProgress((New-TeamsProgress $message)) }
            'verbose' { $cmdlet.WriteVerbose($message.message) }
            'warning' {
                if (-not $Call.Repeats) {
                    $cmdlet.WriteWarning($message.message)
                }
            }
            'error' {
                $Call.Failed = $true
                $cmdlet.WriteError((New-TeamsError $message.id $message.category $message.target $message.message))
            }
        }
    }
}

# The parts of an object that have a view of their own.
$partTypes = @{
    'TeamsSplitTunnel.CaptureVerdict' = @{
        checks  = 'TeamsSplitTunnel.Check'
        flows   = 'TeamsSplitTunnel.CaptureFlow'
        tunnels = 'TeamsSplitTunnel.TunnelFlow'
    }
    'TeamsSplitTunnel.WatchedVerdict' = @{
        checks   = 'TeamsSplitTunnel.Check'
        leaks    = 'TeamsSplitTunnel.Leak'
        segments = 'TeamsSplitTunnel.Segment'
    }
    'TeamsSplitTunnel.Verdict' = @{
        checks   = 'TeamsSplitTunnel.Check'
        leaks    = 'TeamsSplitTunnel.Leak'
        segments = 'TeamsSplitTunnel.Segment'
    }
}

function Add-TeamsPartType {
    param($Value, [hashtable] $Types)

    foreach ($name in $Types.Keys) {
        foreach ($part in $Value.$name) {
            $part.PSObject.TypeNames.Insert(0, $Types[$name])
        }
    }
}

function New-TeamsProgress {
    param($Message)

    $progress = [System.Management.Automation.ProgressRecord]::new(3478, $Message.activity, $Message.status)
    if ($null -ne $Message.percent) {
        $progress.PercentComplete = $Message.percent
    }
    if ($Message.completed) {
        $progress.RecordType = 'Completed'
    }
    $progress
}
