function Confirm-TeamsRepair {
    # Whether a plan is to be carried out, asked by ShouldProcess. A plan that changes nothing asks nothing: it is carried
    # out, to tell its result, unless it is only to be shown.
    param($Cmdlet, $Plan, [switch] $Force)

    if ($Plan.outcome -eq 'NothingToDo' -or ($Plan.outcome -eq 'Insufficient' -and -not $Force)) {
        return -not $WhatIfPreference
    }
    $steps = foreach ($verb in 'remove', 'add') {
        foreach ($route in $Plan.$verb) {
            "$verb $($route.destination) $(if ($route.nextHop) { "via $($route.nextHop)" } else { 'on-link' }) on $($route.interfaceName)"
        }
    }
    $Cmdlet.ShouldProcess($steps -join '; ', "Change routes ($($Plan.before) now, $($Plan.after) then)")
}
