# For development: the build makes one script of these files.

foreach ($folder in 'Private', 'Public') {
    foreach ($script in [System.IO.Directory]::GetFiles("$PSScriptRoot/$folder", '*.ps1')) {
        . $script
    }
}
