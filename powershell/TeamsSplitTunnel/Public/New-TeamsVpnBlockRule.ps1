function New-TeamsVpnBlockRule {
    <#
    .SYNOPSIS
    Plans firewall rules that keep Microsoft Teams media off the VPN.

    .DESCRIPTION
    New-TeamsVpnBlockRule plans the remedy for media that takes the VPN in spite of right routes: rules
    that block outbound UDP to the Optimize prefixes and media ports on the VPN interfaces, and nothing
    else. It changes nothing. Install-TeamsVpnBlockRule installs the rules on this machine; with As it
    writes them as the text that an administrator deploys.

    Such a rule helps only where the direct way of media works. So rules are planned only where the
    check OptimizeRoutes passes; where it does not, an error says why. Force overrules that.

    .PARAMETER InputObject
    Snapshots from Get-TeamsNetworkSnapshot in place of this machine, or files from Get-ChildItem.

    .PARAMETER Path
    Snapshot files in place of this machine. Wildcards are allowed.

    .PARAMETER LiteralPath
    Snapshot files in place of this machine, their names taken as they are.

    .PARAMETER As
    Writes the rules as text in place of objects: PowerShell, Netsh, FirewallCsp, GroupPolicy or
    Nftables. about_TeamsVpnBlockRules says when to use which, and what each cannot do.

    .PARAMETER Ports
    UDP ports to block in place of the media ports, such as '3478-3481', '50000'; or All. A warning
    says what else that stops.

    .PARAMETER Prefixes
    IP prefixes to block besides the Optimize prefixes. A warning says that they are not Teams.

    .PARAMETER InterfaceAlias
    Names of interfaces to block on besides the connected VPN interfaces. Never the local one.

    .PARAMETER Force
    Plans rules also where the direct way of media is not proven.

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

    .INPUTS
    TeamsSplitTunnel.Snapshot, System.IO.FileInfo or System.String. Snapshots and snapshot files.

    .OUTPUTS
    TeamsSplitTunnel.BlockRule. One for each VPN interface and address family.

    System.String. With As, one text for each machine.

    .EXAMPLE
    New-TeamsVpnBlockRule | Format-List

    Shows the rules for this machine.

    .EXAMPLE
    New-TeamsVpnBlockRule -As PowerShell | Set-Content -Encoding Ascii .\block.ps1

    Writes a script that makes the rules on this machine.

    .EXAMPLE
    New-TeamsVpnBlockRule -Path .\typical-pc.json -As FirewallCsp

    Writes SyncML for the Firewall CSP, if the VPN of that machine is of the type RemoteAccess.

    .EXAMPLE
    New-TeamsVpnBlockRule -VpnInterface 'Contoso*' -Ports All

    Names the VPN, and plans to block all UDP ports at the addresses of Teams media.

    .LINK
    Install-TeamsVpnBlockRule

    .LINK
    Test-TeamsSplitTunnel

    .LINK
    about_TeamsVpnBlockRules

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding(DefaultParameterSetName = 'Machine')]
    [OutputType('TeamsSplitTunnel.BlockRule', [string])]
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

        [ValidateSet('PowerShell', 'Netsh', 'FirewallCsp', 'GroupPolicy', 'Nftables')]
        [string] $As,

        [ValidateNotNullOrEmpty()]
        [string[]] $Ports,

        [ValidateNotNullOrEmpty()]
        [string[]] $Prefixes,

        [ValidateNotNullOrEmpty()]
        [ArgumentCompleter({ & (Get-Module TeamsSplitTunnel) Get-TeamsInterfaceCompletion $args[2] })]
        [string[]] $InterfaceAlias,

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

        [switch] $StrictInterface
    )

    begin {
        $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters Ports, Prefixes, InterfaceAlias, Force, Cloud, EndpointPath, VpnInterface, LocalInterface, StrictInterface
        if ($As) {
            $options['as'] = @{ FirewallCsp = 'firewall-csp'; GroupPolicy = 'group-policy' }[$As]
            if (-not $options['as']) {
                $options['as'] = $As.ToLowerInvariant()
            }
        }
        $call = New-TeamsCall $PSCmdlet 'rules' $options
        if ($As) {
            $call.OnObject = { $PSCmdlet.WriteObject($args[0].text) }
        }
    }
    process {
        Add-TeamsSnapshot $call $PSBoundParameters
    }
    end {
        Complete-TeamsSnapshotCall $call $PSBoundParameters
    }
}
