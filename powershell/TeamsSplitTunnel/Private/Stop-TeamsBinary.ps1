function Stop-TeamsBinary {
    param([hashtable] $Call)

    if ($Call.Watch) {
        $Call.Watch.Dispose()
    }
    if (-not $Call.Process) {
        return
    }
    try {
        if (-not $Call.Process.HasExited) {
            $Call.Process.Kill()
        }
    } catch [System.InvalidOperationException], [System.ComponentModel.Win32Exception] {
        # It ended by itself in between.
    }
    Close-TeamsInput $Call
    $Call.Process.Dispose()
    $Call.Process = $null
}

function Close-TeamsInput {
    param([hashtable] $Call)

    try {
        $Call.Process.StandardInput.BaseStream.Dispose()
    } catch [System.IO.IOException] {
        # The binary ended before it had read what the stream still holds.
    }
}
