/** The part of the PowerShell script that runs: options, resume, runspaces, listeners, and the result's lines. */
export const POWERSHELL_HEAD: string = `#Requires -Version 5.1
<#
.SYNOPSIS
Asks from this host what a firewall plan says that it asks, and writes down what was seen.
.DESCRIPTION
Opens the connections that are listed below, sends each the first words of its protocol, and records what comes back.
Nothing else is contacted, nothing is changed, no module is needed. The result is a text file, one line for each
question: portolan probe HIERARCHY --read FILE reads it.
Run it again with the same -Out to go on where it stopped. Ctrl+C stops it; what was found until then is kept.
.PARAMETER Out
The result's file.
.PARAMETER Listen
Opens the ports on which this host will answer, and records who comes: before the services are installed.
.PARAMETER Seconds
How long to listen.
.PARAMETER Timeout
How long to wait for an answer, in milliseconds.
.PARAMETER Concurrency
How many questions are under way at once.
.PARAMETER Show
Lists what would be asked, and asks nothing.
#>
[CmdletBinding()]
param(
    [string] $Out = 'portolan-kit.jsonl',
    [switch] $Listen,
    [ValidateRange(1, 86400)] [int] $Seconds = 600,
    [ValidateRange(200, 60000)] [int] $Timeout = 3000,
    [ValidateRange(1, 64)] [int] $Concurrency = 16,
    [switch] $Show
)
Set-StrictMode -Version 2.0
$ErrorActionPreference = 'Stop'
if ($ExecutionContext.SessionState.LanguageMode -ne 'FullLanguage') {
    throw 'PowerShell runs in constrained language mode here: sign this script, or run it where scripts are trusted'
}
`;

