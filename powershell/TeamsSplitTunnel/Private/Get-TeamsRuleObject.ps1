function Get-TeamsRuleObject {
    # The objects that the binary's command rules answers with, gathered; null where it answered with an error. A call
    # that repeats another does not warn again.
    param($Cmdlet, [hashtable] $Options, [switch] $Repeats)

    $objects = [System.Collections.Generic.List[object]]::new()
    $call = New-TeamsCall $Cmdlet 'rules' $Options { $objects.Add($args[0]) }
    $call.Repeats = $Repeats
    Complete-TeamsCall $call
    if ($call.Failed) {
        return $null
    }
    , $objects
}
