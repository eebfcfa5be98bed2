/** The part of the PowerShell script that has the questions asked at once, and looks a second time. */
export const POWERSHELL_RUN: string = `
if ($Listen) {
    Start-Listening
    return
}

$Pool = [System.Management.Automation.Runspaces.RunspaceFactory]::CreateRunspacePool(1, $Concurrency)
$Running = New-Object -TypeName System.Collections.ArrayList
$Counts = @{}
$Done = 0

function Start-Work([string] $Source, $Arguments, [string] $Id) {
    $shell = [System.Management.Automation.PowerShell]::Create()
    $shell.RunspacePool = $Pool
    $null = $shell.AddScript($Source)
    foreach ($argument in $Arguments) { $null = $shell.AddArgument($argument) }
    $null = $Running.Add([pscustomobject] @{ Shell = $shell; Handle = $shell.BeginInvoke(); Id = $id })
}

# What is ready: its id with all that came of it. Waits a moment where nothing is.
function Receive-Work {
    Start-Sleep -Milliseconds 20
    foreach ($one in @($Running)) {
        if (-not $one.Handle.IsCompleted) { continue }
        try { Write-Output -InputObject ([pscustomobject] @{ Id = $one.Id; Results = @($one.Shell.EndInvoke($one.Handle)) }) }
        catch { Write-Warning -Message ('{0}: {1}' -f $one.Id, $_.Exception.GetBaseException().Message) }
        $one.Shell.Dispose()
        $Running.Remove($one)
    }
}

function Show-Progress([string] $What, [int] $Number, [int] $All) {
    Write-Progress -Activity $What -Status ('{0} of {1}' -f $Number, $All) -PercentComplete ([int] (100 * $Number / [Math]::Max(1, $All)))
}

# The port that the last of a question's connections went to.
function Get-Port($Facts) {
    $port = 0
    foreach ($property in $Facts.PSObject.Properties) {
        if ($property.Name -match '^port [0-9]+$') { $port = [int] $property.Value }
    }
    return $port
}

# How that connection went.
function Get-LastOutcome($Facts) {
    $outcome = $Facts.outcome
    foreach ($property in $Facts.PSObject.Properties) {
        if ($property.Name -match '^outcome [0-9]+$') { $outcome = $property.Value }
    }
    return $outcome
}

# By address, what a second look is to look at: where something was refused or silent, and nobody looked yet.
function Get-LookJob {
    $groups = @{}
    foreach ($text in $Known.Values) {
        $value = ConvertFrom-Json -InputObject $text
        # What somebody else wrote into the file is left alone.
        if ($null -eq $value.PSObject.Properties['facts'] -or $null -eq $value.facts.PSObject.Properties['kit']) { continue }
        if ($value.transport -ne 'tcp' -or $null -eq $value.to.PSObject.Properties['address']) { continue }
        $port = Get-Port $value.facts
        $outcome = Get-LastOutcome $value.facts
        if ($port -eq 0) { continue }
        $address = $value.to.address
        if (-not $groups.ContainsKey($address)) { $groups[$address] = @{ Ports = @{}; Answered = @(); Looked = @{} } }
        $group = $groups[$address]
        if ($null -ne $value.facts.PSObject.Properties['looked at']) { $group.Looked[$port] = $true }
        if ($outcome -eq 'refused' -or $outcome -eq 'silence') {
            $group.Ports[$port] = @{ Outcome = $outcome; Task = $value.task }
        }
        elseif ($value.verdict -eq 'open' -or $value.verdict -eq 'listener') {
            $group.Answered += @{ Port = $port; Task = $value.task }
        }
    }
    foreach ($address in $groups.Keys) {
        $group = $groups[$address]
        if (@($group.Ports.Keys | Where-Object { -not $group.Looked.ContainsKey($_) }).Count -eq 0) { continue }
        $tasks = @{}
        $ports = @()
        $silent = @()
        foreach ($port in $group.Ports.Keys) {
            $tasks[[string] $port] = $group.Ports[$port].Task
            if ($group.Ports[$port].Outcome -eq 'silence') { $silent += $port }
            else { $ports += $port }
        }
        # Two that answer are enough to compare a reset with.
        $compared = 0
        foreach ($one in $group.Answered) {
            if ($compared -ge 2 -or $tasks.ContainsKey([string] $one.Port)) { continue }
            $tasks[[string] $one.Port] = $one.Task
            $ports += $one.Port
            $compared++
        }
        $work = ConvertTo-Json -InputObject @{ address = $address; ports = $ports; silent = $silent } -Depth 3 -Compress
        Write-Output -InputObject ([pscustomobject] @{ Address = $address; Work = $work; Tasks = $tasks })
    }
}

# A question's line again, with what the second look found. The last line counts.
function Add-Look($Facts, $Tasks) {
    $task = $Tasks[$Facts['looked at']]
    if ($null -eq $task) { return }
    $value = ConvertFrom-Json -InputObject $Known[$task]
    foreach ($key in @($Facts.Keys)) { Add-Member -InputObject $value.facts -MemberType NoteProperty -Name $key -Value $Facts[$key] -Force }
    Add-Line (ConvertTo-Line $value)
}

try {
    $Pool.Open()
    $next = 0
    while ($next -lt $Lines.Count -or $Running.Count -gt 0) {
        while ($next -lt $Lines.Count -and $Running.Count -lt $Concurrency) {
            $id = (ConvertFrom-Json -InputObject $Lines[$next]).id
            if ($Known.ContainsKey($id)) { $Done++ }
            else { Start-Work $Ask.ToString() @($Lines[$next], $Timeout, (New-Token)) $id }
            $next++
        }
        foreach ($one in @(Receive-Work)) {
            $Done++
            if ($one.Results.Count -eq 0) { continue }
            $result = $one.Results[$one.Results.Count - 1]
            $result['on'] = $OnName
            $text = ConvertTo-Line $result
            Add-Line $text
            $Known[$one.Id] = $text
            $Counts[$result['verdict']] = 1 + [int] $Counts[$result['verdict']]
        }
        Show-Progress 'Asking' $Done $Lines.Count
    }
    $jobs = @()
    if (-not $NoLocate) { $jobs = @(Get-LookJob) }
    $next = 0
    $looked = 0
    while ($next -lt $jobs.Count -or $Running.Count -gt 0) {
        while ($next -lt $jobs.Count -and $Running.Count -lt $Concurrency) {
            Start-Work $Look.ToString() @($jobs[$next].Work) $jobs[$next].Address
            $next++
        }
        foreach ($one in @(Receive-Work)) {
            $looked++
            $job = @($jobs | Where-Object { $_.Address -eq $one.Id })[0]
            foreach ($facts in $one.Results) { Add-Look $facts $job.Tasks }
        }
        Show-Progress 'Looking again' $looked $jobs.Count
    }
    $Pool.Dispose()
}
finally {
    foreach ($one in @($Running)) { $null = $one.Shell.BeginStop($null, $null) }
    # After Ctrl+C nothing goes down the pipeline any more.
    $words = @($Counts.Keys | Sort-Object | ForEach-Object { '{0} {1}' -f $Counts[$_], $_ }) -join ', '
    Write-Host -Object ('{0} of {1} asked: {2}' -f $Done, $Lines.Count, $words)
    Write-Host -Object ('Result: ' + $File)
}
`;
