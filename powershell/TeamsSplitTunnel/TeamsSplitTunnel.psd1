@{
    RootModule           = 'TeamsSplitTunnel.psm1'
    ModuleVersion        = '0.1.0'
    GUID                 = 'f6588362-69ef-4015-80cb-0697c466d09e'
    Author               = 'The TeamsSplitTunnel authors'
    CompanyName          = 'The TeamsSplitTunnel authors'
    Copyright            = '(c) The TeamsSplitTunnel authors. MIT licence.'
    Description          = 'Proves, on a real machine, that Microsoft Teams media stays out of the VPN: every address of every Optimize prefix, IPv4 and IPv6, against the routes and against what the operating system itself answers.'
    PowerShellVersion    = '5.1'
    CompatiblePSEditions = @('Desktop', 'Core')
    FormatsToProcess     = @('TeamsSplitTunnel.Format.ps1xml', 'TeamsSplitTunnel.Capture.Format.ps1xml', 'TeamsSplitTunnel.Evidence.Format.ps1xml', 'TeamsSplitTunnel.Fleet.Format.ps1xml', 'TeamsSplitTunnel.Network.Format.ps1xml', 'TeamsSplitTunnel.Profile.Format.ps1xml', 'TeamsSplitTunnel.Repair.Format.ps1xml', 'TeamsSplitTunnel.Rules.Format.ps1xml', 'TeamsSplitTunnel.Unattended.Format.ps1xml')
    FunctionsToExport    = @(
        'Export-TeamsSplitTunnelReport'
        'Get-TeamsBestRoute'
        'Get-TeamsEndpoint'
        'Get-TeamsNetworkSnapshot'
        'Get-TeamsRoute'
        'Get-TeamsVpnBlockRule'
        'Import-TeamsNetworkSnapshot'
        'Install-TeamsVpnBlockRule'
        'Measure-TeamsFleet'
        'New-TeamsRemediation'
        'New-TeamsSupportBundle'
        'New-TeamsVpnBlockRule'
        'New-TeamsVpnExclusion'
        'Register-TeamsSplitTunnelTask'
        'Remove-TeamsVpnBlockRule'
        'Repair-TeamsSplitTunnel'
        'Test-TeamsCapture'
        'Test-TeamsMediaPath'
        'Test-TeamsSplitTunnel'
        'Test-TeamsVpnProfile'
        'Trace-TeamsPath'
        'Unregister-TeamsSplitTunnelTask'
        'Update-TeamsVpnProfile'
        'Watch-TeamsSplitTunnel'
    )
    CmdletsToExport      = @()
    VariablesToExport    = @()
    AliasesToExport      = @()
    PrivateData          = @{
        # The absolute path of another program to start in place of the one in bin.
        BinaryPath = ''
        PSData     = @{
            Tags       = @('Teams', 'VPN', 'SplitTunnel', 'Microsoft365', 'Routing', 'Network', 'Media', 'Windows', 'Linux', 'PSEdition_Desktop', 'PSEdition_Core')
            LicenseUri = 'https://opensource.org/license/mit'
        }
    }
}
