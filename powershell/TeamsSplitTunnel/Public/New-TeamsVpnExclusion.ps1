function New-TeamsVpnExclusion {
    <#
    .SYNOPSIS
    Writes the configuration that keeps Microsoft Teams media out of a VPN's tunnel.

    .DESCRIPTION
    New-TeamsVpnExclusion prints what to paste or import into a VPN profile or a vendor's configuration,
    so that the Optimize prefixes of Teams, IPv4 and IPv6, stay out of the tunnel. It changes nothing.

    The notes of the answer say where it goes, which names in it are to be replaced, where a form is
    unverified, and where a family is left out because the product cannot exclude it. For WireGuard it
    is the exact complement: everything but Teams media, without a /0.

    For products that are set up in a portal there is no text to paste:

    Citrix Gateway: intranet applications with the prefixes and their netmasks, interception
    TRANSPARENT, and split tunnel REVERSE. With split tunnel ON the same entries go into the tunnel.

    Ivanti Connect Secure: a split tunneling policy with exclude entries. With split tunneling off
    every exclude entry is ignored, and a more specific include entry beats a wider exclude entry.

    Zscaler: the app profile's VPN Gateway Bypass and, for Z-Tunnel 2.0, Destination Exclusions. For
    Z-Tunnel 1.0 the bypass is in the PAC file of the app profile, which concerns web traffic alone.

    Check Point: sk167000 describes it; its form is not confirmed here.

    Judge every one of them by its effect: Test-TeamsSplitTunnel with the VPN connected.

    .PARAMETER For
    What to write for: ProfileXml (Windows' own client), AzureVpn, OpenVpn, WireGuard, Cisco (ASA and
    FTD), GlobalProtect, F5 (BIG-IP APM) or Fortinet (FortiGate).

    .PARAMETER Cloud
    The Microsoft cloud of the tenant: Worldwide (also for GCC), China, USGovGCCHigh or USGovDoD.
    Worldwide unless given.

    .PARAMETER EndpointPath
    A file with an endpoint list, as the web service delivers it, in place of the one in force.

    .PARAMETER Raw
    Gives the text alone, to write it to a file.

    .INPUTS
    None.

    .OUTPUTS
    TeamsSplitTunnel.ProfileExclusions. The text, and the notes on it.

    System.String. With Raw.

    .EXAMPLE
    New-TeamsVpnExclusion -For Cisco | Format-List

    Shows the access list and the group policy for Cisco ASA, with what to know about it.

    .EXAMPLE
    New-TeamsVpnExclusion -For WireGuard -Raw

    Gives the line AllowedIPs.

    .EXAMPLE
    (New-TeamsVpnExclusion -For ProfileXml -Cloud USGovDoD).notes

    Says what to know about exclusion routes of Windows' own client.

    .LINK
    Update-TeamsVpnProfile

    .LINK
    Test-TeamsVpnProfile

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding()]
    [OutputType('TeamsSplitTunnel.ProfileExclusions', [string])]
    param(
        [Parameter(Mandatory, Position = 0)]
        [ValidateSet('ProfileXml', 'AzureVpn', 'OpenVpn', 'WireGuard', 'Cisco', 'GlobalProtect', 'F5', 'Fortinet')]
        [string] $For,

        [ValidateSet('Worldwide', 'China', 'USGovGCCHigh', 'USGovDoD')]
        [string] $Cloud,

        [ValidateNotNullOrEmpty()]
        [string] $EndpointPath,

        [switch] $Raw
    )

    $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters For, Cloud, EndpointPath
    $call = New-TeamsCall $PSCmdlet 'profile' $options
    $call.Positionals.Add('exclusions')
    if ($Raw) {
        $call.OnObject = { $PSCmdlet.WriteObject($args[0].text) }
    }
    Complete-TeamsCall $call
}
