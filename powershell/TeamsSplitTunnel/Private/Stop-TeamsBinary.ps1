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
    } finally {
        $Call.Process.Dispose()
    }
}
