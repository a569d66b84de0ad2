function New-TeamsCall {
    # One run of the binary: New-TeamsCall, Send-TeamsInput for every pipeline object, Complete-TeamsCall. Its messages go
    # to the streams of $Cmdlet. $OnObject takes the objects instead of the output stream.
    param($Cmdlet, [string] $Command, [hashtable] $Options = @{}, [scriptblock] $OnObject)

    @{
        Cmdlet      = $Cmdlet
        Command     = $Command
        Options     = $Options
        Positionals = [System.Collections.Generic.List[string]]::new()
        OnObject    = $OnObject
        Unsent      = [System.Collections.Generic.List[object]]::new()
        Sent        = 0
        Answered    = 0
        Quick       = 0
        Pause       = [System.Diagnostics.Stopwatch]::StartNew()
        Waiting     = [System.Diagnostics.Stopwatch]::StartNew()
        HasInput    = $false
        Process     = $null
        Watch       = $null
        Read        = $null
        Chunk       = [array]::CreateInstance([byte], 65536)
        Line        = [System.Text.StringBuilder]::new()
        Errors      = $null
        Failed      = $false
        Ended       = $false
        ExitCode    = $null
    }
}
