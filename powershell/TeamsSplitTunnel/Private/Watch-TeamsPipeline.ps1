function Watch-TeamsPipeline {
    # Ends the binary when the cmdlet's pipeline is gone. A pipeline that is stopped while another command has the word
    # runs no code of ours, and Windows PowerShell has no clean block. The timer's thread can run no script either: so
    # the callback is compiled. A pipeline that is gone has taken the cmdlet's CommandRuntime away.
    param($Cmdlet, [System.Diagnostics.Process] $Process)

    $expression = [System.Linq.Expressions.Expression]
    $timer = [System.Timers.Timer]::new(200)
    $runtime = $expression::Property($expression::Constant($Cmdlet, [System.Management.Automation.Cmdlet]), 'CommandRuntime')
    $stop = $expression::Call($expression::Constant($timer), [System.Timers.Timer].GetMethod('Stop'))
    $kill = $expression::Call($expression::Constant($Process), [System.Diagnostics.Process].GetMethod('Kill', [type[]]@()))
    $callback = $expression::Lambda(
        [System.Timers.ElapsedEventHandler],
        $expression::IfThen(
            $expression::Equal($runtime, $expression::Constant($null)),
            $expression::Block([System.Linq.Expressions.Expression[]]@($stop, $kill))),
        [System.Linq.Expressions.ParameterExpression[]]@(
            $expression::Parameter([object]), $expression::Parameter([System.Timers.ElapsedEventArgs])))
    $timer.add_Elapsed($callback.Compile())
    $timer.Start()
    $timer
}
