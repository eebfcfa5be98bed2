import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HTTP, readWindows } from '../../../../../test/rules/windows-kit.ts';
import type { AddressRange } from '../../../../net/network.ts';
import { formatAddress } from '../../../../net/network.ts';

const ruleOf = (fields: string): string => `v2.30|Action=Allow|Active=TRUE|Dir=In|${fields}|`;
const make = (parameters: string): string => `New-NetFirewallRule -DisplayName x ${parameters}`;
const asked = (text: string, ...packets: string[]): string[] =>
  packets.map((p) => readWindows(text).ask('in', p));

describe('addresses', () => {
  it.each([
    ['10.1.0.0/16', '10.1.0.0', '10.1.255.255'],
    ['10.1.7.9/16', '10.1.0.0', '10.1.255.255'],
    ['10.1.0.0/255.255.0.0', '10.1.0.0', '10.1.255.255'],
    ['10.1.0.5', '10.1.0.5', '10.1.0.5'],
    ['10.1.0.5-10.1.0.9', '10.1.0.5', '10.1.0.9'],
    ['128.0.0.0/1', '128.0.0.0', '255.255.255.255'],
    ['fd00::/64', 'fd00::', 'fd00::ffff:ffff:ffff:ffff'],
    ['fd00::5-fd00::9', 'fd00::5', 'fd00::9'],
  ])('%s', (text, first, last) => {
    const [rule] = readWindows(make(`-RemoteAddress ${text}`)).rules;
    const [range] = rule?.matches[0]?.sources ?? [];
    expect(
      range && [formatAddress(range.family, range.first), formatAddress(range.family, range.last)],
    ).toEqual([first, last]);
    expect(rule?.depends).toEqual([]);
  });

  it.each([
    '10.0.0.256',
    '10.0.0',
    '1.2.3.4.5',
    '10.0.0.0/33',
    '10.0.0.0/255.0.255.0',
    '9-8',
    '010.0.0.1',
    'x',
    '',
  ])('%j is not understood', (text) => {
    const read = readWindows(make(`-RemoteAddress '${text}'`));
    expect(read.codes).toEqual(['PT8002']);
    expect(read.ask('in', HTTP)).toBe('depends');
  });

  it('keeps what is certain beside a word for what is not', () => {
    const text = make('-RemoteAddress 10.1.0.0/16,LocalSubnet4');
    expect(asked(text, HTTP, 'tcp 10.9.0.5:1 > 10.0.0.1:80', 'tcp [fd00::1]:1 > [fd00::2]:80')).toEqual([
      'permit',
      'depends',
      'deny',
    ]);
  });

  it('takes local for the destination inbound, and for the source outbound', () => {
    const text = `${make('-LocalAddress 10.0.0.1 -Action Block')}\n${make('-Direction Outbound -LocalAddress 10.0.0.1 -RemoteAddress 10.1.0.5 -Action Block')}\nSet-NetFirewallProfile -All -DefaultInboundAction Allow`;
    const read = readWindows(text);
    expect(read.ask('in', HTTP)).toBe('deny');
    expect(read.ask('in', 'tcp 10.0.0.1:1 > 10.1.0.5:80')).toBe('permit');
    expect(read.ask('out', 'tcp 10.0.0.1:1 > 10.1.0.5:80')).toBe('deny');
    expect(read.ask('out', 'tcp 10.1.0.5:1 > 10.0.0.1:80')).toBe('permit');
  });

  it('matches nothing between families', () => {
    expect(readWindows(make('-LocalAddress 10.0.0.1 -RemoteAddress fd00::1')).rules[0]?.matches).toEqual([]);
  });
});

