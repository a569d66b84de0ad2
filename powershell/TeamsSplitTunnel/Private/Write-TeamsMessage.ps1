function Write-TeamsMessage {
    # Each of the binary's messages on the stream of PowerShell that it stands for.
    param([hashtable] $Call, $Messages)

    $cmdlet = $Call.Cmdlet
    foreach ($message in $Messages) {
        if ($null -ne $message.input) {
            $Call.Answered++
        }
        switch ($message.type) {
            'object' {
                $value = $message.value
                Add-TeamsType $value $message.typeName
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
    'TeamsSplitTunnel.MediaPath' = @{
        checks = 'TeamsSplitTunnel.Check'
        paths  = 'TeamsSplitTunnel.MediaPathRow'
    }
    'TeamsSplitTunnel.Trace' = @{
        checks = 'TeamsSplitTunnel.Check'
        hops   = 'TeamsSplitTunnel.TraceHop'
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

function Add-TeamsType {
    # The name of an object's type, and those of its parts.
    param($Value, [string] $TypeName)

    $Value.PSObject.TypeNames.Insert(0, $TypeName)
    if (-not $partTypes.ContainsKey($TypeName)) {
        return
    }
    $types = $partTypes[$TypeName]
    foreach ($name in $types.Keys) {
        foreach ($part in $Value.$name) {
            $part.PSObject.TypeNames.Insert(0, $types[$name])
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
