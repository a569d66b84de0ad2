function Add-TeamsSnapshot {
    # What a cmdlet is to judge: its InputObject, Path and LiteralPath. Objects become inputs; files are named in the
    # request, because the binary's errors name the file and the line.
    param([hashtable] $Call, [System.Collections.IDictionary] $Bound)

    foreach ($item in $Bound['InputObject']) {
        if ($item -is [string]) {
            Add-TeamsSnapshotFile $Call $item -Wildcard
        } elseif ($null -eq $item.schema -and $item.PSPath) {
            Add-TeamsSnapshotFile $Call $item.PSPath
        } elseif ($null -eq $item.schema -and $item.FullName) {
            Add-TeamsSnapshotFile $Call $item.FullName
        } else {
            Add-TeamsSnapshotObject $Call $item
        }
    }
    foreach ($item in $Bound['Path']) {
        Add-TeamsSnapshotFile $Call $item -Wildcard
    }
    foreach ($item in $Bound['LiteralPath']) {
        Add-TeamsSnapshotFile $Call $item
    }
}

function Add-TeamsSnapshotFile {
    param([hashtable] $Call, [string] $Path, [switch] $Wildcard)

    $files = @(Resolve-TeamsPath $Call.Cmdlet $Path -Wildcard:$Wildcard)
    if ($files[0] -is [System.Management.Automation.ErrorRecord]) {
        $Call.Failed = $true
        $Call.Cmdlet.WriteError($files[0])
        return
    }
    $Call.Options['snapshot'] = @($Call.Options['snapshot']) + $files -ne $null
    Assert-TeamsOneKind $Call
}

function Add-TeamsSnapshotObject {
    param([hashtable] $Call, $Snapshot)

    $Call.HasInput = $true
    Assert-TeamsOneKind $Call
    Send-TeamsInput $Call $Snapshot
}

function Assert-TeamsOneKind {
    # The request goes first, and with it the names of the files.
    param([hashtable] $Call)

    if ($Call.HasInput -and $Call.Options['snapshot']) {
        $Call.Cmdlet.ThrowTerminatingError((New-TeamsError 'MixedInput' 'InvalidArgument' $null (
                    'Snapshots and snapshot files came down one pipeline. Call the cmdlet once for each kind.')))
    }
}

function Complete-TeamsSnapshotCall {
    # An empty pipeline, or a path without files, is nothing to judge. It must not become a verdict on this machine.
    param([hashtable] $Call, [System.Collections.IDictionary] $Bound)

    $asked = $Call.Cmdlet.MyInvocation.ExpectingInput -or $Bound['InputObject'] -or $Bound['Path'] -or $Bound['LiteralPath']
    if ($asked -and -not $Call.HasInput -and -not $Call.Options['snapshot']) {
        return
    }
    Complete-TeamsCall $Call
}
