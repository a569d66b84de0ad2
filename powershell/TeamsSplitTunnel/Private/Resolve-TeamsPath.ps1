function Resolve-TeamsPath {
    # The absolute file names of a path of PowerShell's, which may be relative to a location that the binary does not
    # know; or the ErrorRecord that says why there are none. A literal path's file need not exist: the binary says what
    # is wrong with it.
    param($Cmdlet, [string] $Path, [switch] $Wildcard)

    $provider = $null
    $drive = $null
    try {
        if ($Wildcard) {
            $files = @($Cmdlet.GetResolvedProviderPathFromPSPath($Path, [ref]$provider))
        } else {
            $files = @($Cmdlet.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Path, [ref]$provider, [ref]$drive))
        }
    } catch {
        return New-TeamsError 'PathNotFound' 'ObjectNotFound' $Path $_.Exception.GetBaseException().Message
    }
    if ($provider.Name -ne 'FileSystem') {
        return New-TeamsError 'PathNotFile' 'InvalidArgument' $Path "$Path is not a file, but an item of PowerShell's provider $($provider.Name)."
    }
    if ($files.Count -eq 0) {
        return New-TeamsError 'PathNotFound' 'ObjectNotFound' $Path "No file matches $Path."
    }
    $files
}
