function Get-TeamsEndpoint {
    <#
    .SYNOPSIS
    Lists Microsoft's published endpoints, from the list that is in force here.

    .DESCRIPTION
    Get-TeamsEndpoint lists the rows of Microsoft's endpoint list for one cloud: URLs, IP prefixes
    and ports, by service area and category. In force is the newest valid list of those that came
    with the module and those that were fetched later. Teams media is the service area Skype with
    the category Optimize.

    It uses no network unless Update is given.

    .PARAMETER Cloud
    The Microsoft cloud: Worldwide (also for GCC), China, USGovGCCHigh or USGovDoD. Worldwide unless
    given.

    .PARAMETER Category
    Lists only rows of this category: Optimize, Allow or Default.

    .PARAMETER ServiceArea
    Lists only rows of this service area: Common, Exchange, SharePoint or Skype, which is Teams.

    .PARAMETER Prefix
    Lists the IP prefixes of the rows, each once, in place of the rows.

    .PARAMETER Update
    Asks Microsoft's web service for a newer list first. A bad answer leaves the old list in force,
    with a warning.

    .PARAMETER EndpointPath
    A file with an endpoint list, as the web service delivers it, in place of the one in force.

    .INPUTS
    None.

    .OUTPUTS
    TeamsSplitTunnel.Endpoint. One for each row, each with the cloud, version and source of its
    list.

    TeamsSplitTunnel.EndpointPrefix. With Prefix, one for each IP prefix.

    .EXAMPLE
    Get-TeamsEndpoint -ServiceArea Skype -Category Optimize

    Lists the rows of Teams media.

    .EXAMPLE
    (Get-TeamsEndpoint -ServiceArea Skype -Category Optimize -Prefix).prefix

    Lists the IP prefixes to exclude from a VPN tunnel.

    .EXAMPLE
    Get-TeamsEndpoint -Cloud USGovDoD -Update -Verbose | Select-Object -First 1 cloud, version, source

    Fetches the newest list for a cloud if there is one, and says which list is in force now.

    .EXAMPLE
    Get-TeamsEndpoint -EndpointPath .\endpoints.json -Category Optimize

    Reads a list from a file.

    .LINK
    Test-TeamsSplitTunnel

    .LINK
    about_TeamsSplitTunnel
    #>
    [CmdletBinding(DefaultParameterSetName = 'InForce')]
    [OutputType('TeamsSplitTunnel.Endpoint', 'TeamsSplitTunnel.EndpointPrefix')]
    param(
        [ValidateSet('Worldwide', 'China', 'USGovGCCHigh', 'USGovDoD')]
        [string] $Cloud,

        [ValidateSet('Optimize', 'Allow', 'Default')]
        [string] $Category,

        [ValidateSet('Common', 'Exchange', 'SharePoint', 'Skype')]
        [string] $ServiceArea,

        [switch] $Prefix,

        [Parameter(ParameterSetName = 'InForce')]
        [switch] $Update,

        [Parameter(Mandatory, ParameterSetName = 'File')]
        [ValidateNotNullOrEmpty()]
        [string] $EndpointPath
    )

    $options = ConvertTo-TeamsOption $PSCmdlet $PSBoundParameters Cloud, Category, ServiceArea, Prefix, Update, EndpointPath
    Complete-TeamsCall (New-TeamsCall $PSCmdlet 'endpoints' $options)
}
