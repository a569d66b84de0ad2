function Remove-TeamsVpnBlockRule {
    <#
    .SYNOPSIS
    Removes the firewall rules of this module from this machine.

    .DESCRIPTION
    Remove-TeamsVpnBlockRule removes every rule that Install-TeamsVpnBlockRule, or a text of
    New-TeamsVpnBlockRule, put into this machine's own firewall, and no other. Where there is none, it
    does nothing. It needs administrator rights.

    Rules that come from Group Policy or an MDM service come back by themselves and have to be removed
    there; a warning names them.

    .PARAMETER PassThru
    Gives the rules that were removed.

    .INPUTS
    None.

    .OUTPUTS
    None. With PassThru, TeamsSplitTunnel.FirewallRule.

    .EXAMPLE
    Remove-TeamsVpnBlockRule -WhatIf

    Says what would be removed.

    .EXAMPLE
    Remove-TeamsVpnBlockRule -Confirm:$false

    Removes the rules without a question.

    .EXAMPLE
    Remove-TeamsVpnBlockRule -PassThru | Format-List

    Removes the rules and shows what they were.

    .LINK
    Install-TeamsVpnBlockRule

    .LINK
    Get-TeamsVpnBlockRule

    .LINK
    about_TeamsVpnBlockRules

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'Medium')]
    [OutputType('TeamsSplitTunnel.FirewallRule')]
    param(
        [switch] $PassThru
    )

    if (-not $WhatIfPreference) {
        Assert-TeamsAdministrator $PSCmdlet
    }
    $found = Get-TeamsRuleObject $PSCmdlet @{ list = $true }
    if (-not $found) {
        return
    }
    foreach ($rule in $found.Where({ $_.store -in 'mdm', 'policy' })) {
        $origin = @{ mdm = 'an MDM service'; policy = 'Group Policy' }[$rule.store]
        $PSCmdlet.WriteWarning("$($rule.displayName) ($($rule.name)) comes from $origin and has to be removed there.")
    }
    $own = $found.Where({ $_.store -notin 'mdm', 'policy' })
    if (-not $own -or -not $PSCmdlet.ShouldProcess(($own.name -join ', '), 'Remove firewall rules')) {
        return
    }
    if (Test-TeamsWindows) {
        Remove-TeamsFirewallRule $PSCmdlet $own.name
    } elseif ($null -eq (Get-TeamsRuleObject $PSCmdlet @{ remove = $true })) {
        return
    }
    if ($PassThru) {
        $own
    }
}
