# Written down, because completion must not start the program.
$checkIds = @(
    'OptimizeRoutes', 'OsWitness', 'NextHop', 'Interference', 'BoundPath', 'FirewallRules', 'TunnelModel', 'EndpointList',
    'TeamsClient', 'EdgeRouting', 'Dns', 'Proxy', 'Signaling', 'Ipv6', 'CloudNotes'
)

function Get-TeamsCheckCompletion {
    # The ids of the checks, for tab completion.
    param([string] $Word)

    $start = [System.Management.Automation.WildcardPattern]::Escape($Word.Trim('"', "'"))
    foreach ($id in $checkIds) {
        if ($id -like "$start*") {
            [System.Management.Automation.CompletionResult]::new($id)
        }
    }
}
