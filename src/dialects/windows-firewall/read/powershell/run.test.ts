import { describe, expect, it } from 'vitest';
import { HTTP, readWindows } from '../../../../../test/rules/windows-kit.ts';

/** A permit for HTTP to the host and nothing else, with no remark about how it is written. */
function expectsHttp(text: string): void {
  const read = readWindows(text);
  expect(read.diagnostics).toEqual([]);
  expect(read.ask('in', HTTP)).toBe('permit');
  expect(read.ask('in', 'tcp 10.1.0.5:50000 > 10.0.0.1:81')).toBe('deny');
  expect(read.ask('in', 'udp 10.1.0.5:50000 > 10.0.0.1:80')).toBe('deny');
}

describe('a script that makes the same rule in another way', () => {
  it.each([
    ['plainly', 'New-NetFirewallRule -DisplayName web -Direction Inbound -Protocol TCP -LocalPort 80'],
    [
      'with quotes',
      `New-NetFirewallRule -DisplayName "web's" -Direction 'Inbound' -Protocol "TCP" -LocalPort "80"`,
    ],
    ['with typographic quotes', 'New-NetFirewallRule -DisplayName ‘w’ -Protocol “TCP” -LocalPort ’80‚'],
    ['with defaults', 'New-NetFirewallRule -DisplayName web -Protocol TCP -LocalPort 80'],
    ['with short names', 'new-netfirewallrule -disp web -prot tcp -localp 80 -EA Stop'],
    ['with colons', 'New-NetFirewallRule -DisplayName:web -Protocol:TCP -LocalPort:80 -Confirm:$false'],
    [
      'on several lines',
      'New-NetFirewallRule -DisplayName web `\r\n  -Protocol TCP `\r\n  -LocalPort 80\r\n',
    ],
    [
      'with comments',
      '<# web\n(#> New-NetFirewallRule -DisplayName web -Protocol TCP -LocalPort 80 # -LocalPort 81',
    ],
    [
      'with a variable',
      "$p = 80; $t = 'TCP'\nNew-NetFirewallRule -DisplayName web -Protocol $t -LocalPort $p",
    ],
    [
      'with text put together',
      '$n = 8\nNew-NetFirewallRule -DisplayName "w $n" -Protocol TCP -LocalPort "$($n)0"',
    ],
    [
      'with a subexpression',
      '$h = @{ Port = 80 }\nNew-NetFirewallRule -DisplayName w -Protocol TCP -LocalPort "$($h.Port)"',
    ],
    [
      'with a here-string',
      "$d = @'\nit's (web\n'@\nNew-NetFirewallRule -DisplayName $d -Protocol TCP -LocalPort 80",
    ],
    ['with a list', 'New-NetFirewallRule -DisplayName web -Protocol TCP -LocalPort @(80)'],
    [
      'splatted',
      '$a = @{ DisplayName = "web"; Protocol = "TCP"\n LocalPort = 80 }\nNew-NetFirewallRule @a | Out-Null',
    ],
    [
      'splatted, set later',
      "$a = @{}\n$a.Protocol = 'TCP'\n$a['LocalPort'] = 80\n$a.Add('DisplayName', 'w')\nNew-NetFirewallRule @a",
    ],
    [
      'splatted twice',
      '$a = @{ Protocol = "TCP" }; $b = @{ LocalPort = 80 }\nNew-NetFirewallRule -DisplayName w @a @b',
    ],
    [
      'in a loop over numbers',
      'foreach ($p in 80) { New-NetFirewallRule -DisplayName "w $p" -Protocol TCP -LocalPort $p }',
    ],
    [
      'in a loop over a list',
      '$r = @()\n$r += @{ P = 80 }\nforeach ($x in $r) {\n New-NetFirewallRule -DisplayName w -Protocol TCP -LocalPort $x.P\n}',
    ],
    [
      'in a pipeline',
      '80 | ForEach-Object { New-NetFirewallRule -DisplayName "w $_" -Protocol TCP -LocalPort $_ }',
    ],
    [
      'in a function',
      'function Add-Port([string]$Port, $Protocol = "TCP") { New-NetFirewallRule -DisplayName $Port -Protocol $Protocol -LocalPort $Port }\nAdd-Port -Port 80',
    ],
    [
      'where it holds',
      'if (1 -eq 1 -and -not $false) { New-NetFirewallRule -DisplayName w -Protocol TCP -LocalPort 80 } else { New-NetFirewallRule -DisplayName all }',
    ],
    [
      'unless it is there',
      'if (-not (Get-NetFirewallRule -Name web -ErrorAction SilentlyContinue)) {\n New-NetFirewallRule -Name web -DisplayName w -Protocol TCP -LocalPort 80\n}',
    ],
    [
      'with a try',
      'try { New-NetFirewallRule -DisplayName w -Protocol TCP -LocalPort 80 -ErrorAction Stop } catch { Write-Error $_; throw }',
    ],
    [
      'by a module',
      'Import-Module NetSecurity\nNetSecurity\\New-NetFirewallRule -DisplayName w -Protocol TCP -LocalPort 80 2>$null',
    ],
    [
      'after removing',
      'New-NetFirewallRule -DisplayName all\nGet-NetFirewallRule -DisplayName a* | Remove-NetFirewallRule\nNew-NetFirewallRule -DisplayName w -Protocol TCP -LocalPort 80',
    ],
    [
      'after changing',
      'New-NetFirewallRule -DisplayName w -Name n -Protocol TCP\nSet-NetFirewallRule -Name n -LocalPort 80',
    ],
    [
      'with an escape',
      "New-NetFirewallRule -DisplayName ([Uri]::UnescapeDataString('Z%C3%BCrich')) -Protocol TCP -LocalPort 80",
    ],
  ])('%s', (_, text) => expectsHttp(text));
});

