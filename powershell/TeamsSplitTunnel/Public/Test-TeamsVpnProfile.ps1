function Test-TeamsVpnProfile {
    <#
    .SYNOPSIS
    Tells whether Microsoft Teams media would stay out of the VPN with a profile, before it is rolled out.

    .DESCRIPTION
    Test-TeamsVpnProfile reads a VPN profile or a vendor's configuration, sets its routes on a copy of
    this machine's route table, or of a recorded one, and judges the copy as Test-TeamsSplitTunnel
    judges a machine: the same proof over every address, before the VPN connects.

    It reads Windows ProfileXML, Azure VPN XML, OpenVPN and WireGuard configurations, Cisco ASA and FTD
    text, GlobalProtect XML and FortiGate text, and recognises them by their content.

    What the file does not tell can only be known from the server: routes that it pushes, IPv6 that it
    assigns, a class-based route. Where such a thing could take Teams media into the tunnel, the answer
    is Unknown, never Pass; the verdict's profile names it. With Assume you state what you know.

    A VPN that is connected is left out, and so are routes that may be its own. Where this machine
    cannot be read or is offline, a typical one is taken, with a warning. Nothing is changed.

    .PARAMETER Path
    Profiles to judge. Wildcards are allowed.

    .PARAMETER LiteralPath
    Profiles to judge, their names taken as they are.

    .PARAMETER Assume
    What you know of IPv6 where the profile leaves it open: ipv6=none, the connection leaves the
    machine without IPv6; ipv6=tunnel, the tunnel takes IPv6 along, but for what the profile excludes;
    ipv6=local, IPv6 stays as it is without the VPN.

    .PARAMETER Policy
    The group policy of Cisco, the gateway configuration of GlobalProtect or the portal of FortiGate,
    where the file holds more than one.

    .PARAMETER SnapshotPath
    Snapshot files of machines to judge on in place of this one.

    .PARAMETER Typical
    Judges on a typical Windows computer in place of this machine.

    .PARAMETER Cloud
    The Microsoft cloud of the tenant: Worldwide (also for GCC), China, USGovGCCHigh or USGovDoD.
    Worldwide unless given.

    .PARAMETER EndpointPath
    A file with an endpoint list, as the web service delivers it, in place of the one in force.

    .PARAMETER VpnInterface
    Interfaces of the machine that lead into a VPN, besides those that are recognised: an index, a
    GUID, or a name or description, in any case and with * and ?.

    .PARAMETER LocalInterface
    Interfaces that lead to the local internet connection. If given, only these are local.

    .PARAMETER Quiet
    Gives one $true or $false in place of verdicts: $true where nothing failed and nothing stayed
    unknown, for all profiles of the call together.

    .INPUTS
    System.String or System.IO.FileInfo. Profiles to judge.

    .OUTPUTS
    TeamsSplitTunnel.Verdict. One for each profile. Its property profile says what was read: routes,
    what is left open, what was assumed.

    System.Boolean. With Quiet.

    .EXAMPLE
    Test-TeamsVpnProfile -Path .\AlwaysOn.xml

    Judges a ProfileXML on this machine.

    .EXAMPLE
    (Test-TeamsVpnProfile -Path .\client.ovpn).profile.unknowns

    Lists what the profile leaves to its server.

    .EXAMPLE
    Get-ChildItem .\profiles | Test-TeamsVpnProfile -Typical -Assume ipv6=none | Where-Object status -ne 'Pass'

    Judges many profiles on a typical computer, of which the VPN leaves no IPv6.

    .EXAMPLE
    Test-TeamsVpnProfile -Path .\running-config.txt -Policy Staff -SnapshotPath .\laptop.json

    Judges what a group policy of Cisco would do on a recorded machine.

    .LINK
    New-TeamsVpnExclusion

    .LINK
    Update-TeamsVpnProfile

    .LINK
    Test-TeamsSplitTunnel

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    [OutputType('TeamsSplitTunnel.Verdict', [bool])]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ParameterSetName = 'Path')]
        [SupportsWildcards()]
        [AllowNull()]
        [AllowEmptyString()]
        [string[]] $Path,

        [Parameter(Mandatory, ValueFromPipelineByPropertyName, ParameterSetName = 'LiteralPath')]
        [Alias('PSPath', 'FullName')]
        [ValidateNotNullOrEmpty()]
        [string[]] $LiteralPath,

        [ValidateSet('ipv6=none', 'ipv6=tunnel', 'ipv6=local')]
        [string[]] $Assume,

        [ValidateNotNullOrEmpty()]
        [string] $Policy,

        [ValidateNotNullOrEmpty()]
        [string[]] $SnapshotPath,

        [switch] $Typical,

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

        [switch] $Quiet
    )

    begin {
        $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters Assume, Policy, SnapshotPath, Typical, Cloud, EndpointPath, VpnInterface, LocalInterface
        $call = New-TeamsCall $PSCmdlet 'profile' $options
        $call.Positionals.Add('check')
        if ($Quiet) {
            $call.OnObject = { }
        }
    }
    process {
        Add-TeamsFile $call $PSBoundParameters
    }
    end {
        if ($call.Positionals.Count -gt 1) {
            Complete-TeamsCall $call
            if ($Quiet) {
                $call.ExitCode -eq 0 -and -not $call.Failed
            }
        } elseif ($Quiet) {
            $false
        }
    }
}
