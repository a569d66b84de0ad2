function Import-TeamsNetworkSnapshot {
    <#
    .SYNOPSIS
    Makes a snapshot of a route table that somebody sent.

    .DESCRIPTION
    Import-TeamsNetworkSnapshot reads what other programs have printed on a machine, and makes a snapshot
    of it that Test-TeamsSplitTunnel judges:

    - route print of Windows, in any display language and code page
    - Get-NetRoute, with Get-NetIPInterface, Get-NetAdapter and Get-NetIPAddress where there are any, as
      JSON, CSV or CLIXML
    - ip route, ip -6 route, ip rule and ip addr of Linux, as text or with -j
    - netstat -rn of macOS

    The format is recognised. What is missing is said as a warning, and in the snapshot's notes: the
    verdict on what cannot be known is Unknown. Nothing is guessed to be local.

    .PARAMETER Path
    Files from one machine. Wildcards are allowed. Each object of the pipeline is a machine of its own.

    .PARAMETER LiteralPath
    Files from one machine, their names taken as they are.

    .PARAMETER CodePage
    The code page of texts that are not Unicode, such as 437, 850, 852, 866 or 932. Only the names of
    interfaces depend on it; without it, it is guessed.

    .INPUTS
    System.IO.FileInfo or System.String. Files.

    .OUTPUTS
    TeamsSplitTunnel.Snapshot. Its computer and time are not known.

    .EXAMPLE
    Import-TeamsNetworkSnapshot .\route-print.txt | Test-TeamsSplitTunnel -LocalInterface 192.168.1.10 -VpnInterface 10.8.0.2

    Judges the output of route print, which names the interfaces of IPv4 by address alone.

    .EXAMPLE
    Import-TeamsNetworkSnapshot .\routes.json, .\interfaces.json, .\adapters.json | Test-TeamsSplitTunnel

    Judges a machine by Get-NetRoute, Get-NetIPInterface and Get-NetAdapter, each as JSON.

    .EXAMPLE
    Import-TeamsNetworkSnapshot .\ip-*.txt | Test-TeamsSplitTunnel | Format-List

    Judges a Linux machine by several outputs of ip.

    .EXAMPLE
    Get-ChildItem .\cases\*.txt | Import-TeamsNetworkSnapshot | Test-TeamsSplitTunnel

    Judges many machines, each by one file.

    .LINK
    Test-TeamsSplitTunnel

    .LINK
    Get-TeamsNetworkSnapshot

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    [OutputType('TeamsSplitTunnel.Snapshot')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ParameterSetName = 'Path')]
        [SupportsWildcards()]
        [string[]] $Path,

        [Parameter(Mandatory, ValueFromPipelineByPropertyName, ParameterSetName = 'LiteralPath')]
        [Alias('PSPath', 'FullName')]
        [string[]] $LiteralPath,

        [ValidateNotNullOrEmpty()]
        [string] $CodePage
    )

    process {
        $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters CodePage
        $call = New-TeamsCall $PSCmdlet 'snapshot' $options
        Add-TeamsFile $call $PSBoundParameters
        if ($call.Failed) {
            return
        }
        $options['from'] = @($call.Positionals[0])
        $call.Positionals.RemoveAt(0)
        Complete-TeamsCall $call
    }
}
