function Write-TeamsBinary {
    # Writes the gathered inputs, and meanwhile hands on what the binary answers: both pipes full would be a deadlock.
    param([hashtable] $Call, [switch] $End)

    $done = $false
    try {
        $lines = [System.Text.StringBuilder]::new()
        if (-not $Call.Process) {
            Start-TeamsBinary $Call
            # The empty line takes the byte order mark that .NET Framework writes first where the console's code page is UTF-8.
            $request = @{ type = 'request'; command = $Call.Command; options = $Call.Options }
            Add-TeamsJson $lines @(, $request) "`n" "`n"
        }
        Add-TeamsJson $lines $Call.Unsent '{"type":"input","value":' "}`n"
        $Call.Unsent.Clear()
        if ($End) {
            [void]$lines.Append('{"type":"end"}').Append("`n")
        }
        Send-TeamsText $Call $lines.ToString()
        $Call.Waiting.Restart()
        $done = $true
    } finally {
        if (-not $done) {
            Stop-TeamsBinary $Call
        }
    }
}

function Send-TeamsText {
    param([hashtable] $Call, [string] $Text)

    if ($Call.Ended) {
        return
    }
    $bytes = [System.Text.Encoding]::ASCII.GetBytes($Text)
    $stream = $Call.Process.StandardInput.BaseStream
    Receive-TeamsMessage $Call $stream.WriteAsync($bytes, 0, $bytes.Length)
    # FlushAsync of .NET Framework writes its last bytes at once, and could block this thread.
    $flush = [System.Action][System.Delegate]::CreateDelegate([System.Action], $stream, 'Flush')
    Receive-TeamsMessage $Call ([System.Threading.Tasks.Task]::Run($flush))
}
