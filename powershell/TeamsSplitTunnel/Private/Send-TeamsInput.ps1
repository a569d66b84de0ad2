function Send-TeamsInput {
    # Gathers pipeline objects until they are worth a write: few of them never leave a process open between two calls.
    param([hashtable] $Call, $Value)

    $Call.Unsent.Add($Value)
    if ($Call.Unsent.Count -ge 1000 -or $Call.Waiting.ElapsedMilliseconds -ge 250) {
        Write-TeamsBinary $Call
        if (-not $Call.Watch) {
            $Call.Watch = Watch-TeamsPipeline $Call.Cmdlet $Call.Process
        }
    }
}
