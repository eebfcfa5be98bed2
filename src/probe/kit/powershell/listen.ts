/** The part of the PowerShell script that stands in for services that aren't there yet. */
export const POWERSHELL_LISTEN: string = `
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
    $waste = New-Object -TypeName 'byte[]' -ArgumentList 65536
    $watch = [System.Diagnostics.Stopwatch]::StartNew()
    try {
        while ($watch.Elapsed.TotalSeconds -lt $Seconds) {
            foreach ($one in $tcp) {
                while ($one.Socket.Pending() -and $open.Count -lt 256) {
                    try { $client = $one.Socket.AcceptTcpClient() }
                    catch { break }
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
                    $stream = $one.Client.GetStream()
                    # What is unread when it closes makes a reset of the end, and that may overtake the banner.
                    if ($one.Client.Available -gt 0) { $null = $stream.Read($waste, 0, $waste.Length) }
                    $stream.Write($bytes, 0, $bytes.Length)
                    $one.Client.Client.Shutdown([System.Net.Sockets.SocketShutdown]::Send)
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
                        $said = [System.Text.Encoding]::ASCII.GetString($one.Socket.Receive([ref] $sender))
                        # Another listener is not answered: both would go on for ever.
                        if ($said.StartsWith('PORTOLAN/1 ') -and -not $said.StartsWith('PORTOLAN/1 ?')) { continue }
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
`;