export const POWERSHELL_RUN: string = `
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

$Known = @{}
if ([System.IO.File]::Exists($File)) {
    $number = 0
    $isCut = $false
    $kept = New-Object -TypeName System.Text.StringBuilder
    foreach ($text in [System.IO.File]::ReadAllLines($File)) {
        $number++
        try { $value = ConvertFrom-Json -InputObject $text }
        catch {
            # Half a line is what a crash leaves: it is asked again.
            $isCut = $true
            continue
        }
        if ($number -eq 1 -and ($null -eq $value.PSObject.Properties['hierarchy'] -or $value.hierarchy -ne $Header.hierarchy)) {
            throw ('The file ' + $Out + ' holds something else: give another one with -Out')
        }
        if ($number -gt 1 -and $null -ne $value.PSObject.Properties['task']) { $Known[$value.task] = $true }
        $null = $kept.Append($text).Append([char] 10)
    }
    if ($isCut) { [System.IO.File]::WriteAllText($File, $kept.ToString()) }
}
if (-not [System.IO.File]::Exists($File) -or (Get-Item -LiteralPath $File).Length -eq 0) {
    Add-Line (ConvertTo-Line ([ordered] @{ format = 'portolan/observations/1'; hierarchy = $Header.hierarchy }))
}

# One line about a port of the listener: what came to it, or that it is open, closed or taken.
function Add-Port($Transport, $From, $Address, $Port, $Service, $Verdict, $State, $Evidence, $Token) {
    $result = New-Object -TypeName System.Collections.Specialized.OrderedDictionary
    $result['time'] = [DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [System.Globalization.CultureInfo]::InvariantCulture)
    $result['kind'] = 'listen'
    $result['on'] = $OnName
    $result['service'] = $Service
    $result['transport'] = $Transport
    $result['from'] = $From
    $result['to'] = [ordered] @{ name = $OnName; address = $Address; port = $Port }
    $result['verdict'] = $Verdict
    $result['evidence'] = $Evidence
    $result['facts'] = @{ state = $State }
    if ($Token -ne '') { $result['token'] = $Token }
    Add-Line (ConvertTo-Line $result)
}

function Add-Heard($Transport, $Local, $Remote, $Service, $Token) {
    $evidence = 'Came from {0} port {1}' -f $Remote.Address, $Remote.Port
    $from = [ordered] @{ address = $Remote.Address.ToString(); port = $Remote.Port }
    Add-Port $Transport $from $Local.Address.ToString() $Local.Port $Service 'listener' 'came' $evidence $Token
    Write-Output -InputObject ('{0}/{1} from {2}' -f $Transport, $Local.Port, $Remote)
}

function Get-Banner([string] $Token) {
    return 'PORTOLAN/1 ' + [Uri]::EscapeDataString($OnName) + ' ' + $Token
}

function Start-Listening {
    $tcp = @()
    $udp = @()
    $opened = @()
    $end = [string] [char] 13 + [char] 10
    foreach ($line in $ListenLines) {
        $entry = ConvertFrom-Json -InputObject $line
        foreach ($any in [System.Net.IPAddress]::Any, [System.Net.IPAddress]::IPv6Any) {
            try {
                if ($entry.transport -eq 'tcp') {
                    $listener = New-Object -TypeName System.Net.Sockets.TcpListener -ArgumentList $any, ([int] $entry.port)
                    $listener.ExclusiveAddressUse = $true
                    $listener.Start()
                    $tcp += [pscustomobject] @{ Socket = $listener; Service = $entry.service }
                }
                else {
                    $point = New-Object -TypeName System.Net.IPEndPoint -ArgumentList $any, ([int] $entry.port)
                    $socket = New-Object -TypeName System.Net.Sockets.UdpClient -ArgumentList $any.AddressFamily
                    $socket.ExclusiveAddressUse = $true
                    $socket.Client.Bind($point)
                    $udp += [pscustomobject] @{ Socket = $socket; Service = $entry.service }
                }
                $opened += [pscustomobject] @{ Transport = $entry.transport; Address = $any.ToString(); Port = [int] $entry.port; Service = $entry.service }
                Add-Port $entry.transport @{} $any.ToString() ([int] $entry.port) $entry.service 'listener' 'listening' 'The listener has the port open' ''
            }
            catch {
                $base = $_.Exception.GetBaseException()
                if ($base -is [System.Net.Sockets.SocketException] -and $base.SocketErrorCode.ToString() -eq 'AddressAlreadyInUse') {
                    Add-Port $entry.transport @{} $any.ToString() ([int] $entry.port) $entry.service 'open' 'taken' 'A program has the port already: the service seems to be there' ''
                }
                else {
                    Add-Port $entry.transport @{} $any.ToString() ([int] $entry.port) $entry.service 'failed' 'not opened' 'The port can not be opened' ''
                }
                Write-Warning -Message ('{0}/{1} can not be opened here: {2}' -f $entry.transport, $entry.port, $_.Exception.GetBaseException().Message)
            }
        }
    }
    Write-Output -InputObject ('Listening on {0} sockets for {1} seconds. The firewall of this host must let them in.' -f ($tcp.Count + $udp.Count), $Seconds)
    $open = New-Object -TypeName System.Collections.ArrayList
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    try {
        while ($watch.Elapsed.TotalSeconds -lt $Seconds) {
            foreach ($one in $tcp) {
                while ($one.Socket.Pending() -and $open.Count -lt 256) {
                    $client = $one.Socket.AcceptTcpClient()
                    $null = $open.Add([pscustomobject] @{ Client = $client; Since = $watch.ElapsedMilliseconds; Service = $one.Service })
                }
            }
            foreach ($one in @($open)) {
                # The banner comes after the first bytes, or after 200 ms.
                if ($one.Client.Available -eq 0 -and $watch.ElapsedMilliseconds - $one.Since -lt 200) { continue }
                $token = New-Token
                try {
                    $bytes = [System.Text.Encoding]::ASCII.GetBytes((Get-Banner $token) + $end)
                    $one.Client.SendTimeout = 1000
                    $one.Client.GetStream().Write($bytes, 0, $bytes.Length)
                    Add-Heard 'tcp' $one.Client.Client.LocalEndPoint $one.Client.Client.RemoteEndPoint $one.Service $token
                }
                catch { Write-Verbose -Message $_.Exception.Message }
                $one.Client.Close()
                $open.Remove($one)
            }
            foreach ($one in $udp) {
                while ($one.Socket.Available -gt 0) {
                    $sender = New-Object -TypeName System.Net.IPEndPoint -ArgumentList ([System.Net.IPAddress]::Any), 0
                    try {
                        $null = $one.Socket.Receive([ref] $sender)
                        $token = New-Token
                        $bytes = [System.Text.Encoding]::ASCII.GetBytes((Get-Banner $token) + ' ' + $sender.ToString())
                        $null = $one.Socket.Send($bytes, $bytes.Length, $sender)
                        Add-Heard 'udp' $one.Socket.Client.LocalEndPoint $sender $one.Service $token
                    }
                    catch { Write-Verbose -Message $_.Exception.Message }
                }
            }
            Start-Sleep -Milliseconds 20
        }
    }
    finally {
        foreach ($one in $tcp) { $one.Socket.Stop() }
        foreach ($one in $udp) { $one.Socket.Close() }
        foreach ($one in $open) { $one.Client.Close() }
        foreach ($one in $opened) {
            Add-Port $one.Transport @{} $one.Address $one.Port $one.Service 'listener' 'closed' 'The listener closed the port' ''
        }
    }
}

if ($Listen) {
    Start-Listening
    return
}

$Pool = [System.Management.Automation.Runspaces.RunspaceFactory]::CreateRunspacePool(1, $Concurrency)
$Pool.Open()
$Running = New-Object -TypeName System.Collections.ArrayList
$Counts = @{}
$Done = 0
$Next = 0
$Source = $Ask.ToString()

try {
    while ($Next -lt $Lines.Count -or $Running.Count -gt 0) {
        while ($Next -lt $Lines.Count -and $Running.Count -lt $Concurrency) {
            $line = $Lines[$Next]
            $Next++
            $id = (ConvertFrom-Json -InputObject $line).id
            if ($Known.ContainsKey($id)) {
                $Done++
                continue
            }
            $shell = [System.Management.Automation.PowerShell]::Create()
            $shell.RunspacePool = $Pool
            $null = $shell.AddScript($Source).AddArgument($line).AddArgument($Timeout).AddArgument((New-Token))
            $null = $Running.Add([pscustomobject] @{ Shell = $shell; Handle = $shell.BeginInvoke(); Id = $id })
        }
        foreach ($one in @($Running)) {
            if (-not $one.Handle.IsCompleted) { continue }
            try {
                $result = @($one.Shell.EndInvoke($one.Handle))[-1]
                $result['on'] = $OnName
                Add-Line (ConvertTo-Line $result)
                $Counts[$result['verdict']] = 1 + [int] $Counts[$result['verdict']]
            }
            catch { Write-Warning -Message ('{0}: {1}' -f $one.Id, $_.Exception.GetBaseException().Message) }
            $one.Shell.Dispose()
            $Running.Remove($one)
            $Done++
            Write-Progress -Activity 'Asking' -Status ('{0} of {1}' -f $Done, $Lines.Count) -PercentComplete ([int] (100 * $Done / [Math]::Max(1, $Lines.Count)))
        }
        Start-Sleep -Milliseconds 20
    }
}
finally {
    foreach ($one in @($Running)) {
        $null = $one.Shell.BeginStop($null, $null)
    }
    Write-Progress -Activity 'Asking' -Completed
    $words = @($Counts.Keys | Sort-Object | ForEach-Object { '{0} {1}' -f $Counts[$_], $_ }) -join ', '
    Write-Output -InputObject ('{0} of {1} asked: {2}' -f $Done, $Lines.Count, $words)
    Write-Output -InputObject ('Result: ' + $File)
}
`;
