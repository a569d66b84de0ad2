function Complete-TeamsCall {
    # Ends the input, hands on everything that the binary still says, and leaves its exit code in $Call.ExitCode.
    param([hashtable] $Call)

    try {
        Write-TeamsBinary $Call -End
        Close-TeamsInput $Call
        Receive-TeamsMessage $Call
        while (-not $Call.Process.WaitForExit(200)) { }
        $Call.ExitCode = $Call.Process.ExitCode
        Assert-TeamsAnswer $Call
    } finally {
        Stop-TeamsBinary $Call
    }
}
