function Receive-TeamsMessage {
    # Hands on what the binary says until $Until is done, or so many inputs have their $Answers; without either, until the
    # binary has said everything.
    # It waits in slices, because PowerShell stops a script only between two statements.
    param([hashtable] $Call, [System.Threading.Tasks.Task] $Until, [int] $Answers = [int]::MaxValue)

    while (-not $Call.Ended -and $Call.Answered -lt $Answers -and -not ($Until -and $Until.IsCompleted)) {
        $tasks = @($Call.Read, $Until) -ne $null
        [void][System.Threading.Tasks.Task]::WaitAny([System.Threading.Tasks.Task[]]$tasks, 200)
        while ($Call.Read.IsCompleted -and -not $Call.Ended) {
            Read-TeamsChunk $Call
        }
    }
}

function Read-TeamsChunk {
    param([hashtable] $Call)

    $count = $Call.Read.Result
    if ($count -eq 0) {
        $Call.Ended = $true
        return
    }
    $text = [System.Text.Encoding]::ASCII.GetString($Call.Chunk, 0, $count)
    $Call.Read = $Call.Process.StandardOutput.BaseStream.ReadAsync($Call.Chunk, 0, $Call.Chunk.Length)
    $end = $text.LastIndexOf("`n")
    if ($end -lt 0) {
        [void]$Call.Line.Append($text)
        return
    }
    $lines = $Call.Line.Append($text, 0, $end).ToString()
    $Call.Line = [System.Text.StringBuilder]::new().Append($text, $end + 1, $text.Length - $end - 1)
    try {
        $messages = ConvertFrom-TeamsJson $lines
    } catch {
        $Call.Cmdlet.ThrowTerminatingError((New-TeamsError 'BinaryFailed' 'InvalidResult' $null (
                    'The program said what is not an answer; there is no verdict: ' +
                    $lines.Substring(0, [System.Math]::Min(200, $lines.Length)))))
    }
    Write-TeamsMessage $Call $messages
}
