/**
 * What both kinds of scripts end with. A script answers by its last line and its exit code, and never throws: Intune takes a
 * throw for an issue. `Invoke-Work` is the script's own.
 */
export function answerText(role: 'Detect' | 'Remediate'): string {
  return String.raw`
# One ASCII line that starts with the status word, as Intune shows it, and the exit code.
function New-Answer([string] $Status, [string] $Message, [int] $Code) {
    $line = ($Status + ': ' + $Message + '.') -replace '[^\x20-\x7e]', '?'
    if ($line.Length -gt 2000) { $line = $line.Substring(0, 2000) }
    return @{ Status = $Status; Line = $line; Code = $Code }
}

# A 32-bit host sees another System32 and other modules: the 64-bit Windows PowerShell answers in its place.
function Invoke-In64Bit {
    $program = [System.Environment]::GetFolderPath('Windows') + '\Sysnative\WindowsPowerShell\v1.0\powershell.exe'
    if (-not $PSCommandPath -or -not [System.IO.File]::Exists($program)) {
        return New-Answer 'Unknown' 'this is a 32-bit PowerShell; set "Run script in 64-bit PowerShell" to Yes' UNKNOWN_CODE
    }
    $lines = @(& $program -NoProfile -NonInteractive -ExecutionPolicy Bypass -File $PSCommandPath)
    return @{ Status = $null; Line = [string]$lines[-1]; Code = $LASTEXITCODE }
}

function Get-Answer {
    if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
        return New-Answer 'Unknown' 'PowerShell runs in Constrained Language Mode; the application control policy has to allow this script by its signature' UNKNOWN_CODE
    }
    try {
        if ([System.Environment]::Is64BitOperatingSystem -and -not [System.Environment]::Is64BitProcess) { return Invoke-In64Bit }
        return Invoke-Work
    } catch {
        return New-Answer 'Unknown' ('it could not be tested; ' + $_.CategoryInfo.Activity + ' ended with ' + $_.CategoryInfo.Reason) UNKNOWN_CODE
    }
}

$ErrorActionPreference = 'Stop'
$ProgressPreference = 'SilentlyContinue'
$WarningPreference = 'SilentlyContinue'
$ConfirmPreference = 'None'
$answer = Get-Answer
if ($answer.Status -and $ExecutionContext.SessionState.LanguageMode -eq 'FullLanguage') { Write-Result $answer.Status $answer.Line }
$answer.Line
exit $answer.Code
`.replaceAll('UNKNOWN_CODE', role === 'Detect' ? '([int]$UnknownIsIssue)' : '1');
}
