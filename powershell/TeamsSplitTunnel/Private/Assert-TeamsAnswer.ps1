function Assert-TeamsAnswer {
    # A binary that was killed, or that broke, must not look like one that had nothing to say.
    param([hashtable] $Call)

    $known = $Call.ExitCode -in 0, 1, 4 -or ($Call.ExitCode -in 2, 3 -and $Call.Failed)
    if ($known -and $Call.Line.Length -eq 0) {
        return
    }
    $said = $Call.Errors.Result.Trim()
    $Call.Cmdlet.ThrowTerminatingError((New-TeamsError 'BinaryFailed' 'InvalidResult' $Call.ExitCode (
                "The program ended with code $($Call.ExitCode) before its answer was complete; there is no verdict. $said").Trim()))
}
