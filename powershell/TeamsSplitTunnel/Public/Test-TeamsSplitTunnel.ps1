function Test-TeamsSplitTunnel {
    <#
    .SYNOPSIS
    Proves whether Microsoft Teams media stays out of the VPN.

    .DESCRIPTION
    Test-TeamsSplitTunnel looks at the routes and interfaces of this machine, or of recorded
    snapshots, and follows every address of every Optimize prefix of Microsoft's endpoint list, IPv4
    and IPv6, to the interface by which it leaves. It is a proof over all addresses, not a sample,
    and on a live machine the operating system's own answers are held against it.

    The verdict says Pass, Fail, Warning, Unknown or NotApplicable, and holds the exact address
    ranges that leak, one check per question with what to do about it, and the segments: which range
    leaves by which route. A Fail is a result, not an error. What could not be checked is Unknown,
    never Pass; without a connected VPN the answer is NotApplicable.

    It needs no network and no administrator rights, and it changes nothing. Only with Online does it
    send a packet.

    .PARAMETER InputObject
    Snapshots from Get-TeamsNetworkSnapshot to judge in place of this machine, also ones that came
    back from a remote session, a job, Import-Clixml or ConvertFrom-Json. Files from Get-ChildItem
    and paths are taken too.

    .PARAMETER Path
    Snapshot files or support bundles to judge in place of this machine. Wildcards are allowed. A
    bundle is judged by the endpoint list and the options that it was made with, where none are given.

    .PARAMETER LiteralPath
    Snapshot files to judge in place of this machine, their names taken as they are.

    .PARAMETER Cloud
    The Microsoft cloud of the tenant: Worldwide (also for GCC), China, USGovGCCHigh or USGovDoD.
    Worldwide unless given.

    .PARAMETER EndpointPath
    A file with an endpoint list, as the web service delivers it, in place of the one in force.

    .PARAMETER VpnInterface
    Interfaces that lead into a VPN, besides those that are recognised: an index, a GUID, or a name
    or description, in any case and with * and ?.

    .PARAMETER LocalInterface
    Interfaces that lead to the local internet connection. If given, only these are local.

    .PARAMETER StrictInterface
    Makes a VpnInterface or LocalInterface that matches nothing an error. Without it that is a
    warning, because tunnels come and go; for an index it always is an error.

    .PARAMETER Online
    Asks what takes a packet too: every interface's own DNS server for the name of Teams' relays
    (check Dns). Without it nothing is sent.

    .PARAMETER PacFile
    A proxy auto-configuration file, saved from where the proxy settings take theirs: whether it
    sends media to a proxy (check Proxy). It runs in a sandbox, without a network, for five seconds
    at most. A PAC URL of the settings is only reported.

    .PARAMETER VpnProfile
    A VPN profile or vendor's configuration: judges what would be if the VPN connected with it, as
    Test-TeamsVpnProfile does.

    .PARAMETER Assume
    What you know of IPv6 where the profile leaves it open: ipv6=none, ipv6=tunnel or ipv6=local.

    .PARAMETER Policy
    The group policy, gateway configuration or portal, where the profile holds more than one.

    .PARAMETER Require
    Ids of further checks that count for the overall status, such as BoundPath or EndpointList.

    .PARAMETER Quiet
    Gives one $true or $false in place of verdicts: $true where nothing failed and nothing stayed
    unknown, which includes NotApplicable, for all snapshots of the call together.

    .INPUTS
    TeamsSplitTunnel.Snapshot, System.IO.FileInfo or System.String. Snapshots and snapshot files.

    .OUTPUTS
    TeamsSplitTunnel.Verdict. One for this machine, or one for each snapshot. Times are text, RFC
    3339 in UTC.

    System.Boolean. With Quiet.

    .EXAMPLE
    Test-TeamsSplitTunnel

    Judges this machine.

    .EXAMPLE
    (Test-TeamsSplitTunnel -VpnInterface 'Contoso*').leaks

    Names an interface as VPN that was not recognised, and lists the address ranges that leak into
    it.

    .EXAMPLE
    if (-not (Test-TeamsSplitTunnel -Quiet)) { exit 1 }

    Ends a script with code 1 unless the answer is good.

    .EXAMPLE
    Invoke-Command -ComputerName PC1, PC2 { Get-TeamsNetworkSnapshot } | Test-TeamsSplitTunnel | Format-List

    Collects on two machines and judges here.

    .EXAMPLE
    Test-TeamsSplitTunnel -Online -PacFile .\proxy.pac | Format-Custom

    Asks the resolvers and a PAC file too, and shows all on one page: the answer, one line a check,
    and what leaks by which route.

    .EXAMPLE
    Test-TeamsSplitTunnel -VpnProfile .\AlwaysOn.xml

    Judges what this machine would do with a VPN profile.

    .EXAMPLE
    Test-TeamsSplitTunnel -Path .\snapshots\*.json -Require BoundPath | Where-Object status -eq 'Fail'

    Judges recorded snapshots, counts one more check, and keeps those that fail.

    .LINK
    Get-TeamsNetworkSnapshot

    .LINK
    Get-TeamsRoute

    .LINK
    Test-TeamsVpnProfile

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding(DefaultParameterSetName = 'Machine')]
    [OutputType('TeamsSplitTunnel.Verdict', [bool])]
    param(
        [Parameter(Mandatory, ValueFromPipeline, ParameterSetName = 'InputObject')]
        [AllowNull()]
        [object[]] $InputObject,

        [Parameter(Mandatory, Position = 0, ParameterSetName = 'Path')]
        [SupportsWildcards()]
        [string[]] $Path,

        [Parameter(Mandatory, ParameterSetName = 'LiteralPath')]
        [Alias('PSPath', 'FullName')]
        [string[]] $LiteralPath,

        [ValidateSet('Worldwide', 'China', 'USGovGCCHigh', 'USGovDoD')]
        [string] $Cloud,

        [ValidateNotNullOrEmpty()]
        [string] $EndpointPath,

        [ValidateNotNullOrEmpty()]
        [ArgumentCompleter({ & (Get-Module TeamsSplitTunnel) Get-TeamsInterfaceCompletion $args[2] })]
        [string[]] $VpnInterface,

        [ValidateNotNullOrEmpty()]
        [ArgumentCompleter({ & (Get-Module TeamsSplitTunnel) Get-TeamsInterfaceCompletion $args[2] })]
        [string[]] $LocalInterface,

        [switch] $StrictInterface,

        [switch] $Online,

        [ValidateNotNullOrEmpty()]
        [string] $PacFile,

        [ValidateNotNullOrEmpty()]
        [string] $VpnProfile,

        [ValidateSet('ipv6=none', 'ipv6=tunnel', 'ipv6=local')]
        [string[]] $Assume,

        [ValidateNotNullOrEmpty()]
        [string] $Policy,

        [ValidateNotNullOrEmpty()]
        [ArgumentCompleter({ & (Get-Module TeamsSplitTunnel) Get-TeamsCheckCompletion $args[2] })]
        [string[]] $Require,

        [switch] $Quiet
    )

    begin {
        $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters Cloud, EndpointPath, VpnInterface, LocalInterface, StrictInterface, Online, PacFile, VpnProfile, Assume, Policy, Require
        $call = New-TeamsCall $PSCmdlet 'test' $options
        if ($Quiet) {
            $call.OnObject = { }
        }
    }
    process {
        Add-TeamsSnapshot $call $PSBoundParameters
    }
    end {
        Complete-TeamsSnapshotCall $call $PSBoundParameters
        if ($Quiet) {
            $call.ExitCode -eq 0 -and -not $call.Failed
        }
    }
}
