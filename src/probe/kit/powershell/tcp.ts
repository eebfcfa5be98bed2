/** Connections: what is asked over them, the handshake of TLS, and the port that the endpoint mapper names. */
export const ASK_TCP: string = `    # Reads until nothing more comes, or the answer is long enough to be judged. Of the answer that opens a tunnel not
    # a byte more is asked for: what follows is the handshake's.
    function Read-Answer($Stream, $State, [int] $Wait, [bool] $IsTunnel) {
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
            if ($IsTunnel -and [System.Text.Encoding]::ASCII.GetString($got.ToArray()).EndsWith($blankLine, [StringComparison]::Ordinal)) { break }
        }
        $bytes = $got.ToArray()
        return (ConvertTo-Hex $bytes $bytes.Length)
    }

    $blankLine = [string] [char] 13 + [char] 10 + [char] 13 + [char] 10

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
            $base = $_.Exception.GetBaseException()
            $facts["tls $Place"] = 'failed'
            $facts["tls error $Place"] = $base.Message
            # The words are in the language of the system.
            if ($base -is [System.Net.Sockets.SocketException] -and $base.SocketErrorCode.ToString() -eq 'TimedOut') { $facts["tls error $Place"] = 'timed out' }
            return $null
        }
        $facts["tls $Place"] = $tls.SslProtocol.ToString()
        if ($null -eq $tls.RemoteCertificate) { return $tls }
        $certificate = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Certificate2 -ArgumentList $tls.RemoteCertificate
        $facts["certificate $Place"] = [Convert]::ToBase64String($certificate.RawData)
        $chain = New-Object -TypeName System.Security.Cryptography.X509Certificates.X509Chain
        $chain.ChainPolicy.RevocationMode = [System.Security.Cryptography.X509Certificates.X509RevocationMode]::NoCheck
        # Windows may look for a certificate that the server left out.
        $chain.ChainPolicy.UrlRetrievalTimeout = [TimeSpan]::FromSeconds(1)
        if ($chain.Build($certificate)) { $facts["chain $Place"] = 'trusted' }
        else { $facts["chain $Place"] = (@($chain.ChainStatus | ForEach-Object { $_.Status.ToString() }) -join ', ') }
        return $tls
    }

    function New-ReadState {
        return @{ Pending = $null; End = 'open'; Buffer = (New-Object -TypeName 'byte[]' -ArgumentList 4096) }
    }

    function Read-Greeting($Address, [int] $Port) {
        $client = New-Object -TypeName System.Net.Sockets.TcpClient -ArgumentList $Address.AddressFamily
        try {
            $client.Connect($Address, $Port)
            return (Read-Answer $client.GetStream() (New-ReadState) 1000 $false)
        }
        catch { return '' }
        finally { $client.Close() }
    }

    # One connection with its questions; says how it went.
    function Invoke-Connection($Address, [int] $Port, $Connection, [int] $Number) {
        $client = New-Object -TypeName System.Net.Sockets.TcpClient -ArgumentList $Address.AddressFamily
        try {
            $facts["port $Number"] = [string] $Port
            $begun = $client.BeginConnect($Address, $Port, $null, $null)
            # Windows asks three times more, half a second apart, before it tells of a reset: KB 175523.
            if (-not $begun.AsyncWaitHandle.WaitOne([Math]::Max($Timeout, 3000))) { return 'silence' }
            try { $client.EndConnect($begun) }
            catch { return (Get-Outcome $_) }
            if ($Number -eq 1) {
                $facts['connected ms'] = [string] $watch.ElapsedMilliseconds
                $from['address'] = $client.Client.LocalEndPoint.Address.ToString()
                $from['port'] = $client.Client.LocalEndPoint.Port
            }
            $stream = $client.GetStream()
            $state = New-ReadState
            if ($Connection.tls -eq 'first') {
                $stream = Open-Tls $stream $Connection.name $Number
                if ($null -eq $stream) {
                    # What speaks there instead: Portolan's listener, or another service that speaks first.
                    $facts["heard $Number.0"] = Read-Greeting $Address $Port
                    return 'connected'
                }
            }
            $questions = @($Connection.questions)
            if ($questions.Count -eq 0 -and $Connection.tls -ne 'first') {
                $facts["heard $Number.0"] = Read-Answer $stream $state 1000 $false
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
                $heard = Read-Answer $stream $state $Timeout ($Connection.tls -eq 'after')
                $facts["heard $Number.$($i + 1)"] = $heard
                if ($heard -eq '' -or $state.End -ne 'open') { break }
            }
            if ($Connection.tls -eq 'after' -and $state.End -eq 'open' -and $null -eq $state.Pending -and $facts["heard $Number.1"] -match '^485454502f312e..2032') {
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
`;
