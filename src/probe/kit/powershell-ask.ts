/**
 * The part of the PowerShell script that asks: it runs in runspaces, gets one entry as JSON, and gives one line of the
 * result. It is the same in every kit: what differs is data, and data is never run.
 */
export const POWERSHELL_ASK: string = `
$Ask = {
    param([string] $Line, [int] $Timeout, [string] $Token)
    Set-StrictMode -Version 2.0
    $ErrorActionPreference = 'Stop'
    $entry = ConvertFrom-Json -InputObject $Line
    $facts = New-Object -TypeName System.Collections.Specialized.OrderedDictionary
    $facts['kit'] = '1'
    $from = New-Object -TypeName System.Collections.Specialized.OrderedDictionary
    foreach ($property in $entry.from.PSObject.Properties) { $from[$property.Name] = $property.Value }
    $to = New-Object -TypeName System.Collections.Specialized.OrderedDictionary
    foreach ($property in $entry.to.PSObject.Properties) { $to[$property.Name] = $property.Value }
    $watch = [System.Diagnostics.Stopwatch]::StartNew()

    function ConvertFrom-Hex([string] $Hex) {
        $bytes = New-Object -TypeName 'byte[]' -ArgumentList ($Hex.Length / 2)
        for ($i = 0; $i -lt $bytes.Length; $i++) { $bytes[$i] = [Convert]::ToByte($Hex.Substring(2 * $i, 2), 16) }
        return , $bytes
    }

    function ConvertTo-Hex([byte[]] $Bytes, [int] $Count) {
        if ($Count -eq 0) { return '' }
        return [BitConverter]::ToString($Bytes, 0, $Count).Replace('-', '').ToLowerInvariant()
    }

    # What the system's error says of the way; the rest is this machine's own trouble.
    function Get-Outcome($Problem) {
        $base = $Problem.Exception.GetBaseException()
        if ($base -isnot [System.Net.Sockets.SocketException]) {
            $facts['error'] = $base.Message
            return 'failed'
        }
        $code = $base.SocketErrorCode.ToString()
        $facts['error'] = $code
        if ($code -eq 'ConnectionRefused' -or $code -eq 'ConnectionReset') { return 'refused' }
        if ($code -eq 'TimedOut') { return 'silence' }
        if ($code -eq 'HostUnreachable' -or $code -eq 'NetworkUnreachable') { return 'unreachable' }
        return 'failed'
    }

    function Resolve-Target([string] $Name) {
        $address = $null
        if ([System.Net.IPAddress]::TryParse($Name, [ref] $address)) { return $address }
        $found = @([System.Net.Dns]::GetHostAddresses($Name))
        if ($found.Count -eq 0) { throw 'no address' }
        return $found[0]
    }

    # Reads until nothing more comes, or the answer is long enough to be judged.
    function Read-Answer($Stream, $State, [int] $Wait) {
        $got = New-Object -TypeName System.IO.MemoryStream
        $State.End = 'open'
        $patience = $Wait
        while ($got.Length -lt 16384) {
            try {
                if ($null -eq $State.Pending) {
                    $State.Pending = $Stream.BeginRead($State.Buffer, 0, $State.Buffer.Length, $null, $null)
                }
                if (-not $State.Pending.AsyncWaitHandle.WaitOne($patience)) { break }
                $count = $Stream.EndRead($State.Pending)
                $State.Pending = $null
            }
            catch {
                $State.End = 'reset'
                break
            }
            if ($count -eq 0) {
                $State.End = 'closed'
                break
            }
            $got.Write($State.Buffer, 0, $count)
            $patience = 300
        }
        $bytes = $got.ToArray()
        return (ConvertTo-Hex $bytes $bytes.Length)
    }

    # The handshake as a client that looks at the certificate and insists on nothing; gives the stream inside.
    function Open-Tls($Stream, [string] $Name, [string] $Place) {
        $accept = [System.Net.Security.RemoteCertificateValidationCallback] { return $true }
        $tls = New-Object -TypeName System.Net.Security.SslStream -ArgumentList $Stream, $false, $accept
        $Stream.ReadTimeout = $Timeout
        $Stream.WriteTimeout = $Timeout
        $protocols = [System.Security.Authentication.SslProtocols]::Tls -bor [System.Security.Authentication.SslProtocols]::Tls11 -bor [System.Security.Authentication.SslProtocols]::Tls12
        try {
            $tls.AuthenticateAsClient($Name, $null, $protocols, $false)
        }
        catch {
            $facts["tls $Place"] = 'failed'
            $facts["tls error $Place"] = $_.Exception.GetBaseException().Message
            return $null
        }
        $facts["tls $Place"] = $tls.SslProtocol.ToString()
        $certificate = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList $tls.RemoteCertificate
        $facts["certificate $Place"] = [Convert]::ToBase64String($certificate.RawData)
        $chain = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Chain
        $chain.ChainPolicy.RevocationMode = [System.Security.Cryptography.X509Certificates.X509RevocationMode]::NoCheck
        if ($chain.Build($certificate)) { $facts["chain $Place"] = 'trusted' }
        else { $facts["chain $Place"] = (@($chain.ChainStatus | ForEach-Object { $_.Status.ToString() }) -join ', ') }
        return $tls
    }

    # One connection with its questions; says how it went.
    function Invoke-Connection($Address, [int] $Port, $Connection, [int] $Number) {
        $client = New-Object -TypeName System.Net.Sockets.TcpClient -ArgumentList $Address.AddressFamily
        try {
            $begun = $client.BeginConnect($Address, $Port, $null, $null)
            if (-not $begun.AsyncWaitHandle.WaitOne($Timeout)) { return 'silence' }
            try { $client.EndConnect($begun) }
            catch { return (Get-Outcome $_) }
            if ($Number -eq 1) {
                $facts['connected ms'] = [string] $watch.ElapsedMilliseconds
                $from['address'] = $client.Client.LocalEndPoint.Address.ToString()
                $from['port'] = $client.Client.LocalEndPoint.Port
            }
            $facts["port $Number"] = [string] $Port
            $stream = $client.GetStream()
            $state = @{ Pending = $null; End = 'open'; Buffer = (New-Object -TypeName 'byte[]' -ArgumentList 4096) }
            if ($Connection.tls -eq 'first') {
                $stream = Open-Tls $stream $Connection.name $Number
                if ($null -eq $stream) { return 'connected' }
            }
            $questions = @($Connection.questions)
            if ($questions.Count -eq 0 -and $Connection.tls -ne 'first') {
                $facts["heard $Number.0"] = Read-Answer $stream $state 1000
            }
            for ($i = 0; $i -lt $questions.Count; $i++) {
                $bytes = ConvertFrom-Hex $questions[$i]
                try {
                    $stream.Write($bytes, 0, $bytes.Length)
                    $stream.Flush()
                }
                catch {
                    $state.End = 'reset'
                    break
                }
                $facts["asked $Number.$($i + 1)"] = $questions[$i]
                $heard = Read-Answer $stream $state $Timeout
                $facts["heard $Number.$($i + 1)"] = $heard
                if ($heard -eq '' -or $state.End -ne 'open') { break }
            }
            if ($Connection.tls -eq 'after' -and $state.End -eq 'open' -and $facts["heard $Number.1"] -match '^485454502f312e..2032') {
                $null = Open-Tls $stream $Connection.name $Number
            }
            $facts["end $Number"] = $state.End
            return 'connected'
        }
        finally { $client.Close() }
    }

    function Invoke-Tcp($Address) {
        $number = 0
        $mapped = 0
        $outcome = 'failed'
        foreach ($connection in @($entry.connections)) {
            $number++
            $port = [int] $connection.port
            if ($port -eq 0) {
                if ($mapped -eq 0) { break }
                $port = $mapped
            }
            $outcome = Invoke-Connection $Address $port $connection $number
            if ($outcome -ne 'connected') {
                $facts["outcome $number"] = $outcome
                $facts["port $number"] = [string] $port
                if ($number -gt 1) { $outcome = 'connected' }
                break
            }
            # The endpoint mapper's answer: a floor of protocol 7 (TCP) with two bytes of port.
            foreach ($key in @($facts.Keys)) {
                if ($key -like "heard $number.*") {
                    $floor = [regex]::Match($facts[$key], '^(?:..)*?0100070200(....)')
                    if ($floor.Success) { $mapped = [Convert]::ToInt32($floor.Groups[1].Value, 16) }
                }
            }
        }
        return $outcome
    }

    function Invoke-Datagram($Udp, $Target, [byte[]] $Bytes, [int] $Wait) {
        $null = $Udp.Send($Bytes, $Bytes.Length, $Target)
        $Udp.Client.ReceiveTimeout = $Wait
        $sender = New-Object -TypeName System.Net.IPEndPoint -ArgumentList ([System.Net.IPAddress]::Any), 0
        if ($Target.AddressFamily -eq [System.Net.Sockets.AddressFamily]::InterNetworkV6) {
            $sender = New-Object -TypeName System.Net.IPEndPoint -ArgumentList ([System.Net.IPAddress]::IPv6Any), 0
        }
        $answer = $Udp.Receive([ref] $sender)
        return (ConvertTo-Hex $answer $answer.Length)
    }

    function Invoke-Udp($Address) {
        $target = New-Object -TypeName System.Net.IPEndPoint -ArgumentList $Address, ([int] $entry.port)
        $udp = New-Object -TypeName System.Net.Sockets.UdpClient -ArgumentList 0, $Address.AddressFamily
        $outcome = 'silence'
        try {
            $udp.EnableBroadcast = [bool] $entry.cast
            $number = 0
            foreach ($connection in @($entry.connections)) {
                $number++
                $question = @($connection.questions)
                if ($question.Count -eq 0) { continue }
                $facts["port $number"] = [string] $entry.port
                $facts["asked $number.1"] = $question[0]
                # A lost datagram is no answer: it is asked twice.
                foreach ($try in 1, 2) {
                    try {
                        $facts["heard $number.1"] = Invoke-Datagram $udp $target (ConvertFrom-Hex $question[0]) ([int] ($Timeout / 2))
                        $outcome = 'connected'
                        break
                    }
                    catch { $outcome = Get-Outcome $_ }
                    if ($outcome -ne 'silence') { break }
                }
                if ($outcome -ne 'connected') { break }
            }
            if ($outcome -eq 'silence') {
                try {
                    $hello = [System.Text.Encoding]::ASCII.GetBytes('PORTOLAN/1 ? ' + $Token + [char] 13 + [char] 10)
                    $heard = Invoke-Datagram $udp $target $hello 1000
                    if ($heard.StartsWith('504f52544f4c414e2f3120')) {
                        $facts['listener'] = $heard
                        $outcome = 'connected'
                    }
                }
                catch { $outcome = Get-Outcome $_ }
            }
        }
        finally { $udp.Close() }
        return $outcome
    }

    function Invoke-Echo($Address) {
        $ping = New-Object -TypeName System.Net.NetworkInformation.Ping
        $reply = $ping.Send($Address, $Timeout)
        $facts['echo'] = $reply.Status.ToString()
        if ($reply.Status -eq [System.Net.NetworkInformation.IPStatus]::Success) { return 'connected' }
        if ($reply.Status -eq [System.Net.NetworkInformation.IPStatus]::TimedOut) { return 'silence' }
        return 'unreachable'
    }

    $outcome = 'failed'
    $address = $null
    if ($entry.why -ne '') {
        $outcome = 'unasked'
        $facts['error'] = $entry.why
    }
    else {
        try { $address = Resolve-Target $entry.host }
        catch {
            $outcome = 'unresolved'
            $facts['error'] = $_.Exception.GetBaseException().Message
        }
    }
    if ($null -ne $address) {
        $to['address'] = $address.ToString()
        try {
            if ($entry.seen.transport -eq 'udp') { $outcome = Invoke-Udp $address }
            elseif ($entry.seen.transport -eq 'icmp') { $outcome = Invoke-Echo $address }
            else { $outcome = Invoke-Tcp $address }
        }
        catch { $outcome = Get-Outcome $_ }
    }
    $facts['outcome'] = $outcome

    # A first word from the first bytes: portolan probe --read judges again, with all that it knows.
    $heard = ''
    foreach ($key in @($facts.Keys)) {
        if ($heard -eq '' -and ($key -like 'heard *' -or $key -eq 'listener')) { $heard = $facts[$key] }
    }
    $tls = @($facts.Keys | Where-Object { $_ -like 'certificate *' }).Count -gt 0
    $verdict = 'failed'
    $evidence = 'The kit could not ask'
    if ($outcome -eq 'connected') {
        if ($heard.StartsWith('504f52544f4c414e2f3120')) { $verdict = 'listener'; $evidence = 'A listener of Portolan answers' }
        elseif ($entry.seen.transport -eq 'icmp') { $verdict = 'open'; $evidence = 'The host answers' }
        elseif ($heard -eq '' -and $tls) { $verdict = 'open'; $evidence = 'A server shakes hands over TLS' }
        elseif ($heard -eq '') { $verdict = 'unproven'; $evidence = 'The connection opens, and nothing is said' }
        elseif ($entry.pattern -eq '' -or $heard -match $entry.pattern) { $verdict = 'open'; $evidence = 'The port answers as expected' }
        else { $verdict = 'other'; $evidence = 'The port answers in another way than expected' }
    }
    elseif ($outcome -eq 'silence') {
        $verdict = 'unproven'
        if ($entry.seen.transport -eq 'tcp') { $verdict = 'filtered' }
        $evidence = 'Silence'
    }
    elseif ($outcome -eq 'refused') { $verdict = 'unproven'; $evidence = 'Refused, and Windows does not tell by whom' }
    elseif ($outcome -eq 'unreachable') { $verdict = 'unproven'; $evidence = 'The host is not reachable' }
    elseif ($outcome -eq 'unresolved') { $verdict = 'unresolved'; $evidence = 'The name has no address here' }
    elseif ($outcome -eq 'unasked') { $evidence = $entry.why }

    $result = New-Object -TypeName System.Collections.Specialized.OrderedDictionary
    $result['time'] = [DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [System.Globalization.CultureInfo]::InvariantCulture)
    $result['kind'] = 'probe'
    foreach ($property in $entry.seen.PSObject.Properties) { $result[$property.Name] = $property.Value }
    $result['from'] = $from
    $result['to'] = $to
    $result['verdict'] = $verdict
    $result['evidence'] = $evidence
    $result['facts'] = $facts
    $result['milliseconds'] = [int] $watch.ElapsedMilliseconds
    return $result
}
`;