describe('what is not known', () => {
  it.each([
    ['a port', 'New-NetFirewallRule -DisplayName w -Protocol TCP -LocalPort $port', ['PT8002']],
    ['a parameter', 'New-NetFirewallRule -DisplayName w -Protocol TCP -LocalPort 80 -Wizard On', ['PT8002']],
    ['what is splatted', 'New-NetFirewallRule -DisplayName w @more', ['PT8002']],
    [
      'a condition',
      'if ($env:X) { New-NetFirewallRule -DisplayName w -Protocol TCP -LocalPort 80 }',
      ['PT8002'],
    ],
    [
      'a list',
      'foreach ($x in Get-Content x) { New-NetFirewallRule -DisplayName w -LocalPort 80 -Protocol TCP }',
      ['PT8002'],
    ],
    ['an end', 'if ($q) { return }\nNew-NetFirewallRule -DisplayName w -Protocol TCP -LocalPort 80', []],
    [
      'a variable set under a condition',
      '$p = 81\nif ($q) { $p = 80 }\nNew-NetFirewallRule -DisplayName w -Protocol TCP -LocalPort $p',
      ['PT8002'],
    ],
    [
      'a variable set in a loop',
      '$p = 80\nwhile ($p -lt 90) { $p++ }\nNew-NetFirewallRule -DisplayName w -Protocol TCP -LocalPort $p',
      ['PT8002'],
    ],
    [
      'a table that is changed under a condition',
      '$a = @{ DisplayName = "w"; Protocol = "TCP"; LocalPort = 81 }; $b = $a\nif ($q) { $b.LocalPort = 80 }\nNew-NetFirewallRule @a',
      ['PT8002'],
    ],
    [
      'a variable that a function sets',
      '$p = 81\nfunction f { $script:p = 80 }\nf\nNew-NetFirewallRule -DisplayName w -Protocol TCP -LocalPort $p',
      ['PT8002'],
    ],
    ['a command', 'Install-WindowsFeature Web-Server', ['PT8001']],
    [
      'a list for netsh',
      'netsh advfirewall firewall add rule name=x dir=in action=allow protocol=TCP localport=80,81',
      ['PT8002'],
    ],
    ['netsh that resets', 'netsh advfirewall reset', ['PT8001']],
    ['an invocation', "& $command\nInvoke-Expression 'x'", ['PT8001', 'PT8001']],
    ['COM', '$fw = New-Object -ComObject HNetCfg.FwPolicy2', ['PT8001']],
    ['a bracket that is left', 'New-NetFirewallRule -DisplayName w -LocalPort (80', ['PT8001']],
    ['a cmdlet for filters', 'Set-NetFirewallPortFilter -LocalPort 80', ['PT8001']],
    ['a group of Windows’ own', "Enable-NetFirewallRule -DisplayGroup 'Remote Desktop'", ['PT8003']],
  ])('%s is named, and decides nothing for certain', (_, text, codes) => {
    const read = readWindows(`$x = 1\n${text}\n`);
    expect(read.codes).toEqual(codes);
    expect(read.ask('in', HTTP)).toBe('depends');
    for (const d of read.diagnostics) expect(d.place?.line).toBeGreaterThan(1);
  });

  it('reads what netsh does in between', () => {
    const read = readWindows(
      '$port = 8530\n' +
        'netsh advfirewall firewall add rule name="WSUS" dir=in action=allow protocol=TCP localport=$port remoteip=10.1.0.0/16\n' +
        'netsh.exe advfirewall firewall add rule name=no dir=in action=block protocol=TCP "remoteip=10.1.9.0/24,10.1.8.0/24" | Out-Null\n' +
        'netsh advfirewall set allprofiles firewallpolicy "blockinbound,blockoutbound"',
    );
    expect(read.codes).toEqual([]);
    expect(read.ask('in', 'tcp 10.1.0.5:50000 > 10.0.0.1:8530')).toBe('permit');
    expect(read.ask('in', 'tcp 10.1.8.5:50000 > 10.0.0.1:8530')).toBe('deny');
    expect(read.ask('out', 'tcp 10.1.8.5:50000 > 10.0.0.1:8530')).toBe('deny');
  });

  // Client push needs File and Printer Sharing and WMI: scripts for Configuration Manager switch them on.
  it.each([
    "Enable-NetFirewallRule -DisplayGroup 'File and Printer Sharing', 'Windows Management Instrumentation (WMI)'",
    "Set-NetFirewallRule -DisplayGroup 'Remote Desktop' -Enabled True -RemoteAddress 10.1.0.0/16",
    'Enable-NetFirewallRule -Name FPS-ICMP4-ERQ-In',
    "Get-NetFirewallRule -DisplayGroup 'Windows Remote Management' | Enable-NetFirewallRule",
    'netsh advfirewall firewall set rule group="remote desktop" new enable=Yes',
  ])('lets Windows’ own rules allow only: %s', (text) => {
    const allow = 'New-NetFirewallRule -DisplayName w -Protocol TCP -LocalPort 80 -RemoteAddress 10.0.0.0/8';
    const read = readWindows(`${allow}\n${text}\n`);
    expect(read.codes).toEqual(['PT8003']);
    expect(read.ask('in', 'tcp 10.1.0.5:50000 > 10.0.0.1:80')).toBe('permit');
    expect(read.ask('in', 'tcp 10.1.0.5:50000 > 10.0.0.1:3389')).toBe('depends');
  });

  it.each([
    "Set-NetFirewallRule -DisplayGroup 'Remote Desktop' -Action Block",
    "Enable-NetFirewallRule -DisplayGroup 'Our own'",
    "Enable-NetFirewallRule -DisplayGroup 'Remote Desktop', 'Our own'",
  ])('takes other rules for anything: %s', (text) => {
    const read = readWindows(
      `New-NetFirewallRule -DisplayName w -Protocol TCP -LocalPort 80 -Group g\n${text}\n`,
    );
    expect(read.ask('in', HTTP)).toBe('depends');
  });

  it('leaves what is certain alone', () => {
    const read = readWindows(
      'New-NetFirewallRule -DisplayName b -Action Block -RemoteAddress 10.1.0.5\nFrobnicate',
    );
    expect(read.ask('in', HTTP)).toBe('deny');
    expect(read.ask('in', 'tcp 10.1.0.6:1 > 10.0.0.1:80')).toBe('depends');
  });

  it('keeps both states of a rule that is changed under a condition', () => {
    const read = readWindows(
      'New-NetFirewallRule -DisplayName w -Protocol TCP -LocalPort 80\nif ($q) { Set-NetFirewallRule -DisplayName w -LocalPort 81 }',
    );
    expect(read.ask('in', HTTP)).toBe('depends');
    expect(read.ask('in', 'tcp 10.1.0.5:50000 > 10.0.0.1:81')).toBe('depends');
    expect(read.ask('in', 'tcp 10.1.0.5:50000 > 10.0.0.1:82')).toBe('deny');
  });
});

