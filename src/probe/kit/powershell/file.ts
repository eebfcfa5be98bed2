/** The part of the PowerShell script that lists the questions, and keeps the result's file: UTF-8 without a mark. */
export const POWERSHELL_FILE: string = `
function ConvertTo-Line($Value) { return (ConvertTo-Json -InputObject $Value -Depth 6 -Compress) }

function Add-Line([string] $Text) {
    [System.IO.File]::AppendAllText($File, $Text + [char] 10)
}

function New-Token {
    $bytes = New-Object -TypeName 'byte[]' -ArgumentList 8
    $random = [System.Security.Cryptography.RandomNumberGenerator]::Create()
    $random.GetBytes($bytes)
    $random.Dispose()
    return [BitConverter]::ToString($bytes).Replace('-', '').ToLowerInvariant()
}

$Header = ConvertFrom-Json -InputObject $HeaderLine
$OnName = $Header.on
$File = $ExecutionContext.SessionState.Path.GetUnresolvedProviderPathFromPSPath($Out)

if ($Show) {
    foreach ($line in $Lines) {
        $entry = ConvertFrom-Json -InputObject $line
        $note = ''
        if ($entry.why -ne '') { $note = ' - not asked: ' + $entry.why }
        Write-Output -InputObject ($entry.title + ': ' + $entry.seen.transport + ' ' + $entry.host + ' ' + $entry.port + $note)
    }
    return
}

# By question, the last line that the file has of it.
$Known = @{}
if ([System.IO.File]::Exists($File) -and (Get-Item -LiteralPath $File).Length -gt 0) {
    $other = 'The file ' + $Out + ' holds something else: give another one with -Out'
    $number = 0
    $isCut = $false
    $kept = New-Object -TypeName System.Text.StringBuilder
    foreach ($text in [System.IO.File]::ReadAllLines($File)) {
        $number++
        try { $value = ConvertFrom-Json -InputObject $text }
        catch {
            if ($number -eq 1) { throw $other }
            # Half a line is what a crash leaves: it is asked again.
            $isCut = $true
            continue
        }
        if ($number -eq 1 -and ($null -eq $value -or $null -eq $value.PSObject.Properties['hierarchy'] -or $value.hierarchy -ne $Header.hierarchy)) { throw $other }
        if ($number -gt 1 -and $null -ne $value.PSObject.Properties['task']) { $Known[$value.task] = $text }
        $null = $kept.Append($text).Append([char] 10)
    }
    # Somebody may have saved it in another encoding, or without its last line break.
    $bytes = [System.IO.File]::ReadAllBytes($File)
    if ($isCut -or $bytes[0] -ge 239 -or $bytes[$bytes.Length - 1] -ne 10) { [System.IO.File]::WriteAllText($File, $kept.ToString()) }
}
else {
    Add-Line (ConvertTo-Line ([ordered] @{ format = 'portolan/observations/1'; hierarchy = $Header.hierarchy }))
}
`;
