function New-TeamsSupportBundle {
    <#
    .SYNOPSIS
    Writes what a support engineer asks for into one zip file, without personal data.

    .DESCRIPTION
    New-TeamsSupportBundle gathers a snapshot, the verdict on it, the endpoint list and the options that
    decided it, the outputs of the system's own programs (routes, interfaces, VPN connections, proxies,
    firewall, events), phone books, PAC files, and the logs of Teams and of VPN clients where they may
    be read: of who runs it, and as SYSTEM or administrator of every person on the machine. A manifest
    names every part with its SHA-256, every command with its exit code and duration, and what is
    missing and why.

    Names of users, domains, computers and wireless networks, telephone numbers, public addresses, keys,
    passwords and tokens are replaced by pseudonyms, the same everywhere, and the manifest lists them
    without what they stand for. Look through the file all the same before you hand it on.
    IncludeSensitive leaves everything as it is.

    Test-TeamsSplitTunnel judges the bundle anywhere with the same verdict, without further options.

    A command that hangs is ended after 30 seconds. A full disk, a missing permission or a missing
    program do not stop the bundle: it comes out, and says what is missing.

    The object's property tss is the command line for Microsoft's own tool, which its support asks for.

    .PARAMETER OutputPath
    The zip file to write. It is replaced if it exists.

    .PARAMETER IncludeSensitive
    Leaves names, addresses and secrets as they are.

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
    warning, because tunnels come and go.

    .PARAMETER Online
    Asks what takes a packet too: every interface's own DNS server for the name of Teams' relays
    (check Dns). Without it nothing is sent.

    .PARAMETER PacFile
    A proxy auto-configuration file, saved from where the proxy settings take theirs: what it answers
    for media is judged (check Proxy), and its text is in the bundle. No PAC URL is asked.

    .PARAMETER Require
    Ids of further checks that count for the overall status, such as BoundPath or EndpointList.

    .INPUTS
    None.

    .OUTPUTS
    TeamsSplitTunnel.Bundle. What is in the file and what is not.

    .EXAMPLE
    New-TeamsSupportBundle -OutputPath .\case.zip | Format-List

    Writes the bundle and shows what is in it.

    .EXAMPLE
    (New-TeamsSupportBundle -OutputPath .\case.zip).missing

    Lists what could not be had, and why.

    .EXAMPLE
    Test-TeamsSplitTunnel -Path .\case.zip

    Judges the snapshot in a bundle, on any machine, with the list and the options that it was made with.

    .LINK
    Test-TeamsSplitTunnel

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding(SupportsShouldProcess)]
    [OutputType('TeamsSplitTunnel.Bundle')]
    param(
        [Parameter(Mandatory, Position = 0)]
        [ValidateNotNullOrEmpty()]
        [string] $OutputPath,

        [switch] $IncludeSensitive,

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
        [ArgumentCompleter({ & (Get-Module TeamsSplitTunnel) Get-TeamsCheckCompletion $args[2] })]
        [string[]] $Require
    )

    $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters OutputPath, IncludeSensitive, Cloud, EndpointPath, VpnInterface, LocalInterface, StrictInterface, Online, PacFile, Require
    if ($PSCmdlet.ShouldProcess($options['output'], 'Write a support bundle')) {
        Complete-TeamsCall (New-TeamsCall $PSCmdlet 'bundle' $options)
    }
}
