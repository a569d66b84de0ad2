function Watch-TeamsSplitTunnel {
    <#
    .SYNOPSIS
    Gives a verdict now and after every change that matters, until it is stopped.

    .DESCRIPTION
    Watch-TeamsSplitTunnel judges this machine as Test-TeamsSplitTunnel does, and again whenever the
    operating system says that routes, interfaces or addresses changed. A verdict is put out at start
    and where the answer has changed; its property change says what happened: interfaces that connected,
    routes that came and went, and the VPN client that puts its routes back after somebody removed them.

    While nothing changes it costs next to nothing. Ctrl+C ends it.

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
    Makes a VpnInterface or LocalInterface that matches nothing an error in place of a warning. An
    index that matches nothing always is one.

    .PARAMETER Require
    Ids of further checks that count for the overall status, such as BoundPath or EndpointList.

    .INPUTS
    None.

    .OUTPUTS
    TeamsSplitTunnel.WatchedVerdict. A verdict with the property change.

    .EXAMPLE
    Watch-TeamsSplitTunnel

    Shows a line at start and for every change, until Ctrl+C.

    .EXAMPLE
    Watch-TeamsSplitTunnel | Where-Object status -eq 'Fail' | Select-Object -First 1 | Format-List

    Waits until media leaks, and shows the verdict.

    .EXAMPLE
    Watch-TeamsSplitTunnel | ForEach-Object { $_.change.returned.message }

    Says when a VPN client puts its routes back.

    .LINK
    Test-TeamsSplitTunnel

    .LINK
    Register-TeamsSplitTunnelTask

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding()]
    [OutputType('TeamsSplitTunnel.WatchedVerdict')]
    param(
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

        [ValidateNotNullOrEmpty()]
        [ArgumentCompleter({ & (Get-Module TeamsSplitTunnel) Get-TeamsCheckCompletion $args[2] })]
        [string[]] $Require
    )

    $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters Cloud, EndpointPath, VpnInterface, LocalInterface, StrictInterface, Require
    Complete-TeamsCall (New-TeamsCall $PSCmdlet 'watch' $options) -Endless
}
