function Send-TeamsInput {
    # Gathers pipeline objects until they are worth a write: few of them never leave a process open between two calls.
    # Where each is -Answered by itself, it waits for no more while the pipeline is slow, or until twenty came quickly.
    param([hashtable] $Call, $Value, [switch] $Answered)

    $isSlow = $Call.Pause.ElapsedMilliseconds -ge 20
    $Call.Quick = if ($isSlow) { 0 } else { $Call.Quick + 1 }
    $isAwaited = $Answered -and ($isSlow -or ($Call.Quick -le 20 -and $Call.Answered -eq $Call.Sent))
    $Call.Unsent.Add($Value)
    $Call.Sent++
    if ($isAwaited -or $Call.Unsent.Count -ge 1000 -or $Call.Waiting.ElapsedMilliseconds -ge 250) {
        Write-TeamsBinary $Call
        if (-not $Call.Watch) {
            $Call.Watch = Watch-TeamsPipeline $Call.Cmdlet $Call.Process
        }
        if ($isAwaited) {
            # No longer than a person would: an answer that comes later is handed on with the next object.
            Receive-TeamsMessage $Call ([System.Threading.Tasks.Task]::Delay(1000)) -Answers $Call.Sent
        }
    }
    $Call.Pause.Restart()
}
