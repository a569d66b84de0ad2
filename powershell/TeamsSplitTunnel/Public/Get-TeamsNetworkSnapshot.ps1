function Get-TeamsNetworkSnapshot {
    [CmdletBinding()]
    [OutputType('TeamsSplitTunnel.Snapshot')]
    param(
        [ValidateSet('Worldwide', 'China', 'USGovGCCHigh', 'USGovDoD')]
        [string] $Cloud,

        [ValidateNotNullOrEmpty()]
        [string] $EndpointPath
    )

    $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters Cloud, EndpointPath
    Complete-TeamsCall (New-TeamsCall $PSCmdlet 'snapshot' $options)
}
