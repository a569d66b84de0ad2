if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    throw ("TeamsSplitTunnel cannot start its program in PowerShell's $($ExecutionContext.SessionState.LanguageMode) mode, " +
        'in which an application control policy (AppLocker, App Control for Business) runs scripts that it does not trust. ' +
        "Allow the module by its signature or path, or run the program itself: $PSScriptRoot, folder bin.")
}
