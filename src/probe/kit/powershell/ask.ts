/**
 * How a question is asked: the block runs in runspaces, gets one entry as JSON, and gives one line of the result. It is
 * the same in every kit: what differs is data, and data is never run.
 */
export const ASK_BEGIN: string = `
$Ask = {
    param([string] $Line, [int] $Timeout, [string] $Token)
    Set-StrictMode -Version 2.0
    $ErrorActionPreference = 'Stop'
    $entry = ConvertFrom-Json -InputObject $Line
    $facts = New-Object -TypeName System.Collections.Specialized.OrderedDictionary
    $facts['kit'] = '1'
    $facts['system'] = 'windows'
    $from = New-Object -TypeName System.Collections.Specialized.OrderedDictionary
    foreach ($property in $entry.from.PSObject.Properties) { $from[$property.Name] = $property.Value }
    $to = New-Object -TypeName System.Collections.Specialized.OrderedDictionary
    foreach ($property in $entry.to.PSObject.Properties) { $to[$property.Name] = $property.Value }
    $began = [DateTime]::UtcNow.ToString('yyyy-MM-ddTHH:mm:ss.fffZ', [System.Globalization.CultureInfo]::InvariantCulture)
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
        # A connection goes on asking when an ICMP message comes, so this is a reset; a datagram's is such a message.
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
`;

/** Ends the block: asks, and says a first word. */
export const ASK_END: string = `    $outcome = 'failed'
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
    elseif ($outcome -eq 'refused') { $verdict = 'unproven'; $evidence = 'Refused; portolan probe --read judges by whom' }
    elseif ($outcome -eq 'unreachable') { $verdict = 'unproven'; $evidence = 'The host is not reachable' }
    elseif ($outcome -eq 'unresolved') { $verdict = 'unresolved'; $evidence = 'The name has no address here' }
    elseif ($outcome -eq 'unasked') { $evidence = $entry.why }

    $result = New-Object -TypeName System.Collections.Specialized.OrderedDictionary
    $result['time'] = $began
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
