function New-TeamsError {
    param([string] $Id, [string] $Category, $Target, [string] $Message)

    $known = $Category -as [System.Management.Automation.ErrorCategory]
    if ($null -eq $known) {
        $known = [System.Management.Automation.ErrorCategory]::NotSpecified
    }
    [System.Management.Automation.ErrorRecord]::new([System.InvalidOperationException]::new($Message), $Id, $known, $Target)
}
