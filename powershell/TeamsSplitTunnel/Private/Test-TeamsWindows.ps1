function Test-TeamsWindows {
    [System.Environment]::OSVersion.Platform -eq 'Win32NT'
}
