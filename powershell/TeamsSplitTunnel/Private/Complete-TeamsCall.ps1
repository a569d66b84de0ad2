function Complete-TeamsCall {
    # Ends the input, hands on everything that the binary still says, and leaves its exit code in $Call.ExitCode.
    # One that is endless ends when its input closes, which stays open.
    param([hashtable] $Call, [switch] $Endless)

    try {
        Write-TeamsBinary $Call -End:(-not $Endless)
        if (-not $Endless) {
            Close-TeamsInput $Call
        }
        Receive-TeamsMessage $Call
        while (-not $Call.Process.WaitForExit(200)) { }
        $Call.ExitCode = $Call.Process.ExitCode
        Assert-TeamsAnswer $Call
    } finally {
        Stop-TeamsBinary $Call
    }
}
