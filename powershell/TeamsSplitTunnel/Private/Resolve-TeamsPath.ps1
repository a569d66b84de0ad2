function Resolve-TeamsPath {
    # The absolute file names of a path of PowerShell's, which may be relative to a location that the binary does not
    # know; or the ErrorRecord that says why there are none. A literal path's file need not exist: the binary says what
    # is wrong with it.
    param($Cmdlet, [string] $Path, [switch] $Wildcard)

    if (-not $Path) {
        return New-TeamsError 'PathNotFound' 'ObjectNotFound' $Path 'A path is empty where the name of a file was wanted.'
    }
    if ($Path.StartsWith('@{')) {
        return New-TeamsError 'PathNotFound' 'InvalidArgument' $null (
            'An object stands where the name of a file was wanted. Send it down the pipeline, or name its parameter: -InputObject.')
    }
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