describe('ports and protocols', () => {
  const at = (port: number, from = 50000): string => `tcp 10.1.0.5:${from} > 10.0.0.1:${port}`;
  it('reads single ports, ranges and source ports', () => {
    const text = ruleOf('Protocol=6|LPort=80|LPort=443|LPort2_10=8000-8010|RPort2_10=50000-50009');
    expect(asked(text, at(80), at(443), at(8010), at(8011), at(80, 50010), at(79))).toEqual([
      'permit',
      'permit',
      'permit',
      'deny',
      'deny',
      'deny',
    ]);
  });

  it('reads RPC as the dynamic range, for TCP only', () => {
    expect(asked(make('-Protocol TCP -LocalPort RPC,RPCEPMap'), at(135), at(49152), at(136))).toEqual([
      'permit',
      'permit',
      'deny',
    ]);
    expect(asked(ruleOf('Protocol=6|LPort=RPC-EPMap'), at(135), at(136))).toEqual(['permit', 'deny']);
    expect(readWindows(make('-Protocol UDP -LocalPort RPC')).codes).toEqual(['PT8002']);
  });

  it('lets words for a part of Windows depend on it', () => {
    expect(asked(make('-Protocol TCP -LocalPort IPHTTPSIn,80'), at(443), at(80), at(81))).toEqual([
      'depends',
      'permit',
      'deny',
    ]);
    expect(asked(make('-Protocol UDP -LocalPort Teredo'), 'udp 10.1.0.5:1 > 10.0.0.1:9', at(9))).toEqual([
      'depends',
      'deny',
    ]);
  });

  it.each([
    ['-Protocol ICMPv4 -IcmpType 8', ['permit', 'permit', 'deny', 'deny']],
    ['-Protocol ICMPv4 -IcmpType 8:0', ['permit', 'deny', 'deny', 'deny']],
    ['-Protocol ICMPv4', ['permit', 'permit', 'permit', 'deny']],
    ['-Protocol 1 -IcmpType Any -LocalPort RPC', ['permit', 'permit', 'permit', 'deny']],
    ['-Protocol ICMPv6 -IcmpType 128', ['deny', 'deny', 'deny', 'permit']],
    ['-Protocol 58', ['deny', 'deny', 'deny', 'permit']],
    ['-Protocol Any', ['permit', 'permit', 'permit', 'permit']],
    ['-Protocol 47', ['deny', 'deny', 'deny', 'deny']],
  ])('%s', (text, verdicts) => {
    expect(
      asked(
        make(text),
        'icmp 10.1.0.5 > 10.0.0.1 type 8',
        'icmp 10.1.0.5 > 10.0.0.1 type 8 code 1',
        'icmp 10.1.0.5 > 10.0.0.1 type 0',
        'icmp6 fd00::1 > fd00::2 type 128',
      ),
    ).toEqual(verdicts);
  });

  it.each([
    '-Protocol 300',
    '-Protocol Moon',
    '-Protocol TCP -LocalPort 70000',
    '-Protocol TCP -LocalPort 9-8',
    "-Protocol TCP -LocalPort '80,81'",
    '-LocalPort 80',
    '-Protocol ICMPv4 -IcmpType 256',
    '-Action Moon',
    '-Profile Moon',
    '-Enabled Moon',
  ])('%s is not understood', (text) => {
    const read = readWindows(make(text));
    expect(read.codes).toEqual(['PT8002']);
    expect(read.rules[0]?.depends[0]?.kind).toBe('not-understood');
  });
});

