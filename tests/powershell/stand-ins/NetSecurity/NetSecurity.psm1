# Plays Windows' module NetSecurity: the parameters of the public reference
# (https://learn.microsoft.com/powershell/module/netsecurity, Windows Server 2025), the rules in a table, or on Windows in
# the registry as Windows keeps them. A call whose rule name matches $global:refuse fails.

$global:calls = [System.Collections.Generic.List[object]]::new()
$global:rules = [ordered]@{}
$global:refuse = $null
$key = 'HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Services\SharedAccess\Parameters\FirewallPolicy\FirewallRules'

function Write-Call {
    param([string] $Command, $Bound, [string] $Name)
    $arguments = [ordered]@{ command = $Command }
    foreach ($parameter in $Bound.Keys) {
        $value = $Bound[$parameter]
        $arguments[$parameter] = $(if ($value -is [System.Management.Automation.WildcardPattern[]]) { , @($value.ToWql()) } else { , $value })
    }
    $global:calls.Add($arguments)
    if ($global:refuse -and "$Command $Name" -like $global:refuse) {
        throw [System.InvalidOperationException]::new('The service has not been started.')
    }
}

function Save-Rule {
    param([string] $Name, [string] $Text)
    if ($IsWindows) {
        if ($Text) {
            [Microsoft.Win32.Registry]::SetValue($key, $Name, $Text)
        } else {
            $store = [Microsoft.Win32.Registry]::LocalMachine.OpenSubKey($key.Substring(19), $true)
            $store.DeleteValue($Name)
            $store.Dispose()
        }
    } elseif ($Text) {
        $global:rules[$Name] = $Text
    } else {
        $global:rules.Remove($Name)
    }
}

function Find-Rule {
    param($Cmdlet, [string] $Name)
    $text = $(if ($IsWindows) { [Microsoft.Win32.Registry]::GetValue($key, $Name, $null) } else { $global:rules[$Name] })
    if (-not $text) {
        $Cmdlet.WriteError([System.Management.Automation.ErrorRecord]::new(
                [System.Exception]::new("No MSFT_NetFirewallRule objects found with property 'InstanceID' equal to '$Name'."),
                'CmdletizationQuery_NotFound_InstanceID', 'ObjectNotFound', $Name))
    }
    $text
}

function New-NetFirewallRule {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [string] $PolicyStore, [string] $GPOSession, [Alias('ID')] [string] $Name,
        [Parameter(Mandatory)] [string] $DisplayName, [string] $Description, [string] $Group,
        [ValidateSet('True', 'False')] [string] $Enabled,
        [ValidateSet('Any', 'Domain', 'Private', 'Public', 'NotApplicable')] [string] $Profile,
        [string[]] $Platform, [ValidateSet('Inbound', 'Outbound')] [string] $Direction,
        [ValidateSet('NotConfigured', 'Allow', 'Block')] [string] $Action,
        [ValidateSet('Block', 'Allow', 'DeferToUser', 'DeferToApp')] [string] $EdgeTraversalPolicy,
        [bool] $LooseSourceMapping, [bool] $LocalOnlyMapping, [string] $Owner, [string[]] $LocalAddress,
        [string[]] $RemoteAddress, [string] $Protocol, [string[]] $LocalPort, [string[]] $RemotePort, [string[]] $IcmpType,
        [string] $DynamicTarget, [string] $Program, [string] $Package, [string] $Service,
        [WildcardPattern[]] $InterfaceAlias,
        [ValidateSet('Any', 'Wired', 'Wireless', 'RemoteAccess')] [string] $InterfaceType,
        [string] $LocalUser, [string] $RemoteUser, [string] $RemoteMachine, [string] $Authentication, [string] $Encryption,
        [bool] $OverrideBlockRules, [string[]] $RemoteDynamicKeywordAddresses, [object[]] $CimSession, [int] $ThrottleLimit,
        [switch] $AsJob
    )
    Write-Call 'New' $PSBoundParameters $Name
    $family = $(if ($RemoteAddress[0] -like '*:*') { 6 } else { 4 })
    $interface = [System.Net.NetworkInformation.NetworkInterface]::GetAllNetworkInterfaces().Where({ $InterfaceAlias[0].IsMatch($_.Name) })
    $fields = @(
        'v2.33', "Action=$Action", "Active=$($Enabled.ToUpper())", 'Dir=Out', 'Protocol=17'
        foreach ($port in $RemotePort) { if ($port -ne 'Any') { $(if ($port -like '*-*') { "RPort2_10=$port" } else { "RPort=$port" }) } }
        foreach ($address in $RemoteAddress) { "RA$family=$address" }
        "IF=$(@($interface.Id)[0])", "Name=$DisplayName", "EmbedCtxt=$Group", '')
    Save-Rule $Name ($fields -join '|')
    [pscustomobject]@{ Name = $Name }
}

function Remove-NetFirewallRule {
    [CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'GetAll')]
    param(
        [Parameter(ParameterSetName = 'GetAll')] [switch] $All,
        [Parameter(Mandatory, Position = 0, ParameterSetName = 'ByName')] [Alias('ID')] [string[]] $Name,
        [Parameter(ParameterSetName = 'ByQuery')] [string[]] $Group,
        [string] $PolicyStore, [switch] $TracePolicyStore, [object[]] $CimSession, [int] $ThrottleLimit, [switch] $AsJob,
        [switch] $PassThru
    )
    if ($PSCmdlet.ParameterSetName -ne 'ByName') { throw 'This would remove rules that nobody named.' }
    Write-Call 'Remove' $PSBoundParameters $Name[0]
    if (Find-Rule $PSCmdlet $Name[0]) { Save-Rule $Name[0] }
}

function Rename-NetFirewallRule {
    [CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'GetAll')]
    param(
        [Parameter(ParameterSetName = 'GetAll')] [switch] $All,
        [Parameter(Mandatory, Position = 0, ParameterSetName = 'ByName')] [Alias('ID')] [string[]] $Name,
        [Parameter(Mandatory)] [string] $NewName,
        [string] $PolicyStore, [switch] $TracePolicyStore, [object[]] $CimSession, [int] $ThrottleLimit, [switch] $AsJob,
        [switch] $PassThru
    )
    Write-Call 'Rename' $PSBoundParameters $Name[0]
    $text = Find-Rule $PSCmdlet $Name[0]
    if ($text) {
        Save-Rule $NewName $text
        Save-Rule $Name[0]
    }
}

Export-ModuleMember -Function *-NetFirewallRule
