/** What the self-contained scripts do; the rest of them is shared. */
export const detect = String.raw`
function Invoke-Work {
    $machine = Get-Machine
    $verdict = Get-Verdict $machine
    $message = $verdict.Message + ' (endpoint list ' + $EndpointList + ')'
    $code = 0
    if ($verdict.Status -eq 'Unknown' -and $UnknownIsIssue) { $code = 1 }
    if ($verdict.Status -eq 'Fail') {
        if (-not $Repair) { $message += '; only reported' }
        elseif ((Find-Repair $machine).Count -gt 0) { $code = 1; $message += '; routes can repair it' }
        else { $message += '; routes cannot repair it' }
    }
    return New-Answer $verdict.Status $message $code
}
`;

export const remediate = String.raw`
function Invoke-Work {
    $machine = Get-Machine
    $verdict = Get-Verdict $machine
    if ($verdict.Status -eq 'Pass') { return New-Answer 'Pass' ($verdict.Message + '; nothing to repair') 0 }
    if ($verdict.Status -ne 'Fail') { return New-Answer $verdict.Status ($verdict.Message + '; nothing was changed') 1 }
    if (-not $Repair) { return New-Answer 'Fail' ($verdict.Message + '; only reported, nothing was changed') 1 }
    $routes = Find-Repair $machine
    if ($routes.Count -eq 0) { return New-Answer 'Fail' ($verdict.Message + '; routes cannot repair it, nothing was changed') 1 }
    Add-Route $routes
    $after = Get-Verdict (Get-Machine)
    if ($after.Status -eq 'Pass') { return New-Answer 'Pass' ($after.Message + '; repaired by ' + $routes.Count + ' routes, which a restart forgets') 0 }
    Remove-Route $routes
    return New-Answer $after.Status ($after.Message + '; the routes did not repair it and were removed') 1
}
`;
