function Add-TeamsSnapshot {
    # What a cmdlet is to judge: its InputObject, Path and LiteralPath. Objects become inputs; files are named in the
    # request, because the binary's errors name the file and the line.
    param([hashtable] $Call, [System.Collections.IDictionary] $Bound)

    if ($Bound.ContainsKey('InputObject')) {
        foreach ($item in @($Bound['InputObject'])) {
            Add-TeamsSnapshotInput $Call $item
        }
    }
    foreach ($item in $Bound['Path']) {
        Add-TeamsSnapshotFile $Call $item -Wildcard
    }
    foreach ($item in $Bound['LiteralPath']) {
        Add-TeamsSnapshotFile $Call $item
    }
}

function Add-TeamsSnapshotInput {
    param([hashtable] $Call, $Item)

    if ($null -eq $Item) {
        # Left out without a word, a machine that did not answer would let the others pass for all.
        $Call.Failed = $true
        $Call.Cmdlet.WriteError((New-TeamsError 'InputNull' 'InvalidData' $null (
                    'An input is $null where a snapshot was wanted. Look at the command that should have put it out: a ' +
                    'machine may not have answered, or lack the module.')))
    } elseif ($Item -is [string]) {
        Add-TeamsSnapshotFile $Call $Item -Wildcard
    } elseif ($null -eq $Item.schema -and $Item.PSPath) {
        Add-TeamsSnapshotFile $Call $Item.PSPath
    } elseif ($null -eq $Item.schema -and $Item.FullName) {
        Add-TeamsSnapshotFile $Call $Item.FullName
    } else {
        Add-TeamsSnapshotObject $Call $Item
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

    $asked = $Call.Cmdlet.MyInvocation.ExpectingInput -or $Bound.ContainsKey('InputObject') -or
        $Bound.ContainsKey('Path') -or $Bound.ContainsKey('LiteralPath')
    if ($asked -and -not $Call.HasInput -and -not $Call.Options['snapshot']) {
        return
    }
    Complete-TeamsCall $Call
}
