function Start-TeamsBinary {
    param([hashtable] $Call)

    $path = Find-TeamsBinary $Call.Cmdlet
    $Call.Cmdlet.WriteVerbose("Starting $path.")
    $start = [System.Diagnostics.ProcessStartInfo]::new($path, '--ndjson')
    $start.WorkingDirectory = [System.IO.Path]::GetDirectoryName($path)
    $start.UseShellExecute = $false
    $start.CreateNoWindow = $true
    $start.RedirectStandardInput = $true
    $start.RedirectStandardOutput = $true
    $start.RedirectStandardError = $true
    $start.StandardErrorEncoding = [System.Text.Encoding]::UTF8
    try {
        $Call.Process = [System.Diagnostics.Process]::Start($start)
    } catch {
        $Call.Cmdlet.ThrowTerminatingError((New-TeamsError 'BinaryNotStarted' 'NotInstalled' $path (
                    "$path does not start: $($_.Exception.GetBaseException().Message.TrimEnd('.')). It may be made for another machine, " +
                    'damaged, or not be executable: install the module again, on Linux: chmod +x.')))
    }
    $Call.Errors = $Call.Process.StandardError.ReadToEndAsync()
    $Call.Read = $Call.Process.StandardOutput.BaseStream.ReadAsync($Call.Chunk, 0, $Call.Chunk.Length)
}
