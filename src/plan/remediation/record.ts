import { eventOf, eventSource, resultFileLimit, resultSchemaName } from '../../contract/event-log.ts';
import { literal } from '../powershell-literal.ts';

/** How a script keeps its result for machines: what fails here must not spoil the answer. */
export function recordText(): string {
  const events = Object.entries(eventOf).map(([status, { id, kind }]) => `${status} = @(${id}, '${kind}')`);
  return `
$EventOf = @{ ${events.join('; ')} }

function Write-Result([string] $Status, [string] $Line) {
    $id = $EventOf[$Status][0]
    if ($EventLog) {
        try {
            if (-not [System.Diagnostics.EventLog]::SourceExists(${literal(eventSource)})) {
                [System.Diagnostics.EventLog]::CreateEventSource(${literal(eventSource)}, 'Application')
            }
            [System.Diagnostics.EventLog]::WriteEntry(${literal(eventSource)}, $Line, $EventOf[$Status][1], $id)
        } catch { $null = $_ }
    }
    if ($LogPath) {
        try { Add-ResultLine $Status $Line $id } catch { $null = $_ }
    }
}

# A line of the file of results, which is put aside when it has grown. What leads elsewhere is not followed.
function Add-ResultLine([string] $Status, [string] $Line, [int] $Id) {
    $file = [System.IO.FileInfo]::new($LogPath)
    foreach ($item in $file, $file.Directory) {
        if ($item.Exists -and ($item.Attributes -band [System.IO.FileAttributes]::ReparsePoint)) { return }
    }
    $file.Directory.Create()
    if ($file.Exists -and $file.Length -ge ${resultFileLimit}) {
        [System.IO.File]::Delete("$LogPath.1")
        [System.IO.File]::Move($LogPath, "$LogPath.1")
    }
    $text = $Line.Replace('\\', '\\\\').Replace('"', '\\"')
    $at = [datetime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [cultureinfo]::InvariantCulture)
    $computer = [System.Environment]::MachineName -replace '[^\\x20-\\x21\\x23-\\x5b\\x5d-\\x7e]', '?'
    $record = '{"schema":"${resultSchemaName}","at":"' + $at + '","computer":"' + $computer + '","status":"' + $Status + '","message":"' + $text + '","eventId":' + $Id + '}'
    [System.IO.File]::AppendAllText($LogPath, $record + [char]10)
}
`;
}
