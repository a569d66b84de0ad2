function ConvertTo-TeamsJson {
    # JSON in ASCII of any object, also of one that came back from a remote session or a file. ConvertTo-Json of Windows
    # PowerShell writes times in a form of its own, and cuts what is nested deeper than it was told.
    param($Value)

    $json = [System.Text.StringBuilder]::new()
    Add-TeamsJson $json @(, $Value)
    $json.ToString()
}

$plainText = [regex]'^[ !#-\[\]-~]*\z'
$remotingProperties = 'PSComputerName', 'RunspaceId', 'PSShowComputerName', 'PSSourceJobInstanceId'

function Add-TeamsJson {
    # Appends each of the values, or of an object's properties, between $Before and $After. Most are plain, and a call
    # costs more than they do: so those are written in the loop.
    param([System.Text.StringBuilder] $Json, $Values, [string] $Before, [string] $After, [string] $Separator, [int] $Depth)

    $between = ''
    foreach ($value in $Values) {
        [void]$Json.Append($between).Append($Before)
        $between = $Separator
        if ($value -is [System.Management.Automation.PSPropertyInfo]) {
            [void]$Json.Append((Format-TeamsText $value.Name)).Append(':')
            $value = $value.Value
        }
        if ($null -eq $value) {
            [void]$Json.Append('null')
        } elseif ($value -is [string] -and $plainText.IsMatch($value)) {
            [void]$Json.Append('"').Append($value).Append('"')
        } elseif ($value -is [int] -and $value -ge 0) {
            [void]$Json.Append($value)
        } elseif ($value -is [bool]) {
            [void]$Json.Append($(if ($value) { 'true' } else { 'false' }))
        } else {
            Add-TeamsJsonValue $Json $value $Depth
        }
        [void]$Json.Append($After)
    }
}

function Add-TeamsJsonValue {
    param([System.Text.StringBuilder] $Json, $Value, [int] $Depth)

    if ($Depth -gt 32) {
        throw 'The object is nested more than 32 levels deep, or holds itself.'
    }
    if ($Value -is [System.Collections.IDictionary]) {
        $Value = ConvertTo-TeamsObject $Value
    }
    if ($Value -is [System.Management.Automation.PSCustomObject]) {
        $properties = @($Value.PSObject.Properties).Where({ $remotingProperties -notcontains $_.Name })
        [void]$Json.Append('{')
        Add-TeamsJson $Json $properties '' '' ',' ($Depth + 1)
        [void]$Json.Append('}')
    } elseif ($Value -is [System.Collections.IEnumerable] -and $Value -isnot [string]) {
        [void]$Json.Append('[')
        Add-TeamsJson $Json $Value '' '' ',' ($Depth + 1)
        [void]$Json.Append(']')
    } else {
        [void]$Json.Append((Format-TeamsScalar $Value))
    }
}

function ConvertTo-TeamsObject {
    # PowerShell's own conversion knows two of the dictionaries.
    param([System.Collections.IDictionary] $Dictionary)

    $properties = [ordered]@{}
    foreach ($key in $Dictionary.Keys) {
        $properties[[string]$key] = $Dictionary[$key]
    }
    [pscustomobject]$properties
}

function Format-TeamsScalar {
    param($Value)

    if ($Value -is [datetime]) {
        return Format-TeamsText (ConvertTo-TeamsTime $Value)
    }
    if ($Value -is [System.DateTimeOffset]) {
        return Format-TeamsText (ConvertTo-TeamsTime $Value.UtcDateTime)
    }
    if ($Value -is [switch]) {
        return $(if ($Value) { 'true' } else { 'false' })
    }
    $type = $Value.GetType()
    $code = [System.Type]::GetTypeCode($type)
    $isNumber = $code -ge [System.TypeCode]::SByte -and $code -le [System.TypeCode]::Decimal -and -not $type.IsEnum
    if (-not $isNumber -and $type.FullName -ne 'System.Numerics.BigInteger') {
        return Format-TeamsText $Value
    }
    # Without R, .NET Framework rounds to 15 digits.
    $format = $(if ($Value -is [double] -or $Value -is [float]) { 'R' })
    $text = $Value.ToString($format, [System.Globalization.CultureInfo]::InvariantCulture)
    # JSON has no infinity.
    $(if ($text -match '^[-+.\dE]+$') { $text } else { 'null' })
}

function Format-TeamsText {
    param([string] $Value)

    if ($plainText.IsMatch($Value)) {
        return '"' + $Value + '"'
    }
    $json = [System.Text.StringBuilder]::new('"')
    foreach ($unit in $Value.ToCharArray()) {
        if ($plainText.IsMatch($unit)) {
            [void]$json.Append($unit)
        } else {
            [void]$json.Append('\u').Append(([int]$unit).ToString('x4'))
        }
    }
    $json.Append('"').ToString()
}
