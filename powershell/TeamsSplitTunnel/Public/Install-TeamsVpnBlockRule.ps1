function Install-TeamsVpnBlockRule {
    <#
    .SYNOPSIS
    Installs firewall rules that keep Microsoft Teams media off the VPN.

    .DESCRIPTION
    Install-TeamsVpnBlockRule plans the same rules as New-TeamsVpnBlockRule and installs them on this
    machine: in Windows' firewall, where they stay until Remove-TeamsVpnBlockRule, or on Linux as one
    table of nftables, which holds until the machine starts again.

    All rules are installed, or none. Rules that were installed before are replaced; rules of others
    are never touched. It needs administrator rights.

    Such a rule helps only where the direct way of media works. So rules are installed only where the
    check OptimizeRoutes passes; where it does not, an error says why. Force overrules that.

    .PARAMETER Ports
    UDP ports to block in place of the media ports, such as '3478-3481', '50000'; or All. A warning
    says what else that stops.

    .PARAMETER Prefixes
    IP prefixes to block besides the Optimize prefixes. A warning says that they are not Teams.

    .PARAMETER InterfaceAlias
    Names of interfaces to block on besides the connected VPN interfaces. Never the local one.

    .PARAMETER Force
    Installs rules also where the direct way of media is not proven.

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
    None.

    .OUTPUTS
    TeamsSplitTunnel.BlockRule. The rules that were installed.

    .EXAMPLE
    Install-TeamsVpnBlockRule -WhatIf

    Says what would be installed.

    .EXAMPLE
    Install-TeamsVpnBlockRule
    Test-TeamsSplitTunnel -Require FirewallRules, BoundPath

    Installs the rules, and lets the test count whether they hold.

    .EXAMPLE
    Install-TeamsVpnBlockRule -Cloud USGovGCCHigh -VpnInterface 'Contoso*' -Confirm:$false

    Installs the rules for another cloud on a VPN that is not recognised, without a question.

    .LINK
    New-TeamsVpnBlockRule

    .LINK
    Get-TeamsVpnBlockRule

    .LINK
    Remove-TeamsVpnBlockRule

    .LINK
    about_TeamsVpnBlockRules

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
    [OutputType('TeamsSplitTunnel.BlockRule')]
    param(
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

    if (-not $WhatIfPreference) {
        Assert-TeamsAdministrator $PSCmdlet
    }
    $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters Ports, Prefixes, InterfaceAlias, Force, Cloud, EndpointPath, VpnInterface, LocalInterface, StrictInterface
    $rules = Get-TeamsRuleObject $PSCmdlet $options
    if (-not $rules) {
        return
    }
    $targets = foreach ($rule in $rules) {
        "$($rule.protocol) $(if ($rule.remotePorts) { $rule.remotePorts -join ', ' } else { 'all ports' }) to $($rule.remoteAddresses -join ', ') on $($rule.interfaceAlias)"
    }
    if (-not $PSCmdlet.ShouldProcess($targets -join '; ', 'Block by firewall rules')) {
        return
    }
    if (Test-TeamsWindows) {
        $installed = Get-TeamsRuleObject $PSCmdlet @{ list = $true }
        if ($null -eq $installed) {
            return
        }
        $own = foreach ($rule in $installed) {
            if ($rule.store -eq 'local') {
                $rule.name
            }
        }
        Install-TeamsFirewallRule $PSCmdlet $rules $own
    } else {
        $rules = Get-TeamsRuleObject $PSCmdlet ($options + @{ install = $true }) -Repeats
    }
    $rules
}