describe('what else decides', () => {
  it.each([
    [
      '-Program %SystemRoot%\\System32\\svchost.exe -Service RpcSs',
      [
        ['program', '%systemroot%\\system32\\svchost.exe'],
        ['windows-service', 'rpcss'],
      ],
    ],
    ['-Program "$env:windir/System32/x.exe"', [['program', '%systemroot%\\system32\\x.exe']]],
    ["-Program 'C:\\Program Files\\x.exe'", [['program', '%programfiles%\\x.exe']]],
    ['-Program System', [['program', 'system']]],
    ['-Program Any -Service Any -InterfaceType Any -RemoteUser Any -Authentication NotRequired', []],
    ['-Service *', [['other', undefined]]],
    ['-InterfaceType Wired', [['interface', undefined]]],
    ['-InterfaceAlias Ethernet', [['interface', undefined]]],
    ["-RemoteUser 'O:LSD:(A;;CC;;;S-1-5-84)'", [['user', undefined]]],
    [
      '-Authentication Required -Encryption Required',
      [
        ['security', undefined],
        ['security', undefined],
      ],
    ],
    ['-OverrideBlockRules True', [['security', undefined]]],
    ['-Package S-1-15-2-1', [['application', undefined]]],
    ['-Platform 6.1+', [['other', undefined]]],
    ['-DynamicTarget WifiDirectPrinting', [['application', undefined]]],
    [
      '-EdgeTraversalPolicy Block -Description d -Group g -LocalOnlyMapping $false -LooseSourceMapping $false',
      [],
    ],
  ])('%s', (text, depends) => {
    const read = readWindows(make(text));
    expect(read.diagnostics).toEqual([]);
    expect(read.rules[0]?.depends.map(({ kind, value }) => [kind, value])).toEqual(depends);
  });

  it('lets a rule that bypasses depend on authentication', () => {
    const read = readWindows(
      ruleOf('Protocol=6|LPort=80|Security=Authenticate|RMauth=O:LSD:').replace('Allow', 'ByPass'),
    );
    expect(read.rules[0]).toMatchObject({
      action: 'permit',
      depends: [{ kind: 'security' }, { kind: 'security' }, { kind: 'security' }],
    });
  });

  it.each([
    ruleOf('Protocol=6|LPort=80|Security=Authenticate|RMauth=O:LSD:').replace('Allow', 'ByPass'),
    make('-Protocol TCP -LocalPort 80 -Authentication Required -OverrideBlockRules True -RemoteMachine D:x'),
  ])('lets what comes authenticated pass a rule that blocks: %s', (bypass) => {
    const isString = bypass.startsWith('v');
    const block = isString
      ? ruleOf('Protocol=6|LPort=80|').replace('Allow', 'Block')
      : make('-Protocol TCP -LocalPort 80 -Action Block').replace('-Action Allow', '');
    const read = readWindows(`${block}\n${bypass}\n`);
    expect(read.ask('in', HTTP)).toBe('depends');
    expect(readWindows(`${block}\n${bypass.replace('80', '81')}\n`).ask('in', HTTP)).toBe('deny');
  });

  it('knows what stands behind an interface where it is told', () => {
    const behind: AddressRange = { family: 4, first: 0x0a010000n, last: 0x0a01ffffn };
    const read = readWindows(make('-InterfaceAlias Ethernet'), new Map([['Ethernet', [behind]]]));
    expect([read.ask('in', HTTP), read.ask('in', 'tcp 10.2.0.5:1 > 10.0.0.1:80')]).toEqual([
      'permit',
      'deny',
    ]);
  });

  it('lets a rule that blocks win, wherever it stands', () => {
    const text = `${make('-Protocol TCP -LocalPort 80')}\n${make('-Action Block -RemoteAddress 10.1.0.0/16')}`;
    expect(asked(text, HTTP, 'tcp 10.2.0.5:1 > 10.0.0.1:80')).toEqual(['deny', 'permit']);
    expect(asked(`${text} -Program x.exe`, HTTP)).toEqual(['depends']);
  });

  it('leaves rules out that are off or for other profiles, and says so', () => {
    const text = [
      make('-Enabled False'),
      make('-Profile Private,Public'),
      make("-Profile 'Public, Private'"),
      make('-Profile Public'),
    ].join('\n');
    const read = readWindows(text);
    expect(read.codes).toEqual(['PT8004', 'PT8011']);
    expect(read.diagnostics[1]?.message).toContain('3 rules');
    expect(read.rules).toEqual([]);
    expect(asked(ruleOf('Profile=Domain|Profile=Public|Protocol=6'), HTTP)).toEqual(['permit']);
    expect(asked(ruleOf('Profile=Public|Protocol=6'), HTTP)).toEqual(['deny']);
  });

  it('knows the defaults', () => {
    const [inbound, outbound] = readWindows(make('')).configuration.rulesets;
    expect(inbound).toMatchObject({
      name: 'inbound rules',
      hook: 'in',
      order: 'block-beats-allow',
      stateful: true,
      otherwise: { action: 'deny' },
    });
    expect(outbound).toMatchObject({ name: 'outbound rules', hook: 'out', otherwise: { action: 'permit' } });
    expect(inbound?.otherwise.place).toBeUndefined();
  });
});

describe('words of any kind', () => {
  const word = fc.oneof(
    fc.constantFrom(
      'Allow',
      'Block',
      'In',
      'Any',
      '*',
      '8',
      '80-90',
      'RPC',
      '10.0.0.1',
      'LocalSubnet',
      'Domain',
      'TRUE',
      'Moon',
      '256',
      '',
    ),
    fc.string({ maxLength: 8 }),
  );
  const KEYS = [
    'Action',
    'Active',
    'Dir',
    'Profile',
    'Protocol',
    'LPort',
    'RPort',
    'LPort2_10',
    'LA4',
    'RA4',
    'RA6',
    'ICMP4',
    'App',
    'Svc',
    'IF',
    'Security',
    'Platform',
    'X',
  ];
  it('never make a certain permit of a rule with a part that is not understood', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.constantFrom(...KEYS), word), { maxLength: 12 }), (fields) => {
        const text = `v2.30|${fields.map(([key, value]) => `${key}=${value}|`).join('')}`;
        if (/[\r\n]/.test(text)) return;
        const read = readWindows(text);
        const isNamed = read.codes.some((code) => code === 'PT8001' || code === 'PT8002');
        if (isNamed)
          for (const hook of ['in', 'out'] as const) {
            const strange = read.rules.filter(
              (rule) => rule.depends.some((d) => d.kind === 'not-understood') || rule.action === 'unknown',
            );
            expect(strange.length + (read.rules.length === 0 ? 1 : 0)).toBeGreaterThan(0);
            expect(['permit', 'deny', 'depends']).toContain(read.ask(hook, HTTP));
          }
      }),
      { numRuns: 2000 },
    );
  });
});
