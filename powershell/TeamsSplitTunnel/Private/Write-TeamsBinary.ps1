function Write-TeamsBinary {
    # Writes the gathered inputs, and meanwhile hands on what the binary answers: both pipes full would be a deadlock.
    param([hashtable] $Call, [switch] $End)

    $done = $false
    try {
        $isFirst = -not $Call.Process
        if ($isFirst) {
            Start-TeamsBinary $Call
        }
        Send-TeamsText $Call (Format-TeamsLines $Call -Request:$isFirst -End:$End)
        $Call.Waiting.Restart()
        $done = $true
    } finally {
        if (-not $done) {
            Stop-TeamsBinary $Call
        }
    }
}

function Format-TeamsLines {
    param([hashtable] $Call, [switch] $Request, [switch] $End)

    $lines = [System.Text.StringBuilder]::new()
    if ($Request) {
        # The empty line takes the byte order mark that .NET Framework writes first where the console's code page is UTF-8.
        $message = @{ type = 'request'; command = $Call.Command; options = $Call.Options; positionals = $Call.Positionals }
        Add-TeamsJson $lines @(, $message) "`n" "`n"
    }
    try {
        Add-TeamsJson $lines $Call.Unsent '{"type":"input","value":' "}`n"
    } catch {
        $Call.Cmdlet.ThrowTerminatingError((New-TeamsError 'InputTooDeep' 'InvalidData' $null $_.Exception.Message))
    }
    $Call.Unsent.Clear()
    if ($End) {
        [void]$lines.Append('{"type":"end"}').Append("`n")
    }
    $lines.ToString()
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
