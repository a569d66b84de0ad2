function Install-TeamsFirewallRule {
    # All of the rules, or none: what this tool has installed before stays in force under other names until the last of
    # the new rules is in.
    param($Cmdlet, $Rules, [string[]] $Installed)

    $store = @{ PolicyStore = 'PersistentStore'; ErrorAction = 'Stop' }
    $aside = @{}
    $made = [System.Collections.Generic.List[string]]::new()
    $refused = $null
    $done = $false
    try {
        foreach ($name in $Installed) {
            $other = "$name.$([guid]::NewGuid())"
            NetSecurity\Rename-NetFirewallRule -Name $name -NewName $other @store
            $aside[$name] = $other
        }
        foreach ($rule in $Rules) {
            New-TeamsFirewallRule $rule $store
            $made.Add($rule.name)
        }
        $done = $true
    } catch {
        $refused = $_
    } finally {
        if (-not $done) {
            Undo-TeamsFirewallRule $made $aside
        }
    }
    if ($refused) {
        $Cmdlet.ThrowTerminatingError((New-TeamsFirewallError $refused 'Nothing was changed.'))
    }
    Remove-TeamsFirewallRule $Cmdlet $aside.Values
}

function New-TeamsFirewallRule {
    param($Rule, [hashtable] $Store)

    $definition = @{
        Name           = $Rule.name
        DisplayName    = $Rule.displayName
        Group          = $Rule.group
        Direction      = 'Outbound'
        Action         = 'Block'
        Enabled        = 'True'
        Profile        = 'Any'
        Protocol       = $Rule.protocol
        RemoteAddress  = [string[]]$Rule.remoteAddresses
        RemotePort     = [string[]]$(if ($Rule.remotePorts) { $Rule.remotePorts } else { 'Any' })
        # The parameter takes a pattern, and names such as 'Local Area Connection* 2' are common.
        InterfaceAlias = $Rule.interfaceAlias -replace '[`*?\[\]]', '`$0'
    }
    $null = NetSecurity\New-NetFirewallRule @definition @Store
}

function Undo-TeamsFirewallRule {
    param($Made, [hashtable] $Aside)

    $store = @{ PolicyStore = 'PersistentStore'; ErrorAction = 'SilentlyContinue' }
    foreach ($name in $Made) {
        NetSecurity\Remove-NetFirewallRule -Name $name @store
    }
    foreach ($name in $Aside.Keys) {
        NetSecurity\Rename-NetFirewallRule -Name $Aside[$name] -NewName $name @store
    }
}

function Remove-TeamsFirewallRule {
    param($Cmdlet, $Names)

    foreach ($name in $Names) {
        try {
            NetSecurity\Remove-NetFirewallRule -Name $name -PolicyStore PersistentStore -ErrorAction Stop
        } catch {
            $Cmdlet.WriteError((New-TeamsFirewallError $_ "The rule $name is still there."))
        }
    }
}

function New-TeamsFirewallError {
    param([System.Management.Automation.ErrorRecord] $Refused, [string] $Consequence)

    New-TeamsError 'FirewallRefused' 'InvalidOperation' $Refused.TargetObject (
        "Windows Firewall refused: $($Refused.Exception.Message.Trim()) $Consequence Its service (MpsSvc) has to run, and " +
        'the policy must not forbid local rules.')
}
