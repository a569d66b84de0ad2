function Complete-TeamsProbe {
    # Like Complete-TeamsCall, for a call whose one answer takes seconds. Its input stays open until the answer is there:
    # closing it before makes the binary tell what it has. A stopped pipeline takes no output, so that goes to the host.
    param([hashtable] $Call)

    $Call.Answer = $null
    $Call.OnObject = {
        param($Value)
        $Call.Answer = $Value
        if (-not $Call.Quiet) {
            $Call.Cmdlet.WriteObject($Value)
        }
    }
    $isDone = $false
    try {
        Write-TeamsBinary $Call
        while (-not ($Call.Answer -or $Call.Failed -or $Call.Ended)) {
            Receive-TeamsMessage $Call ([System.Threading.Tasks.Task]::Delay(100))
        }
        $isDone = $true
    } finally {
        if (-not $isDone -and $Call.Process) {
            Close-TeamsInput $Call
            Read-TeamsLastAnswer $Call | Out-Host
            Stop-TeamsBinary $Call
        }
    }
    Complete-TeamsCall $Call
}

function Read-TeamsLastAnswer {
    # What the binary still says within two seconds, of which only an object is of interest.
    param([hashtable] $Call)

    $waiting = [System.Diagnostics.Stopwatch]::StartNew()
    while ($waiting.ElapsedMilliseconds -lt 2000) {
        if (-not $Call.Read.Wait(50)) {
            continue
        }
        if ($Call.Read.Result -eq 0) {
            break
        }
        [void]$Call.Line.Append([System.Text.Encoding]::ASCII.GetString($Call.Chunk, 0, $Call.Read.Result))
        $Call.Read = $Call.Process.StandardOutput.BaseStream.ReadAsync($Call.Chunk, 0, $Call.Chunk.Length)
    }
    foreach ($line in $Call.Line.ToString().Split("`n")) {
        if ($line.StartsWith('{"type":"object"') -and $line.EndsWith('}')) {
            $message = ConvertFrom-TeamsJson $line
            Add-TeamsType $message.value $message.typeName
            $message.value
        }
    }
}
