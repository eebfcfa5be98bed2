/**
 * The second look at an address, for the block that runs in runspaces: with which time to live an answer of each port
 * comes, and who says that a ping's is over. `located.ts` judges it. Windows shows a connection neither who sent an ICMP
 * message nor what an answer had left of its time to live, so pings stand in for the former, and nothing for the latter.
 *
 * Socket.Ttl, for both families: https://learn.microsoft.com/dotnet/api/system.net.sockets.socket.ttl
 * Ping.Send with PingOptions: https://learn.microsoft.com/dotnet/api/system.net.networkinformation.ping.send
 * UnicastIPAddressInformation.PrefixLength (4.5):
 * https://learn.microsoft.com/dotnet/api/system.net.networkinformation.unicastipaddressinformation
 */
export const POWERSHELL_LOOK: string = `
$Look = {
    param([string] $Job)
    Set-StrictMode -Version 2.0
    $ErrorActionPreference = 'Stop'
    $work = ConvertFrom-Json -InputObject $Job
    $address = [System.Net.IPAddress]::Parse($work.address)
    $isSix = $address.AddressFamily -eq [System.Net.Sockets.AddressFamily]::InterNetworkV6
    # Longer than Windows takes to tell of a reset.
    $wait = 3000

    # Connects once with each time to live, all at the same time: open, reset, or - for silence.
    function Get-ByTtl([int] $Port, [int[]] $Ttls) {
        $waiting = @()
        foreach ($ttl in $Ttls) {
            $socket = New-Object -TypeName System.Net.Sockets.Socket -ArgumentList $address.AddressFamily, ([System.Net.Sockets.SocketType]::Stream), ([System.Net.Sockets.ProtocolType]::Tcp)
            $socket.LingerState = New-Object -TypeName System.Net.Sockets.LingerOption -ArgumentList $true, 0
            $socket.Ttl = $ttl
            $waiting += [pscustomobject] @{ Socket = $socket; Begun = $socket.BeginConnect($address, $Port, $null, $null) }
        }
        $watch = [System.Diagnostics.Stopwatch]::StartNew()
        while ($watch.ElapsedMilliseconds -lt $wait -and @($waiting | Where-Object { -not $_.Begun.IsCompleted }).Count -gt 0) { Start-Sleep -Milliseconds 20 }
        foreach ($one in $waiting) {
            $word = '-'
            if ($one.Begun.IsCompleted) {
                try {
                    $one.Socket.EndConnect($one.Begun)
                    $word = 'open'
                }
                catch {
                    $base = $_.Exception.GetBaseException()
                    if ($base -is [System.Net.Sockets.SocketException] -and $base.SocketErrorCode.ToString() -eq 'ConnectionRefused') { $word = 'reset' }
                }
            }
            $one.Socket.Close()
            Write-Output -InputObject $word
        }
    }

    # By time to live, how connecting went, until an answer comes. Nothing where two looks differ: a packet was lost.
    function Get-Way([int] $Port) {
        $way = @()
        for ($first = 1; $first -le 24; $first += 4) {
            $some = @(Get-ByTtl $Port @($first, ($first + 1), ($first + 2), ($first + 3)))
            for ($i = 0; $i -lt 4; $i++) {
                $way += $some[$i]
                if ($some[$i] -eq '-') { continue }
                if (@($some[$i..3] | Where-Object { $_ -eq '-' }).Count -gt 0) { return '' }
                $distance = $first + $i
                if ($distance -gt 1) {
                    $again = @(Get-ByTtl $Port @(($distance - 1), $distance))
                    if ($again[0] -ne '-' -or $again[1] -eq '-') { return '' }
                }
                return ($way -join ' ')
            }
        }
        return ''
    }

    # What a ping with a time to live brings back: ok, sender/type/code as ICMP has them, or - for silence.
    function Get-Echo([int] $Ttl, [int] $Patience) {
        $ping = New-Object -TypeName System.Net.NetworkInformation.Ping
        $options = New-Object -TypeName System.Net.NetworkInformation.PingOptions -ArgumentList $Ttl, $true
        $bytes = New-Object -TypeName 'byte[]' -ArgumentList 32
        try { $reply = $ping.Send($address, $Patience, $bytes, $options) }
        catch { return '-' }
        finally { $ping.Dispose() }
        if ($null -eq $reply.Address) { return '-' }
        $sender = $reply.Address.ToString()
        $status = $reply.Status
        if ($status -eq [System.Net.NetworkInformation.IPStatus]::Success -and $reply.Address.Equals($address)) { return 'ok' }
        if ($status -eq [System.Net.NetworkInformation.IPStatus]::TtlExpired -or $status -eq [System.Net.NetworkInformation.IPStatus]::TimeExceeded) {
            if ($isSix) { return ($sender + '/3/0') }
            return ($sender + '/11/0')
        }
        if ($status -eq [System.Net.NetworkInformation.IPStatus]::DestinationHostUnreachable) {
            if ($isSix) { return ($sender + '/1/3') }
            return ($sender + '/3/1')
        }
        return '-'
    }

    # Pings until the host answers, or four in a row beyond the farthest answer stay silent.
    function Get-Echoes([int] $AtLeast) {
        $words = @()
        $silent = 0
        for ($ttl = 1; $ttl -le 24; $ttl++) {
            $word = Get-Echo $ttl 1000
            if ($word -eq '-') { $word = Get-Echo $ttl 1000 }
            $words += $word
            if ($word -eq 'ok') { break }
            $silent++
            if ($word -ne '-') { $silent = 0 }
            if ($silent -ge 4 -and $ttl -gt $AtLeast) { break }
        }
        return ($words -join ' ')
    }

    # Whether the address lies in a network of one of this machine's interfaces.
    function Test-OwnNetwork {
        $target = $address.GetAddressBytes()
        foreach ($card in [System.Net.NetworkInformation.NetworkInterface]::GetAllNetworkInterfaces()) {
            if ($card.OperationalStatus -ne [System.Net.NetworkInformation.OperationalStatus]::Up) { continue }
            foreach ($own in $card.GetIPProperties().UnicastAddresses) {
                if ($own.Address.AddressFamily -ne $address.AddressFamily -or $own.PrefixLength -lt 1) { continue }
                $bytes = $own.Address.GetAddressBytes()
                $isSame = $true
                for ($bit = 0; $bit -lt $own.PrefixLength; $bit++) {
                    $at = [int] [Math]::Floor($bit / 8)
                    $mask = 128 -shr ($bit % 8)
                    if (($bytes[$at] -band $mask) -ne ($target[$at] -band $mask)) { $isSame = $false }
                }
                if ($isSame) { return $true }
            }
        }
        return $false
    }

    $ways = @{}
    $farthest = 0
    foreach ($port in @($work.ports)) {
        $ways[$port] = Get-Way $port
        $farthest = [Math]::Max($farthest, @($ways[$port].Split(' ')).Count)
    }
    # What comes back from the own network comes with a time to live of 1: no router stands between.
    $isDirect = Test-OwnNetwork
    if ($farthest -gt 1 -or @($ways.Values | Where-Object { $_ -eq '' }).Count -gt 0) { $isDirect = $false }
    $pings = ''
    $down = ''
    if (-not $isDirect -and $farthest -gt 0) { $pings = Get-Echoes $farthest }
    if ($farthest -eq 0) {
        $pings = Get-Echo 128 4000
        if ($pings -like '*/1/3' -or $pings -like '*/3/1') {
            $down = $pings
            # Of the own network it is this machine that says so.
            if ($isDirect) { $down = '!EHOSTUNREACH' }
        }
    }
    foreach ($port in @($work.ports) + @($work.silent)) {
        $facts = New-Object -TypeName System.Collections.Specialized.OrderedDictionary
        $facts['looked at'] = [string] $port
        $facts['on link'] = 'no'
        if ($isDirect) { $facts['on link'] = 'yes' }
        if ($ways.ContainsKey($port)) { $facts['by ttl'] = $ways[$port] }
        if ($pings -ne '') { $facts['pings'] = $pings }
        if ($down -ne '') { $facts['down'] = $down }
        Write-Output -InputObject $facts
    }
}
`;
