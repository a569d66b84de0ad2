function ConvertFrom-TeamsJson {
    # The messages of some lines. Times stay the text that they are in the document, whatever the PowerShell: Windows
    # PowerShell leaves them alone, 7.5 can be told to, before that they are turned back.
    param([string] $Lines)

    if (-not $script:fromJson) {
        $script:fromJson = $ExecutionContext.InvokeCommand.GetCommand('ConvertFrom-Json', 'Cmdlet')
        $script:fromJsonOptions = @{}
        if ($script:fromJson.Parameters.ContainsKey('DateKind')) {
            $script:fromJsonOptions['DateKind'] = 'String'
        }
    }
    $options = $script:fromJsonOptions
    $messages = & $script:fromJson -InputObject ('[' + $Lines.Replace("`n", ',') + ']') @options
    if ($PSVersionTable.PSVersion.Major -gt 5 -and $options.Count -eq 0) {
        foreach ($message in $messages) {
            Restore-TeamsTime $message
        }
    }
    $messages
}

function Restore-TeamsTime {
    param($Value)

    if ($Value -is [array]) {
        for ($index = 0; $index -lt $Value.Count; $index++) {
            if ($Value[$index] -is [datetime]) {
                $Value[$index] = ConvertTo-TeamsTime $Value[$index]
            } else {
                Restore-TeamsTime $Value[$index]
            }
        }
    } elseif ($Value -is [System.Management.Automation.PSCustomObject]) {
        foreach ($property in $Value.PSObject.Properties) {
            if ($property.Value -is [datetime]) {
                $property.Value = ConvertTo-TeamsTime $property.Value
            } elseif ($property.Value -is [array] -or $property.Value -is [System.Management.Automation.PSCustomObject]) {
                Restore-TeamsTime $property.Value
            }
        }
    }
}

function ConvertTo-TeamsTime {
    # RFC 3339 in UTC, as the binary writes it.
    param([datetime] $Time)

    $Time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", [System.Globalization.CultureInfo]::InvariantCulture)
}
