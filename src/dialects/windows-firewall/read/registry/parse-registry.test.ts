import { describe, expect, it } from 'vitest';
import { HTTP, readWindows } from '../../../../../test/rules/windows-kit.ts';

const RULE = 'v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=80|Name=web|';
const KEY =
  'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy';
const POLICY = 'HKEY_LOCAL_MACHINE\\SOFTWARE\\Policies\\Microsoft\\WindowsFirewall';

describe('the registry’s rules', () => {
  it.each([
    ['one a line', RULE],
    ['with a byte order mark and blank lines', `\ufeff\r\n${RULE}\r\n\r\n`],
    ['of an old version', RULE.replace('v2.30', 'v2.0')],
    ['in other letters', 'V2.10|ACTION=ALLOW|ACTIVE=true|DIR=in|PROTOCOL=6|LPORT=80|'],
    [
      'from reg export',
      `Windows Registry Editor Version 5.00\r\n\r\n[${KEY}\\FirewallRules]\r\n"{A-1}"="${RULE}"\r\n`,
    ],
    ['from reg query', `\r\n${KEY}\\FirewallRules\r\n    {A 1}    REG_SZ    ${RULE}\r\n`],
    ['of a group policy', `[${POLICY}\\FirewallRules]\n"x"="${RULE}"`],
    [
      'beside other keys',
      `[${KEY}]\n"Epoch"=hex:00,\\\n  01,02\n[${KEY}\\FirewallRules]\n"x"="${RULE}"\n[HKEY_LOCAL_MACHINE\\SOFTWARE\\Other]\n"y"="z"`,
    ],
  ])('%s', (_, text) => {
    const read = readWindows(text);
    expect(read.diagnostics).toEqual([]);
    expect(read.ask('in', HTTP)).toBe('permit');
    expect(read.ask('in', 'tcp 10.1.0.5:50000 > 10.0.0.1:81')).toBe('deny');
  });

  it('undoes the escapes of a file', () => {
    const read = readWindows(
      `[${KEY}\\FirewallRules]\n"a\\"b"="v2.30|Action=Allow|Active=TRUE|Dir=In|App=C:\\\\Windows\\\\x.exe|Name=a \\"b\\"|"`,
    );
    expect(read.rules[0]?.name).toBe('a "b"');
    expect(read.rules[0]?.depends).toEqual([
      { kind: 'program', text: 'the program %systemroot%\\x.exe', value: '%systemroot%\\x.exe' },
    ]);
  });

  it('takes the profile’s settings, the policy’s first', () => {
    const out = 'tcp 10.0.0.1:1 > 10.1.0.5:80';
    const setting = (key: string, name: string, value: string): string =>
      `[${key}]\n"${name}"=dword:${value}\n`;
    const block = setting(`${KEY}\\DomainProfile`, 'DefaultOutboundAction', '00000001');
    expect(readWindows(block).ask('out', out)).toBe('deny');
    expect(
      readWindows(block + setting(`${POLICY}\\DomainProfile`, 'DefaultOutboundAction', '00000000')).ask(
        'out',
        out,
      ),
    ).toBe('permit');
    expect(
      readWindows(setting(`${POLICY}\\DomainProfile`, 'DefaultOutboundAction', '00000000') + block).ask(
        'out',
        out,
      ),
    ).toBe('permit');
    expect(readWindows(setting(`${KEY}\\PublicProfile`, 'DefaultOutboundAction', '1')).ask('out', out)).toBe(
      'permit',
    );
    expect(readWindows(setting(`${KEY}\\DomainProfile`, 'EnableFirewall', '0')).ask('in', HTTP)).toBe(
      'permit',
    );
    expect(
      readWindows(`${RULE}\n${setting(`${KEY}\\DomainProfile`, 'DoNotAllowExceptions', '1')}`).ask(
        'in',
        HTTP,
      ),
    ).toBe('deny');
    const stores = ['PersistentStore', 'contoso.com\\\\Servers'].map(
      (store) =>
        `New-NetFirewallRule -DisplayName x -PolicyStore ${store}\nSet-NetFirewallProfile -PolicyStore contoso.com\\x -AllowLocalFirewallRules False`,
    );
    expect(stores.map((text) => readWindows(text).ask('in', HTTP))).toEqual(['deny', 'permit']);
    const merge = setting(`${POLICY}\\DomainProfile`, 'AllowLocalPolicyMerge', '0');
    expect(readWindows(`${RULE}\n${merge}`).ask('in', HTTP)).toBe('deny');
    expect(
      readWindows(`${KEY}\\DomainProfile\n    DefaultOutboundAction    REG_DWORD    0x1\n`).ask('out', out),
    ).toBe('deny');
  });

  it.each([
    ['a key', `${RULE.slice(0, -9)}Moon=full|`, ['PT8002']],
    ['a line', `${RULE.replace('80', '81')}\nhello`, ['PT8001']],
    ['an address', RULE.replace('Name', 'RA4=moon|Name'), ['PT8002']],
    ['a port', RULE.replace('LPort=80', 'LPort=Moon'), ['PT8002']],
    ['a rule without an action', RULE.replace('Action=Allow|', ''), ['PT8002']],
    ['a rule without a direction', RULE.replace('Dir=In|', ''), ['PT8002']],
    ['a rule that perhaps is on', RULE.replace('Active=TRUE|', ''), ['PT8002']],
    ['a rule without an end', RULE.slice(0, -1), ['PT8002']],
    ['bytes', `[${KEY}\\FirewallRules]\n"x"=hex:00,01`, ['PT8001']],
    [
      'a list of open ports',
      `[${POLICY}\\DomainProfile\\GloballyOpenPorts\\List]\n"80:TCP"="80:TCP:*:Enabled:web"`,
      ['PT8001'],
    ],
  ])('what is not understood decides nothing: %s', (_, text, codes) => {
    const read = readWindows(text);
    expect(read.codes).toEqual(codes);
    expect(read.ask('in', HTTP)).toBe('depends');
  });

  it('leaves the rules that harden services out', () => {
    const read = readWindows(
      `[${KEY}\\RestrictedServices\\Static\\System]\n"a"="V2.0|Action=Block|Dir=In|Active=TRUE|"\n"b"="V2.0|Action=Block|Dir=Out|Active=TRUE|"\n[${KEY}\\FirewallRules]\n"x"="${RULE}"`,
    );
    expect(read.codes).toEqual(['PT8010']);
    expect(read.ask('in', HTTP)).toBe('permit');
  });
});

describe('other forms', () => {
  it.each([
    [
      'netsh in Danish',
      'Regelnavn:                            ping\r\n----------------------------------------------------------------------\r\nEnabled:                              Yes\r\n',
    ],
    ['a binary hive', 'regf\u0001\u0000\u0000'],
  ])('%s is named, and decides nothing', (_, text) => {
    const read = readWindows(text);
    expect(read.codes).toEqual(['PT8008']);
    expect(read.diagnostics[0]?.help).toContain('reg export');
    expect(read.ask('in', HTTP)).toBe('depends');
    expect(read.ask('out', HTTP)).toBe('depends');
  });

  it('says so where there is no rule', () => {
    expect(readWindows('').codes).toEqual(['PT8007']);
    expect(readWindows('# nothing\n').codes).toEqual(['PT8007']);
  });
});
