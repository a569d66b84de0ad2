function Update-TeamsVpnProfile {
    <#
    .SYNOPSIS
    Adds the missing exclusions of Microsoft Teams media to a VPN profile, and drops outdated ones.

    .DESCRIPTION
    Update-TeamsVpnProfile works on a Windows ProfileXML, an Azure VPN XML or an OpenVPN configuration.
    It adds exclusions for the Optimize prefixes of Teams that the file does not exclude yet, and takes
    out those that Microsoft once published and has withdrawn. Every other byte stays: comments, EAP
    settings, line ends, the byte order mark and the encoding. A second run changes nothing.

    By default it writes a new file beside the profile, NAME.updated.EXT. With InPlace it replaces the
    profile in one step, with the same access rights, and keeps the old one as FILE.bak. A profile that
    cannot be read is named with line and column and left alone.

    WhatIf shows what would change, as an object, and writes nothing.

    .PARAMETER Path
    Profiles to update. Wildcards are allowed.

    .PARAMETER LiteralPath
    Profiles to update, their names taken as they are.

    .PARAMETER OutputPath
    The file to write, for one profile. It is replaced if it exists.

    .PARAMETER InPlace
    Replaces the profile, and keeps the old one beside it.

    .PARAMETER Cloud
    The Microsoft cloud of the tenant: Worldwide (also for GCC), China, USGovGCCHigh or USGovDoD.
    Worldwide unless given.

    .PARAMETER EndpointPath
    A file with an endpoint list, as the web service delivers it, in place of the one in force.

    .INPUTS
    System.String or System.IO.FileInfo. Profiles to update.

    .OUTPUTS
    TeamsSplitTunnel.ProfileUpdate. One for each profile: what was added and removed, and which file
    was written.

    .EXAMPLE
    Update-TeamsVpnProfile -Path .\AlwaysOn.xml -WhatIf

    Shows what would be added and removed.

    .EXAMPLE
    Update-TeamsVpnProfile -Path .\AlwaysOn.xml

    Writes AlwaysOn.updated.xml.

    .EXAMPLE
    Get-ChildItem .\*.ovpn | Update-TeamsVpnProfile -InPlace

    Updates many profiles where they are, each with a backup.

    .LINK
    Test-TeamsVpnProfile

    .LINK
    New-TeamsVpnExclusion

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding(DefaultParameterSetName = 'Path', SupportsShouldProcess)]
    [OutputType('TeamsSplitTunnel.ProfileUpdate')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline, ParameterSetName = 'Path')]
        [SupportsWildcards()]
        [ValidateNotNullOrEmpty()]
        [string[]] $Path,

        [Parameter(Mandatory, ValueFromPipelineByPropertyName, ParameterSetName = 'LiteralPath')]
        [Alias('PSPath', 'FullName')]
        [ValidateNotNullOrEmpty()]
        [string[]] $LiteralPath,

        [ValidateNotNullOrEmpty()]
        [string] $OutputPath,

        [switch] $InPlace,

        [ValidateSet('Worldwide', 'China', 'USGovGCCHigh', 'USGovDoD')]
        [string] $Cloud,

        [ValidateNotNullOrEmpty()]
        [string] $EndpointPath
    )

    begin {
        $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters OutputPath, InPlace, Cloud, EndpointPath
        if ($WhatIfPreference) {
            $options['plan'] = $true
        }
        $call = New-TeamsCall $PSCmdlet 'profile' $options
    }
    process {
        Add-TeamsFile $call $PSBoundParameters
    }
    end {
        $verb = $(if ($InPlace) { 'Replace by an updated VPN profile' } else { 'Write an updated VPN profile' })
        $files = $call.Positionals.ToArray()
        $call.Positionals.Clear()
        $call.Positionals.Add('update')
        foreach ($file in $files) {
            if ($PSCmdlet.ShouldProcess($file, $verb) -or $WhatIfPreference) {
                $call.Positionals.Add($file)
            }
        }
        if ($call.Positionals.Count -gt 1) {
            Complete-TeamsCall $call
        }
    }
}
