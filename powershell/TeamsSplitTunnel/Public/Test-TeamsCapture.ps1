function Test-TeamsCapture {
    <#
    .SYNOPSIS
    Tells from a packet capture on which interface Microsoft Teams media was.

    .DESCRIPTION
    Test-TeamsCapture reads a pcap or pcapng file, plain or compressed by gzip, and lists the flows with
    the Optimize prefixes of Microsoft's endpoint list: on which interface, from which address, how many
    packets and bytes, and what their headers show them to be (STUN, TURN channel data, DTLS, RTP, RTCP).
    RTP streams have their loss and jitter after RFC 3550. It says what headers show, and nothing of
    whether payload is encrypted.

    The verdict is Pass for media on the local interface alone, Fail for any on a VPN interface, and
    Unknown where none was seen, because it may be inside the tunnel, or where nothing proves on which
    interface it was. A Warning names what is odd, such as a browser that ignores the routing table.

    A file alone does not tell what its interfaces are. A snapshot of the same computer, taken during
    the capture, does: by the name or GUID that a pcapng file has for an interface, else by the flow's
    local address. Without one, name the interface with Interface and its part with VpnInterface or
    LocalInterface.

    A capture can be taken with what Windows has, in an elevated window, with the VPN connected:

        pktmon start --capture --comp nics --pkt-size 0 --file-name call.etl
        (make a call)
        pktmon stop
        pktmon etl2pcap call.etl --out call.pcapng

    Take the snapshot before you hang up. What pktmon logged at several components counts once. Its
    converter drops the components' names, so flows are told apart by their address. A trace of
    "netsh trace start capture=yes report=disabled" is converted by Microsoft's etl2pcapng, which keeps
    them: it calls an adapter eth:12:0 or wifi:12, after its interface index. Wireshark writes the
    adapter's GUID.

    .PARAMETER Path
    Captures to read. Wildcards are allowed.

    .PARAMETER LiteralPath
    Captures to read, their names taken as they are.

    .PARAMETER Snapshot
    A snapshot of the captured computer from Get-TeamsNetworkSnapshot, or its file. One that was taken
    more than an hour before or after the capture, or of another computer as far as the file tells, is
    refused.

    .PARAMETER Interface
    The interface that was captured, where neither the file nor an address tells.

    .PARAMETER Force
    Takes a snapshot of another computer or time. What stands against it becomes a warning.

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

    .PARAMETER Quiet
    Gives one $true or $false in place of verdicts: $true where nothing failed and nothing stayed
    unknown, for all captures of the call together.

    .INPUTS
    System.String or System.IO.FileInfo. Captures to read.

    .OUTPUTS
    TeamsSplitTunnel.CaptureVerdict. One for each capture. Its flows and tunnels have views of their
    own. Times are text, RFC 3339 in UTC.

    System.Boolean. With Quiet.

    .EXAMPLE
    Test-TeamsCapture -Path .\call.pcapng -Snapshot .\call.json

    Judges a capture with a snapshot that was taken during the call.

    .EXAMPLE
    (Test-TeamsCapture .\call.pcapng -Snapshot (Get-TeamsNetworkSnapshot)).flows | Format-List

    Lists the flows of a capture that was taken on this computer just now.

    .EXAMPLE
    (Test-TeamsCapture .\call.pcapng -Snapshot .\call.json).flows.streams | Where-Object lostPercent -gt 1

    Lists the RTP streams that lost more than one percent.

    .EXAMPLE
    Test-TeamsCapture .\tunnel.pcap -Interface 'Contoso VPN' -VpnInterface 'Contoso VPN'

    Judges a capture of one interface, of which there is no snapshot.

    .LINK
    Get-TeamsNetworkSnapshot

    .LINK
    Test-TeamsSplitTunnel

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding(DefaultParameterSetName = 'Path')]
    [OutputType('TeamsSplitTunnel.CaptureVerdict', [bool])]
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

        [ValidateNotNull()]
        [object] $Snapshot,

        [ValidateNotNullOrEmpty()]
        [ArgumentCompleter({ & (Get-Module TeamsSplitTunnel) Get-TeamsInterfaceCompletion $args[2] })]
        [string] $Interface,

        [switch] $Force,

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
        $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters Interface, Force, Cloud, EndpointPath, VpnInterface, LocalInterface
        $calls = 0
        $good = $true
    }
    process {
        $named = New-TeamsCall $PSCmdlet 'capture'
        Add-TeamsFile $named $PSBoundParameters
        $good = $good -and -not $named.Failed
        foreach ($file in $named.Positionals) {
            $call = New-TeamsCall $PSCmdlet 'capture' $options.Clone()
            $call.Positionals.Add($file)
            if ($Quiet) {
                $call.OnObject = { }
            }
            if ($null -ne $Snapshot) {
                Add-TeamsSnapshot $call @{ InputObject = $Snapshot }
            }
            if (-not $call.Failed) {
                Complete-TeamsCall $call
            }
            $calls++
            $good = $good -and -not $call.Failed -and $call.ExitCode -eq 0
        }
    }
    end {
        if ($Quiet) {
            $good -and $calls -gt 0
        }
    }
}