describe('what changes rules', () => {
  const rule = 'New-NetFirewallRule -Name n -DisplayName w -Group g -Protocol TCP -LocalPort 80\n';
  it.each([
    ['Disable-NetFirewallRule -Name N', 'deny'],
    ['Disable-NetFirewallRule -DisplayName w', 'deny'],
    ['Disable-NetFirewallRule -Group g', 'deny'],
    ['Disable-NetFirewallRule -DisplayName "?"', 'deny'],
    ['Disable-NetFirewallRule -DisplayName v', 'permit'],
    ['Disable-NetFirewallRule -DisplayName "??"', 'permit'],
    ['Disable-NetFirewallRule -DisplayName $x', 'depends'],
    ['Disable-NetFirewallRule n', 'deny'],
    ['Disable-NetFirewallRule -Name n -WhatIf', 'permit'],
    ['Disable-NetFirewallRule -Name n; Enable-NetFirewallRule -Name n', 'permit'],
    ['Set-NetFirewallRule -Name n -Enabled False', 'deny'],
    ['Set-NetFirewallRule -Name n -Action Block', 'deny'],
    ['Set-NetFirewallRule -Name n -Direction Outbound', 'deny'],
    ['Set-NetFirewallRule -DisplayName w -NewDisplayName v; Remove-NetFirewallRule -DisplayName w', 'permit'],
    ['Remove-NetFirewallRule -Name n', 'deny'],
    ['Remove-NetFirewallRule', 'deny'],
    ['Get-NetFirewallRule | Where-Object Name -eq m | Remove-NetFirewallRule', 'depends'],
    ['Set-NetFirewallProfile -All -Enabled False', 'permit'],
    ['Set-NetFirewallProfile -All -AllowInboundRules False', 'deny'],
    ['Set-NetFirewallProfile -Profile Public -AllowInboundRules False', 'permit'],
  ])('%s', (text, verdict) => {
    expect(readWindows(rule + text).ask('in', HTTP)).toBe(verdict);
  });

  it('takes the defaults that the script sets', () => {
    const read = readWindows(
      'Set-NetFirewallProfile -Profile Domain,Private -DefaultOutboundAction Block -DefaultInboundAction Allow',
    );
    expect(read.diagnostics).toEqual([]);
    expect(read.ask('out', 'tcp 10.0.0.1:50000 > 10.1.0.5:80')).toBe('deny');
    expect(read.ask('in', HTTP)).toBe('permit');
    expect(read.configuration.rulesets[1]?.otherwise.place?.line).toBe(1);
    expect(
      readWindows('Set-NetFirewallProfile -Profile Public -DefaultInboundAction Allow').ask('in', HTTP),
    ).toBe('deny');
  });

  it('takes the range of dynamic ports that the script sets', () => {
    const rpc = 'New-NetFirewallRule -DisplayName r -Protocol TCP -LocalPort RPC\n';
    const set = 'netsh int ipv4 set dynamicport tcp start=50000 num=1000';
    const ask = (text: string, port: number): string =>
      readWindows(text).ask('in', `tcp 10.1.0.5:1 > 10.0.0.1:${port}`);
    expect([49151, 49152, 65535].map((p) => ask(rpc, p))).toEqual(['deny', 'permit', 'permit']);
    expect([49999, 50000, 50999, 51000].map((p) => ask(rpc + set, p))).toEqual([
      'deny',
      'permit',
      'permit',
      'deny',
    ]);
  });
});

describe('places', () => {
  it('are the command, or the entry of a list with the command that uses it', () => {
    const text =
      '$all = @(\r\n  @{ DisplayName = "a" }\r\n)\r\nforeach ($one in $all) {\r\n  New-NetFirewallRule @one\r\n}\r\n New-NetFirewallRule -DisplayName b `\r\n  -Action Block\r\n';
    const [entry, command] = readWindows(text).rules;
    expect(entry?.place).toEqual({ file: 'fw.txt', line: 2, column: 3, length: 22 });
    expect(text.slice(entry?.span.start, entry?.span.end)).toBe('@{ DisplayName = "a" }');
    expect(entry?.via?.[0]).toMatchObject({
      place: { line: 5, column: 3 },
      text: 'New-NetFirewallRule @one',
    });
    expect(command?.place).toEqual({ file: 'fw.txt', line: 7, column: 2, length: 36 });
    expect(command?.text).toBe('New-NetFirewallRule -DisplayName b ` -Action Block');
    expect(command?.name).toBe('b');
  });
});
