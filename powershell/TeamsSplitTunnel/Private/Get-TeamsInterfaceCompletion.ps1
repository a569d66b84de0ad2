function Get-TeamsInterfaceCompletion {
    # The names of this machine's interfaces, for tab completion.
    param([string] $Word)

    $start = [System.Management.Automation.WildcardPattern]::Escape($Word.Trim('"', "'"))
    foreach ($interface in [System.Net.NetworkInformation.NetworkInterface]::GetAllNetworkInterfaces()) {
        $name = $interface.Name
        if ($name -like "$start*") {
            $text = $(if ($name -match '^[\w.-]+$') { $name } else { "'" + $name.Replace("'", "''") + "'" })
            [System.Management.Automation.CompletionResult]::new($text, $name, 'ParameterValue', "$($interface.Description), $($interface.OperationalStatus)")
        }
    }
}
