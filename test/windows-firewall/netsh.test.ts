/** What `netsh advfirewall` writes, and batch files that call it. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { windowsFirewallReader } from '../../src/dialects/windows-firewall/reader.ts';
import type { FilterRule } from '../../src/policy/ruleset.ts';
import { readWindows } from '../rules/windows-kit.ts';
import { asked, fixture, web } from './kit.ts';

const recognised = (text: string): number => windowsFirewallReader.recognises(text, 'x.txt');

describe('the listing of netsh', () => {
  const text = fixture('listing.txt');
  const read = readWindows(text);

  it('is read with lists that go on, names that come twice, and types of ICMP', () => {
    expect(recognised(text)).toBeGreaterThan(0.9);
    // A rule that is off, and one for another profile.
    expect(read.codes).toEqual(['PT8004', 'PT8011']);
    expect(
      asked(text, web('10.20.0.5'), web('10.30.0.5', 10123), web('10.40.0.5'), web('10.20.0.5', 81)),
    ).toEqual(['permit', 'permit', 'depends', 'depends']);
    expect(asked(text, web('10.1.0.6', 1433), web('10.1.0.8', 1433), web('10.2.0.6', 1433))).toEqual([
      'permit',
      'permit',
      'deny',
    ]);
    expect(asked(text, 'icmp 10.9.0.1 > 10.0.0.1 type 8', 'icmp 10.9.0.1 > 10.0.0.1 type 0')).toEqual([
      'permit',
      'deny',
    ]);
    expect(asked(text, web('10.1.0.6', 50000), web('10.1.0.6', 135), web('10.9.0.6', 50000))).toEqual([
      'permit',
      'permit',
      'depends',
    ]);
    expect(read.ask('out', 'tcp 10.0.0.1:1 > 10.9.0.1:8530')).toBe('deny');
    expect(read.ask('out', 'tcp 10.0.0.1:1 > 10.9.0.1:8532')).toBe('permit');
  });

  it('gives rules their names and places', () => {
    const [http] = read.rules;
    expect(http?.name).toBe('CM MP HTTP');
    expect(http?.place).toMatchObject({ line: 2, column: 1 });
    expect(text.slice(http?.span.start, http?.span.end)).toMatch(/^Rule Name: [\s\S]*Action: +Allow$/);
  });

  it('is read in German', () => {
    const german = fixture('listing-german.txt');
    expect(readWindows(german).codes).toEqual([]);
    expect(asked(german, web('10.20.0.5'), web('10.21.0.5'))).toEqual(['permit', 'deny']);
  });

  it('depends on the program without `verbose`', () => {
    const terse = readWindows(fixture('listing-terse-warn.txt'));
    expect(terse.codes).toEqual(['PT8002']);
    expect(terse.diagnostics[0]?.help).toContain('verbose');
    expect([terse.ask('in', web('10.20.0.5')), terse.ask('in', web('10.21.0.5'))]).toEqual([
      'depends',
      'deny',
    ]);
  });

  it('is refused in a language that is not known', () => {
    const french = text.replaceAll('Rule Name:', 'Nom de la règle :');
    const refused = readWindows(french);
    expect(refused.codes).toEqual(['PT8008']);
    expect(refused.ask('in', web('10.20.0.5'))).toBe('depends');
  });

  it.each([
    ['a label', 'Edge traversal:', 'Moon phase:'],
    [
      'an action',
      'Action:                               Allow',
      'Action:                               Zulasse',
    ],
    [
      'a direction',
      'Direction:                            In',
      'Direction:                            Inwards',
    ],
    ['a field that is missing', 'Protocol:                             TCP\r\n', ''],
    [
      'a field that comes twice',
      'Enabled:                              Yes',
      'Enabled:                              Yes\r\nRemoteIP:                             Any',
    ],
    [
      'a line',
      'Profiles:                             Domain,Private,Public',
      'Profiles:                             Domain,Private,Public\r\nhello',
    ],
    ['a port', '80,443,10123', '80,443,http'],
    ['a type of ICMP', '8       Any', 'eight   Any'],
  ])('what is not understood is no certain permit: %s', (_, from, to) => {
    const changed = readWindows(text.replace(from, to));
    expect(changed.codes).toContain('PT8002');
    const packet = from.includes('8  ') ? 'icmp 10.20.0.5 > 10.0.0.1 type 8' : web('10.20.0.5', 443);
    expect(['depends', 'permit']).toContain(changed.ask('in', packet));
    if (!from.startsWith('80')) expect(changed.ask('in', packet)).toBe('depends');
    const touched: FilterRule | undefined = changed.rules.find((r) =>
      r.depends.some((d) => d.kind === 'not-understood'),
    );
    expect(touched ?? changed.rules.find((r) => r.action === 'unknown')).toBeDefined();
  });
});

describe('batch files', () => {
  const text = fixture('add-rules.cmd');
  const read = readWindows(text);

  it('are read as cmd.exe takes them apart', () => {
    expect(recognised(text)).toBeGreaterThan(0.9);
    expect(read.codes).toEqual(['PT8004']);
    expect(asked(text, web('10.20.0.5'), web('10.20.0.5', 443), web('10.30.0.5'))).toEqual([
      'permit',
      'permit',
      'deny',
    ]);
    expect(
      asked(
        text,
        'udp 10.20.0.9:1 > 10.0.0.1:69',
        'udp [fd20::1]:1 > [fd00::1]:69',
        'udp 10.20.1.0:1 > 10.0.0.1:69',
      ),
    ).toEqual(['permit', 'permit', 'deny']);
    expect(read.rules.map((r) => r.name)).toContain('CM & more | 100%');
    expect(asked(text, 'icmp 10.9.0.1 > 10.0.0.1 type 8', web('10.9.0.1', 22))).toEqual(['permit', 'deny']);
    const wmi = read.rules.find((r) => r.name === 'wmi');
    expect(wmi?.depends.map((d) => d.value)).toEqual(['%systemroot%\\system32\\svchost.exe', 'winmgmt']);
    expect(wmi?.matches[0]?.services[0]?.destination).toEqual({ first: 50000, last: 50999 });
    expect(read.ask('out', 'tcp 10.0.0.9:1 > 10.0.0.2:8531')).toBe('deny');
    expect(read.ask('out', 'tcp 10.0.0.9:1 > 10.0.0.3:8531')).toBe('permit');
  });

  it('decide nothing where they can not be followed', () => {
    const warn = readWindows(fixture('add-rules-warn.cmd'));
    expect(warn.codes).toEqual(['PT8001', 'PT8002', 'PT8002']);
    expect([80, 22, 23].map((port) => warn.ask('in', web('10.1.0.5', port)))).toEqual([
      'depends',
      'depends',
      'depends',
    ]);
  });

  const ADD = 'netsh advfirewall firewall add rule name=web dir=in action=allow protocol=tcp localport=80';
  it.each([
    [ADD, 'permit'],
    [`${ADD} service=any`, 'depends'],
    [`${ADD} security=authenticate`, 'depends'],
    [`${ADD} enable=no`, 'deny'],
    [`${ADD} profile=public`, 'deny'],
    [`${ADD} moon=full`, 'depends'],
    [`${ADD} remoteip=%1`, 'depends'],
    [
      `${ADD.replace('action=allow', 'action=bypass')} rmtcomputergrp="D:(A;;CC;;;DC)" security=authenticate`,
      'depends',
    ],
    [`if exist x ${ADD}`, 'depends'],
    [`x.exe && ${ADD}`, 'depends'],
    [`${ADD}\nnetsh advfirewall firewall delete rule name=web`, 'deny'],
    [`${ADD}\nnetsh advfirewall firewall delete rule name=web dir=out`, 'permit'],
    [`${ADD}\nnetsh advfirewall firewall delete rule name=web remoteip=10.0.0.0/8`, 'depends'],
    [`${ADD}\nnetsh advfirewall firewall delete rule name=all`, 'deny'],
    [`${ADD}\nnetsh advfirewall firewall set rule name=web new action=block`, 'deny'],
    [`${ADD}\nnetsh advfirewall firewall set rule group="File Sharing" new enable=yes`, 'depends'],
    [`${ADD}\nnetsh advfirewall firewall set rule group="remote desktop" new enable=yes`, 'permit'],
    [`for %%p in (22 80) do ${ADD.replace('=80', '=%%p')}`, 'permit'],
    [`for %%P in (22,81) do @${ADD.replace('=80', '=%%P')}`, 'deny'],
    [`for %%p in (80) do ${ADD.replace('=80', '=%%P')}`, 'depends'],
    [`for %%p in (t w e) do netsh advfirewall firewall delete rule name=%%peb\n${ADD}`, 'permit'],
    [`${ADD}\nfor %%p in (t w e) do netsh advfirewall firewall delete rule name=%%peb`, 'deny'],
    [`for %%a in (1 2) do for %%p in (22 80) do ${ADD}`, 'depends'],
    [`${'for %%a in (1 2 3 4 5 6 7 8 9) do '.repeat(30)}${ADD}`, 'depends'],
    [`for %%f in (*.txt) do ${ADD}`, 'depends'],
    [`for /f %%f in (hosts.txt) do ${ADD}`, 'depends'],
    [`${ADD}\nif %ERRORLEVEL% NEQ 0 exit /b 1`, 'permit'],
    [`net session >nul 2>&1\nif not %errorlevel%==0 exit /b 1\n${ADD}\nexit /b 0`, 'permit'],
    [`if %errorlevel%==0 exit /b 1\n${ADD}`, 'depends'],
    [`exit /b 0\n${ADD}`, 'deny'],
    [`${ADD}\nnetsh advfirewall set domainprofile firewallpolicy blockinboundalways,allowoutbound`, 'deny'],
    [`${ADD}\nnetsh advfirewall set allprofiles state off`, 'permit'],
    [`${ADD}\nnetsh advfirewall reset`, 'depends'],
    [`${ADD}\nnetsh advfirewall import x.wfw`, 'depends'],
    [`${ADD}\ngoto :eof`, 'depends'],
    [`${ADD}\nset X=1& echo %X%`, 'permit'],
    [`@${ADD}`, 'permit'],
    [`rem & ${ADD}`, 'permit'],
    [`rem x & ${ADD}`, 'deny'],
    [`:: & ${ADD}`, 'deny'],
    [ADD.replace('netsh', '"C:\\Windows\\System32\\netsh.exe"'), 'permit'],
  ])('%s', (script, verdict) => {
    expect(readWindows(`@echo off\n${script}\n`).ask('in', web('10.1.0.5'))).toBe(verdict);
  });

  it('take a rule beside another one', () => {
    const { config } = windowsFirewallReader.parse(`@echo off\n  ${ADD}\n`, 'x.cmd');
    const { configuration } = windowsFirewallReader.raise(config, { interfaces: new Map() });
    const anchor = configuration.rulesets[0]?.rules[0];
    if (!anchor) throw new Error('no rule');
    const match = {
      sources: [{ family: 4, first: 0x0a010000n, last: 0x0a01ffffn }],
      destinations: [
        { family: 4, first: 0n, last: 0xffffffffn },
        { family: 6, first: 0n, last: (1n << 128n) - 1n },
      ],
      services: [
        {
          protocol: { first: 6, last: 6 },
          source: { first: 0, last: 65535 },
          destination: { first: 443, last: 443 },
        },
      ],
    } as const;
    const lines = windowsFirewallReader.write(
      { action: 'permit', match, comment: '100% "CM" & more\\' },
      anchor,
      config,
    );
    expect(lines).toEqual([
      '  netsh advfirewall firewall add rule name="100%% \'CM\' & more\\\\" dir=in action=Allow protocol=TCP localport=443 remoteip=10.1.0.0/16',
    ]);
    const both = readWindows(`@echo off\n${ADD}\n${lines?.join('\n')}\n`);
    expect(both.codes).toEqual([]);
    expect(both.rules[1]?.name).toBe("100% 'CM' & more\\");
    expect(both.ask('in', web('10.1.0.5', 443))).toBe('permit');
  });

  it('of words at random never throw, and never permit for certain what has a part that is not understood', () => {
    const words = [
      'netsh ',
      'advfirewall ',
      'firewall ',
      'add rule ',
      'name=x ',
      'dir=in ',
      'action=allow ',
      'localport=80 ',
      'protocol=tcp ',
      '"',
      '^',
      '&',
      '|',
      '%',
      '%%',
      '%x%',
      '\n',
      '^\n',
      'set ',
      'x=1 ',
      '>nul ',
      '2>&1 ',
      'if ',
      '(',
      ')',
      '\\',
      'moon=1 ',
    ];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...words), { maxLength: 40 }), (soup) => {
        const soupText = `netsh advfirewall set allprofiles state on\n${soup.join('')}`;
        const { rules } = readWindows(soupText);
        for (const rule of rules)
          if (rule.action === 'permit' && rule.text.includes('moon=1')) expect(rule.depends).not.toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    '^\n',
    '& ',
    '"',
    '%x',
    '%a%',
    '\\',
    'netsh advfirewall firewall add rule name=a ',
    'x=',
    'Rule Name: x\n',
  ])('of a megabyte of %j are read in time', (part) => {
    const start = performance.now();
    readWindows(`netsh advfirewall set allprofiles state on\n${part.repeat(1_000_000 / part.length)}`);
    readWindows(`${text}${part.repeat(500_000 / part.length)}`);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
