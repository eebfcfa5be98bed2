/** Datagrams and pings. */
export const ASK_UDP: string = `    function Invoke-Datagram($Udp, $Target, [byte[]] $Bytes, [int] $Wait) {
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
        if ($reply.Status -eq [System.Net.NetworkInformation.IPStatus]::DestinationProhibited -and $null -ne $reply.Address) {
            $facts['icmp 1'] = $reply.Address.ToString() + '/3/13'
            if ($Address.AddressFamily -eq [System.Net.Sockets.AddressFamily]::InterNetworkV6) { $facts['icmp 1'] = $reply.Address.ToString() + '/1/1' }
        }
        return 'unreachable'
    }
`;
