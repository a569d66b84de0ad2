function New-TeamsRemediation {
    <#
    .SYNOPSIS
    Makes the pair of scripts for Intune remediations.

    .DESCRIPTION
    New-TeamsRemediation makes Detect-TeamsSplitTunnel.ps1 and Remediate-TeamsSplitTunnel.ps1, for
    Windows PowerShell 5.1 as SYSTEM. The kind SelfContained needs nothing on the machine: the endpoint
    list and the proof of routes and next hops are inside. The kind Module calls this module, which has
    to be installed there, and judges with all of its checks.

    Detection exits with 1 only for a Fail that the remediation can cure. Its one line starts with the
    status word, because Intune takes every 0 for "no issue". The remediation adds routes over the local
    gateway to the active store, looks again, and exits with 0 only where the verdict is Pass.

    .PARAMETER Kind
    SelfContained, unless given, or Module.

    .PARAMETER OutputPath
    The folder to write the scripts to, which has to be there. Without it they are only put out.

    .PARAMETER Cloud
    The Microsoft cloud of the tenant: Worldwide (also for GCC), China, USGovGCCHigh or USGovDoD.
    Worldwide unless given.

    .PARAMETER EndpointPath
    A file with an endpoint list, as the web service delivers it, in place of the one in force.

    .PARAMETER VpnInterface
    Names or descriptions of interfaces that lead into a VPN, besides those that are recognised, with *
    and ?.

    .PARAMETER LocalInterface
    Names or descriptions of interfaces that lead to the local internet connection. If given, only these
    are local.

    .PARAMETER ReportOnly
    Makes scripts that change nothing and never ask for the remediation.

    .PARAMETER UnknownIsIssue
    Makes a detection that exits with 1 for Unknown too.

    .PARAMETER EventLog
    Makes scripts that write their results to the event log Application, source TeamsSplitTunnel.

    .PARAMETER LogPath
    A file on the machines to which the scripts add their results, one JSON line each, in a folder where
    only administrators write.

    .PARAMETER ModulePath
    The module's folder on the machines, for the kind Module; that of all users unless given.

    .INPUTS
    None.

    .OUTPUTS
    TeamsSplitTunnel.RemediationScript. Two: Detect and Remediate.

    .EXAMPLE
    New-TeamsRemediation -OutputPath . -VpnInterface 'Contoso*'

    Writes the self-contained pair to the current folder.

    .EXAMPLE
    New-TeamsRemediation -Kind Module -EventLog -OutputPath .

    Writes the pair that calls the installed module and writes to the event log.

    .EXAMPLE
    (New-TeamsRemediation -ReportOnly)[0].text

    Shows a detection that only reports.

    .LINK
    Repair-TeamsSplitTunnel

    .LINK
    Register-TeamsSplitTunnelTask

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding(SupportsShouldProcess)]
    [OutputType('TeamsSplitTunnel.RemediationScript')]
    param(
        [ValidateSet('SelfContained', 'Module')]
        [string] $Kind = 'SelfContained',

        [Parameter(Position = 0)]
        [ValidateNotNullOrEmpty()]
        [string] $OutputPath,

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

        [switch] $ReportOnly,

        [switch] $UnknownIsIssue,

        [switch] $EventLog,

        [ValidateNotNullOrEmpty()]
        [string] $LogPath,

        [ValidateNotNullOrEmpty()]
        [string] $ModulePath
    )

    $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters Cloud, EndpointPath, VpnInterface, LocalInterface, ReportOnly, UnknownIsIssue, EventLog, OutputPath
    $options['kind'] = $(if ($Kind -eq 'Module') { 'module' } else { 'self-contained' })
    # Paths of other machines: they are not looked for on this one.
    if ($LogPath) {
        $options['log-path'] = $LogPath
    }
    if ($ModulePath) {
        $options['module-path'] = $ModulePath
    }
    if ($OutputPath -and -not $PSCmdlet.ShouldProcess($OutputPath, 'Write Detect-TeamsSplitTunnel.ps1 and Remediate-TeamsSplitTunnel.ps1')) {
        return
    }
    Complete-TeamsCall (New-TeamsCall $PSCmdlet 'remediation' $options)
}
