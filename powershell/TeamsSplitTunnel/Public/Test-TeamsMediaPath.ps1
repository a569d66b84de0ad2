function Test-TeamsMediaPath {
    <#
    .SYNOPSIS
    Sends real UDP to Teams relays and tells by which interface the answers come.

    .DESCRIPTION
    Test-TeamsMediaPath asks three questions about one address of every segment of the Optimize
    prefixes, or about given addresses. Which source address does the operating system give to a
    socket that is connected to it? No packet is sent for that. Who answers a small request on the
    ports of media, 3478 to 3481, and by which interface does the answer come? And who answers where
    the socket is bound to each interface in turn, as Teams binds them: an answer to a socket that is
    bound to the VPN means that media could use the tunnel although the routes are right.

    It sends two requests to each port, each once and twice more where no answer comes: an Allocate
    of Microsoft's TURN without credentials, and a Binding of STUN. An answer is proof. Silence is
    Unknown, because relays need not answer such requests.

    With Count, every path that answers is measured, and round trip, loss and jitter are held against
    Microsoft's targets: 100 ms, 1 % and 30 ms.

    Ctrl+C ends it, and what was known by then is shown.

    .PARAMETER Address
    Addresses of Teams media, or names that resolve to some, such as worldaz.tr.teams.microsoft.com,
    in place of one address of every segment.

    .PARAMETER Count
    How many requests measure each path that answers. Without it nothing is measured.

    .PARAMETER Timeout
    The seconds during which answers are waited for: 3 unless given.

    .PARAMETER Cloud
    The Microsoft cloud of the tenant: Worldwide (also for GCC), China, USGovGCCHigh or USGovDoD.
    Worldwide unless given. China's list names no UDP.

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

    .PARAMETER Quiet
    Gives one $true or $false in place of the result: $true where nothing failed and nothing stayed
    unknown.

    .INPUTS
    None.

    .OUTPUTS
    TeamsSplitTunnel.MediaPath. Its property paths holds one TeamsSplitTunnel.MediaPathRow for each
    address and socket.

    System.Boolean. With Quiet.

    .EXAMPLE
    Test-TeamsMediaPath

    Asks one address of every segment.

    .EXAMPLE
    Test-TeamsMediaPath worldaz.tr.teams.microsoft.com -Count 100 | Format-List

    Asks the relays of Teams and measures the way to them.

    .EXAMPLE
    (Test-TeamsMediaPath 52.112.0.10).paths | Where-Object path -eq 'Vpn'

    Shows what a socket in the VPN gets.

    .LINK
    Trace-TeamsPath

    .LINK
    Test-TeamsSplitTunnel

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding()]
    [OutputType('TeamsSplitTunnel.MediaPath', [bool])]
    param(
        [Parameter(Position = 0)]
        [ValidateNotNullOrEmpty()]
        [string[]] $Address,

        [ValidateRange(2, 10000)]
        [int] $Count,

        [ValidateRange(1, 60)]
        [int] $Timeout,

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

        [switch] $Quiet
    )

    $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters Count, Timeout, Cloud, EndpointPath, VpnInterface, LocalInterface, StrictInterface
    $call = New-TeamsCall $PSCmdlet 'media-path' $options
    foreach ($item in $Address) {
        $call.Positionals.Add($item)
    }
    $call.Quiet = $Quiet
    Complete-TeamsProbe $call
    if ($Quiet) {
        $call.ExitCode -eq 0 -and -not $call.Failed
    }
}
