import { describe, expect, it } from 'vitest';
import { fixture, type Reading, readWith } from '../../../test/dialects/reader-kit.ts';
import { recogniseDialect } from '../readers.ts';
import type { FortiConfig } from './model.ts';
import { fortiosReader } from './reader.ts';

const read = (text: string, interfaces: Record<string, string[]> = {}): Reading<FortiConfig> =>
  readWith(fortiosReader, text, interfaces);

/** One policy for everything but what `lines` set otherwise. */
const policy = (id: number, ...lines: string[]): string => {
  const keys = new Set(lines.map((line) => line.split(' ')[1]));
  const usual = [
    'set srcintf "any"',
    'set dstintf "any"',
    'set srcaddr "all"',
    'set dstaddr "all"',
    'set action accept',
    'set schedule "always"',
    'set service "ALL"',
  ].filter((line) => !keys.has(line.split(' ')[1]));
  return ['edit', ` ${id}\n`, ...[...usual, ...lines].map((line) => `  ${line}\n`), 'next\n'].join('');
};
const policies = (...entries: string[]): string => `config firewall policy\n${entries.join('')}end\n`;
const addresses = (...entries: string[]): string =>
  `config firewall address\n${entries.map((entry) => `${entry}\nnext\n`).join('')}end\n`;

describe('a backup', () => {
  const fw = read(fixture('fortios/backup.conf'));

  it('is read without a word about what it holds, but for what is switched off', () => {
    expect(fw.diagnostics.map((d) => [d.code, d.message, d.place?.line])).toEqual([
      ['PT8004', '"was for tests" (firewall policy) is disabled and left out', 177],
    ]);
    expect(recogniseDialect(fixture('fortios/backup.conf'), 'x')?.id).toBe('fortios');
  });

  it('permits what its policies accept, in their order, and nothing else', () => {
    expect(fw.ask('tcp 10.20.17.5:50000 > 10.0.0.1:80')).toBe('permit');
    expect(fw.ask('tcp 10.20.17.5:50000 > 10.0.0.29:445')).toBe('permit');
    expect(fw.ask('icmp 10.20.17.5 > 10.0.0.20')).toBe('permit');
    expect(fw.ask('tcp 10.20.17.5:50000 > 10.0.0.30:445')).toBe('deny');
    expect(fw.ask('tcp 10.0.0.1:50000 > 10.20.17.5:80')).toBe('deny');
    expect(fw.ask('udp 10.0.0.1:40001 > 10.24.0.5:9')).toBe('permit');
    expect(fw.ask('udp 10.0.0.1:40002 > 10.24.0.5:9')).toBe('deny');
  });

  it('takes excluded members out of a group', () => {
    expect(fw.ask('tcp 10.20.17.5:50000 > 10.0.0.24:80')).toBe('permit');
    expect(fw.ask('tcp 10.20.17.5:50000 > 10.0.0.25:80')).toBe('deny');
  });

  it('knows from its own interfaces and routes what is behind them', () => {
    expect(fw.ask('udp 10.0.0.1:40000 > 8.8.8.8:9')).toBe('deny');
    expect(fw.ask('udp 10.20.0.1:40000 > 10.20.0.2:9')).toBe('deny');
    expect(fw.ask('udp 10.0.1.7:40000 > 10.20.0.2:9')).toBe('permit');
  });

  it('leaves open what a schedule decides', () => {
    expect(fw.ask('tcp 10.20.0.5:50000 > 10.0.0.1:22')).toBe('depends');
    expect(fw.why('tcp 10.20.0.5:50000 > 10.0.0.1:22')).toEqual([
      'the schedule "worktime" (monday tuesday wednesday thursday friday 08:00-18:00)',
    ]);
  });

  it('calls rules by their names and shows where they stand', () => {
    const rule = fw.configuration.rulesets[0]?.rules.find((r) => r.name === 'berlin to site systems');
    expect(rule?.place).toMatchObject({ line: 155, column: 5 });
    expect(rule?.text).toMatch(/^edit 7 set name "berlin to site systems"/);
  });
});

describe('a full configuration', () => {
  it('says nothing more with its defaults', () => {
    const fw = read(fixture('fortios/full.conf'));
    expect(fw.diagnostics.map((d) => [d.code, d.message])).toEqual([]);
    expect(fw.ask('tcp 10.20.17.5:50000 > 10.0.0.1:80')).toBe('permit');
    expect(fw.ask('udp 10.20.17.5:50000 > 10.0.0.1:80')).toBe('deny');
    expect(fw.ask('tcp 10.20.17.5:50000 > 10.0.0.2:80')).toBe('deny');
  });
});

describe('what is not understood', () => {
  const fw = read(fixture('fortios/backup-warn.conf'));

  it('is named', () => {
    expect(fw.diagnostics.map((d) => [d.code, d.message, d.place?.line])).toEqual([
      ['PT8001', '"sett nonsense" was not understood', 47],
      ['PT8001', '"config firewall hologram" was not understood', 69],
      ['PT8003', 'the address "missing" is defined nowhere', 48],
      ['PT8002', 'the setting "frobnicate" of "odd" was not understood', 9],
      ['PT8003', 'the service "no-such-service" is defined nowhere', 48],
      ['PT8002', 'the setting "quantum-tunnel" of a policy was not understood', 65],
      ['PT8005', 'what stands behind the interface "lan" is not known', 57],
    ]);
  });

  it('leaves open what it concerns', () => {
    for (const packet of ['tcp 10.9.9.9:1 > 10.0.0.1:443', 'tcp 10.9.9.9:1 > 10.5.5.5:25'])
      expect(fw.ask(packet)).toBe('depends');
    expect(fw.why('tcp 10.9.9.9:1 > 10.5.5.5:443')).toEqual(
      expect.arrayContaining([
        'the addresses of "*.manage.microsoft.com"',
        '"sett nonsense" in line 47, which was not understood',
        'the address "missing", which is defined nowhere',
        'the user groups "CM admins"',
        '"config firewall hologram" in line 69, which was not understood',
      ]),
    );
  });

  it('says how many more there are after some hundred', () => {
    const { diagnostics } = read('bogus\n'.repeat(1000));
    expect(diagnostics.length).toBeLessThan(210);
    expect(diagnostics.at(-2)?.message).toBe('800 more lines were not understood in fw.conf');
  });
});

describe('virtual domains', () => {
  const fw = read(fixture('fortios/vdoms.conf'));

  it('judge what comes through their own interfaces', () => {
    expect(fw.ask('tcp 10.20.0.5:50000 > 10.30.0.5:445')).toBe('permit');
    expect(fw.ask('tcp 10.20.0.5:50000 > 10.30.0.5:80')).toBe('deny');
    expect(fw.ask('tcp 10.30.0.5:50000 > 10.20.0.5:445')).toBe('deny');
    expect(fw.configuration.rulesets.map((r) => r.name)).toContain('firewall policy (virtual domain lab)');
  });

  it('leave open what comes from elsewhere', () => {
    expect(fw.ask('tcp 10.99.0.5:50000 > 10.99.9.9:445')).toBe('depends');
  });
});

describe('address translation', () => {
  const fw = read(fixture('fortios/nat.conf'));

  it('is said', () => {
    expect(fw.codes).toEqual(['PT8009', 'PT8010']);
  });

  it('leaves open what a virtual IP changes', () => {
    expect(fw.ask('tcp 198.51.100.7:50000 > 203.0.113.8:443')).toBe('depends');
    expect(fw.ask('tcp 198.51.100.7:50000 > 10.0.0.8:8443')).toBe('depends');
    expect(fw.ask('tcp 198.51.100.7:50000 > 203.0.113.9:443')).toBe('deny');
  });

  // Policies that deny addresses don't see what a virtual IP translated; its own policy below them does.
  it('leaves open what goes past a policy that denies, on to the virtual IP', () => {
    const deny = (more: string): string =>
      `config firewall policy
    edit 7
        set srcintf "any"
        set dstintf "any"
        set srcaddr "all"
        set dstaddr "all"
        set schedule "always"
        set service "ALL"
        ${more}
    next`;
    const behind = (more: string, version = ''): ReturnType<typeof read> =>
      read(version + fixture('fortios/nat.conf').replace('config firewall policy', deny(more)));
    const packet = 'tcp 198.51.100.7:50000 > 10.0.0.8:8443';
    const blind = behind('');
    expect(blind.ask(packet)).toBe('depends');
    expect(blind.why(packet)).toContain(
      'whether the destination was translated, which "policy 7" without match-vip does not see',
    );
    expect(blind.ask('tcp 198.51.100.7:50000 > 203.0.113.8:443')).toBe('depends');
    expect(blind.ask('tcp 198.51.100.7:50000 > 10.0.0.9:8443')).toBe('deny');
    expect(behind('set match-vip enable').ask(packet)).toBe('deny');
    expect(behind('set match-vip disable').ask(packet)).toBe('depends');
    expect(behind('', '#config-version=FGT60F-7.0.12-FW-build0523-230606:opmode=0\n').ask(packet)).toBe(
      'depends',
    );
    expect(behind('', '#config-version=FGT60F-7.4.3-FW-build2573-240201:opmode=0\n').ask(packet)).toBe(
      'deny',
    );
  });

  it('leads to the servers that share the load', () => {
    const balanced = (ip: string): ReturnType<typeof read> =>
      read(
        fixture('fortios/nat.conf').replace(
          'set mappedip "10.0.0.8"',
          `set type server-load-balance
        config realservers
            edit 1
                ${ip}
                set port 8443
            next
        end`,
        ),
      );
    const one = balanced('set ip 10.0.0.8');
    expect(one.ask('tcp 198.51.100.7:50000 > 10.0.0.8:8443')).toBe('depends');
    expect(one.ask('tcp 198.51.100.7:50000 > 10.0.0.7:8443')).toBe('deny');
    expect(balanced('set address "web"').ask('tcp 198.51.100.7:50000 > 10.0.0.7:8443')).toBe('depends');
  });

  it('changes nothing where it is about sources', () => {
    expect(fw.ask('tcp 10.0.0.8:50000 > 198.51.100.7:443')).toBe('permit');
  });
});

describe('policy-based mode', () => {
  const fw = read(fixture('fortios/applications.conf'));
  it('asks both lists, and leaves open what an application decides', () => {
    expect(fw.ask('tcp 10.0.0.8:50000 > 198.51.100.7:443')).toBe('permit');
    expect(fw.ask('tcp 10.0.0.8:50000 > 198.51.100.7:80')).toBe('depends');
    expect(fw.why('tcp 10.0.0.8:50000 > 198.51.100.7:80')).toContain('the applications "41541", "43541"');
  });
});

describe('security policies of FortiOS 6.2', () => {
  const policy = (more: string): ReturnType<typeof read> =>
    read(`config firewall security-policy
    edit 1
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr4 "all"
        set dstaddr4 "all"
        set srcaddr6 "all"
        set dstaddr6 "all"
        set schedule "always"
        set service "HTTP"
        set enforce-default-app-port disable
        ${more}
    next
end`);

  it('have names of their own for addresses of IPv4, and one negation', () => {
    expect(policy('').ask('tcp 10.2.3.4:500 > 10.1.1.10:80')).toBe('permit');
    expect(policy('').ask('tcp [fd00::1]:500 > [fd00::2]:80')).toBe('permit');
    expect(policy('').ask('tcp 10.2.3.4:500 > 10.1.1.10:81')).toBe('deny');
    expect(policy('set srcaddr-negate enable').ask('tcp 10.2.3.4:500 > 10.1.1.10:80')).toBe('depends');
  });
});

describe('IPv6', () => {
  it('has a list of its own in old versions', () => {
    const fw = read(fixture('fortios/old-ipv6.conf'));
    expect(fw.codes).toEqual([]);
    expect(fw.ask('tcp [fd00::99]:50000 > [fd00::1]:443')).toBe('permit');
    expect(fw.ask('tcp [fd00::99]:50000 > [fd00::1f]:443')).toBe('permit');
    expect(fw.ask('tcp [fd00::99]:50000 > [fd00::20]:443')).toBe('deny');
    expect(fw.ask('tcp [fd00::99]:50000 > [fd00::1]:80')).toBe('deny');
    expect(fw.ask('tcp 10.0.0.9:50000 > 10.0.0.1:80')).toBe('permit');
  });

  it('stands beside IPv4 in one policy, each with its own sides', () => {
    const fw = read(
      `config firewall address6\nedit s\nset ip6 fd00::1/128\nnext\nend\n${addresses('edit s4\nset subnet 10.0.0.1/32')}${policies(
        policy(1, 'set dstaddr s4', 'set srcaddr6 all', 'set dstaddr6 s'),
      )}`,
    );
    expect(fw.codes).toEqual([]);
    expect(fw.ask('tcp [fd00::99]:50000 > [fd00::1]:443')).toBe('permit');
    expect(fw.ask('tcp [fd00::99]:50000 > [fd00::2]:443')).toBe('deny');
    expect(fw.ask('tcp 10.0.0.9:50000 > 10.0.0.2:80')).toBe('deny');
  });

  it('is not touched by a policy for IPv4 alone', () => {
    expect(read(policies(policy(1))).ask('tcp [fd00::99]:50000 > [fd00::1]:443')).toBe('deny');
  });
});

describe('a script', () => {
  it('changes entries that are there, and their order', () => {
    const fw = read(fixture('fortios/edited.conf'));
    expect(fw.codes).toEqual([]);
    expect(fw.ask('tcp 10.0.0.1:50000 > 10.9.9.9:443')).toBe('permit');
    expect(fw.ask('tcp 10.0.0.2:50000 > 10.9.9.9:443')).toBe('permit');
    expect(fw.ask('tcp 10.0.0.2:50000 > 10.9.9.9:80')).toBe('deny');
    expect(fw.ask('tcp 10.0.0.1:50000 > 10.0.0.2:443')).toBe('deny');
    expect(fw.ask('tcp 10.0.0.9:50000 > 10.9.9.9:443')).toBe('deny');
  });

  it('keeps the place of an entry that is entered again', () => {
    const text = `${policies(policy(1, 'set service SSH'), policy(2))}config firewall policy\nedit 1\nset status disable\nunset status\nnext\nend\n`;
    const rule = read(text).configuration.rulesets[0]?.rules.find((r) => r.name === 'policy 1');
    expect(text.slice(rule?.span.start, rule?.span.end)).toMatch(/^edit 1\n[\s\S]*service SSH\nnext$/);
  });

  it('takes an entry that only `end` ends up to its last line', () => {
    const text = policies(policy(1)).replace('next\n', '');
    const rule = read(text).configuration.rulesets[0]?.rules.at(-1);
    expect(text.slice(rule?.span.start, rule?.span.end)).toMatch(/^edit 1\n[\s\S]*service "ALL"$/);
  });

  it('makes a new policy whenever it says `edit 0`', () => {
    const fw = read(policies(policy(0, 'set service SSH'), policy(0, 'set service RDP')));
    expect(fw.ask('tcp 10.0.0.1:50000 > 10.9.9.9:22')).toBe('permit');
    expect(fw.ask('tcp 10.0.0.1:50000 > 10.9.9.9:3389')).toBe('permit');
    expect(fw.ask('tcp 10.0.0.1:50000 > 10.9.9.9:23')).toBe('deny');
  });
});

describe('addresses', () => {
  const to = (...entries: string[]): Reading<FortiConfig> =>
    read(addresses(...entries) + policies(policy(1, 'set dstaddr x')));

  it('match where a wildcard has ones', () => {
    const fw = to('edit x\nset type wildcard\nset wildcard 172.12.0.5 255.255.0.255');
    expect(fw.ask('tcp 10.0.0.1:1 > 172.12.200.5:1')).toBe('permit');
    expect(fw.ask('tcp 10.0.0.1:1 > 172.12.200.6:1')).toBe('deny');
  });

  it('do not count the bits of the host', () => {
    const fw = to('edit x\nset subnet 10.1.2.3 255.255.255.0');
    expect(fw.ask('tcp 10.0.0.1:1 > 10.1.2.9:1')).toBe('permit');
  });

  it('are everything without a prefix, and nothing in `none`', () => {
    expect(to('edit x').ask('tcp 10.0.0.1:1 > 10.1.2.9:1')).toBe('permit');
    expect(read(policies(policy(1, 'set dstaddr none'))).ask('tcp 10.0.0.1:1 > 10.1.2.9:1')).toBe('deny');
  });

  it.each([
    ['set type mac\nset macaddr 00:11:22:33:44:55', 'the MAC address "x"'],
    ['set type dynamic\nset sdn azure', 'the addresses that "x" learns'],
    ['set type wildcard-fqdn\nset wildcard-fqdn "*.x.y"', 'the addresses of "*.x.y"'],
    ['set type interface-subnet\nset interface lan', 'the network of the interface "lan"'],
    ['set type teapot', 'the address "x", whose type is not understood'],
    ['set subnet 10.0.0.300 255.0.0.0', 'the address "x", which was not understood'],
    ['set subnet 10.0.0.0 255.0.255.0', 'the address "x", which was not understood'],
  ])('leave open what they do not say: %s', (lines, why) => {
    const fw = to(`edit x\n${lines}`);
    expect(fw.ask('tcp 10.0.0.1:1 > 10.1.2.9:1')).toBe('depends');
    expect(fw.why('tcp 10.0.0.1:1 > 10.1.2.9:1')).toEqual([why]);
  });

  it('are certain as far as a group is known', () => {
    const fw = read(
      `${addresses('edit a\nset subnet 10.1.0.0/16', 'edit b\nset type fqdn\nset fqdn x.y')}config firewall addrgrp\nedit x\nset member a b\nnext\nend\n${policies(policy(1, 'set dstaddr x'))}`,
    );
    expect(fw.ask('tcp 10.0.0.1:1 > 10.1.2.9:1')).toBe('permit');
    expect(fw.ask('tcp 10.0.0.1:1 > 10.2.2.9:1')).toBe('depends');
  });

  it('can be negated, certain or not', () => {
    const negated = (...entries: string[]): Reading<FortiConfig> =>
      read(addresses(...entries) + policies(policy(1, 'set dstaddr x', 'set dstaddr-negate enable')));
    const fw = negated('edit x\nset subnet 10.1.0.0/16');
    expect(fw.ask('tcp 10.0.0.1:1 > 10.1.2.9:1')).toBe('deny');
    expect(fw.ask('tcp 10.0.0.1:1 > 10.2.2.9:1')).toBe('permit');
    expect(negated('edit x\nset type fqdn\nset fqdn x.y').ask('tcp 10.0.0.1:1 > 10.2.2.9:1')).toBe('depends');
  });

  it('of IPv6 are not negated for certain by the negation of old versions', () => {
    const lines = ['set srcaddr6 all', 'set dstaddr6 none', 'set dstaddr none', 'set dstaddr-negate enable'];
    const old = read(policies(policy(1, ...lines)));
    expect(old.ask('tcp [fd00::99]:50000 > [fd00::1]:443')).toBe('depends');
    const now = read(`#config-version=FGT-7.4.1-FW-build1\n${policies(policy(1, ...lines))}`);
    expect(now.ask('tcp [fd00::99]:50000 > [fd00::1]:443')).toBe('deny');
    expect(now.ask('tcp 10.0.0.1:1 > 10.2.2.9:1')).toBe('permit');
  });
});

describe('services', () => {
  const of = (service: string): Reading<FortiConfig> =>
    read(
      `config firewall service custom\nedit x\n${service}\nnext\nend\n${policies(policy(1, 'set service x'))}`,
    );

  it.each([
    ['set tcp-portrange 12:11', 'tcp 1.1.1.1:11 > 2.2.2.2:12', 'tcp 1.1.1.1:12 > 2.2.2.2:11'],
    ['set udp-portrange 10-20:1024-65535', 'udp 1.1.1.1:1024 > 2.2.2.2:20', 'udp 1.1.1.1:1023 > 2.2.2.2:20'],
    ['set protocol ICMP6\nunset icmptype', 'icmpv6 [fd00::1] > [fd00::2]', 'tcp 1.1.1.1:1 > 2.2.2.2:1'],
    ['set protocol IP\nset protocol-number 50', '50 1.1.1.1 > 2.2.2.2', '51 1.1.1.1 > 2.2.2.2'],
  ])('hold what they say: %s', (service, inside, outside) => {
    const six = `config firewall service custom\nedit x\n${service}\nnext\nend\n${policies(
      policy(1, 'set service x', 'set srcaddr6 all', 'set dstaddr6 all'),
    )}`;
    expect(read(six).ask(inside)).toBe('permit');
    expect(read(six).ask(outside)).toBe('deny');
  });

  it.each([
    'set iprange 10.0.0.1-10.0.0.9\nset tcp-portrange 1-65535',
    'set tcp-portrange x',
    '',
    'set protocol ALL',
    'set fqdn a.b\nset tcp-portrange 1-65535',
    'set teapot 1\nset tcp-portrange 1-65535',
  ])('leave open what they do not say: %s', (service) => {
    expect(of(service).ask('tcp 10.0.0.1:1 > 10.2.2.9:1')).toBe('depends');
  });

  it('can be negated', () => {
    const fw = read(policies(policy(1, 'set service HTTP HTTPS', 'set service-negate enable')));
    expect(fw.ask('tcp 10.0.0.1:1 > 10.2.2.9:80')).toBe('deny');
    expect(fw.ask('udp 10.0.0.1:1 > 10.2.2.9:80')).toBe('permit');
    expect(fw.ask('tcp 10.0.0.1:1 > 10.2.2.9:81')).toBe('permit');
  });

  it('are predefined where the text does not define them, and only then', () => {
    const fw = read(policies(policy(1, 'set service "Windows AD"')));
    for (const port of [88, 464, 389, 445, 139, 135])
      expect(fw.ask(`tcp 1.1.1.1:1 > 2.2.2.2:${port}`)).toBe('permit');
    expect(fw.ask('tcp 1.1.1.1:1 > 2.2.2.2:636')).toBe('deny');
    const redefined = `config firewall service custom\nedit HTTP\nset tcp-portrange 8080\nnext\nend\n`;
    expect(read(redefined + policies(policy(1, 'set service HTTP'))).ask('tcp 1.1.1.1:1 > 2.2.2.2:80')).toBe(
      'deny',
    );
  });
});

describe('conditions', () => {
  it.each([
    ['set users anna', 'the users "anna"'],
    ['set fsso-groups "CN=x"', 'the user groups "CN=x"'],
    ['set action ipsec', 'the IPsec tunnel ""'],
    ['set ztna-status enable', 'zero trust access'],
    ['set application-list strict', 'the applications that the list "strict" blocks'],
    ['set policy-expiry enable', "the policy's expiry"],
    [
      'set internet-service enable\nset internet-service-name "Microsoft-Intune"',
      'the addresses and ports of the internet service "Microsoft-Intune"',
    ],
    ['set nonsense 1', '"set nonsense 1" in line 10, which was not understood'],
    ['set schedule soon', 'the schedule "soon", which is defined nowhere'],
    ['set action perhaps', 'the action "perhaps"'],
  ])('make a policy depend: %s', (line, why) => {
    const fw = read(policies(policy(1, line)));
    expect(fw.ask('tcp 1.1.1.1:1 > 2.2.2.2:1')).toBe('depends');
    expect(fw.why('tcp 1.1.1.1:1 > 2.2.2.2:1')).toContain(why);
  });

  it('hold for the way back through a tunnel, too', () => {
    const fw = read(
      addresses('edit far\nset subnet 10.9.0.0/16') +
        policies(policy(1, 'set action ipsec', 'set dstaddr far')),
    );
    expect(fw.ask('tcp 10.9.0.1:1 > 10.1.0.1:1')).toBe('depends');
    expect(fw.ask('tcp 10.8.0.1:1 > 10.1.0.1:1')).toBe('deny');
  });

  it('are none where a list of applications only watches', () => {
    const list = `config application list\nedit watch\nset other-application-log enable\nconfig entries\nedit 1\nset action pass\nnext\nend\nnext\nend\n`;
    const text = policies(
      policy(1, 'set utm-status enable', 'set application-list watch', 'set av-profile default'),
    );
    expect(read(list + text).ask('tcp 1.1.1.1:1 > 2.2.2.2:1')).toBe('permit');
    expect(read(list.replace('set action pass\n', '') + text).ask('tcp 1.1.1.1:1 > 2.2.2.2:1')).toBe(
      'depends',
    );
  });
});

describe('interfaces', () => {
  const fw = policies(policy(1, 'set srcintf lan', 'set dstintf wan'));

  it('decide as somebody says what is behind them', () => {
    const known = read(fw, { lan: ['10.0.0.0/8'], wan: ['192.168.0.0/16'] });
    expect(known.codes).toEqual([]);
    expect(known.ask('tcp 10.0.0.1:1 > 192.168.0.1:1')).toBe('permit');
    expect(known.ask('tcp 192.168.0.1:1 > 10.0.0.1:1')).toBe('deny');
    expect(known.ask('tcp 10.0.0.1:1 > 8.8.8.8:1')).toBe('deny');
  });

  it('leave open what nobody says', () => {
    const half = read(fw, { lan: ['10.0.0.0/8'] });
    expect(half.codes).toEqual(['PT8005']);
    expect(half.ask('tcp 10.0.0.1:1 > 192.168.0.1:1')).toBe('depends');
    expect(half.ask('tcp 172.16.0.1:1 > 192.168.0.1:1')).toBe('deny');
    expect(read(fw).ask('tcp 10.0.0.1:1 > 192.168.0.1:1')).toBe('depends');
  });

  it('leave open where networks stand behind several', () => {
    const both = read(fw, { lan: ['10.0.0.0/8'], dmz: ['10.5.0.0/16'], wan: ['192.168.0.0/16'] });
    expect(both.ask('tcp 10.5.0.1:1 > 192.168.0.1:1')).toBe('depends');
    expect(both.ask('tcp 10.4.0.1:1 > 192.168.0.1:1')).toBe('permit');
    const text = policies(policy(1, 'set srcintf lan dmz', 'set dstintf wan'));
    const named = read(text, { lan: ['10.0.0.0/8'], dmz: ['10.5.0.0/16'], wan: ['192.168.0.0/16'] });
    expect(named.ask('tcp 10.5.0.1:1 > 192.168.0.1:1')).toBe('permit');
  });

  it('let a zone talk to itself where it is said', () => {
    const zone = 'config system zone\nedit z\nset intrazone allow\nset interface a b\nnext\nend\n';
    const given = { a: ['10.1.0.0/16'], b: ['10.2.0.0/16'] };
    const some = zone + policies(policy(1, 'set service SSH', 'set dstaddr none'));
    expect(read(some, given).ask('tcp 10.1.0.1:1 > 10.2.0.1:1')).toBe('permit');
    const denied = zone + policies(policy(1, 'set action deny'));
    expect(read(denied, given).ask('tcp 10.1.0.1:1 > 10.2.0.1:1')).toBe('depends');
  });

  it('are not known where a policy route or a routing protocol decides', () => {
    const interfaces = (more: string): string =>
      `config system interface\nedit lan\nset ip 10.0.0.1 255.0.0.0\nnext\nedit wan\nset ip 192.0.2.1 255.255.255.0\nnext\nend\nconfig router static\nedit 1\nset device wan\nnext\nend\n${more}${fw}`;
    expect(read(interfaces('')).ask('tcp 10.0.0.1:1 > 8.8.8.8:1')).toBe('permit');
    const routed =
      'config router policy\nedit 1\nset input-device lan\nset dst "8.8.8.0/255.255.255.0"\nset output-device x\nnext\nend\n';
    expect(read(interfaces(routed)).ask('tcp 10.0.0.1:1 > 8.8.8.8:1')).toBe('depends');
    expect(read(interfaces(routed)).ask('tcp 10.0.0.1:1 > 9.9.9.9:1')).toBe('permit');
    const ospf = 'config router ospf\nconfig area\nedit 0.0.0.0\nnext\nend\nend\n';
    const dynamic = read(interfaces(ospf));
    expect(dynamic.ask('tcp 10.0.0.1:1 > 8.8.8.8:1')).toBe('depends');
    expect(dynamic.codes).toEqual(['PT8005']);
  });
});

describe('other lists', () => {
  it('of multicast judge multicast alone', () => {
    const text = `config firewall multicast-address\nedit g\nset start-ip 239.0.0.1\nset end-ip 239.0.0.9\nnext\nend\nconfig firewall multicast-policy\nedit 1\nset srcintf any\nset dstintf any\nset srcaddr all\nset dstaddr g\nset protocol 17\nset start-port 63000\nset end-port 64000\nnext\nend\n${policies(policy(1))}`;
    const fw = read(text);
    expect(fw.codes).toEqual([]);
    expect(fw.ask('udp 10.0.0.1:1 > 239.0.0.2:63000')).toBe('permit');
    expect(fw.ask('udp 10.0.0.1:1 > 239.0.0.2:62999')).toBe('deny');
    expect(fw.ask('udp 10.0.0.1:1 > 239.0.0.10:63000')).toBe('deny');
    expect(fw.ask('udp 10.0.0.1:1 > 10.0.0.10:63000')).toBe('permit');
  });

  it('of the FortiGate itself judge what is sent to it', () => {
    const text = `config firewall local-in-policy\nedit 1\nset intf any\nset srcaddr all\nset dstaddr all\nset service SSH\nset schedule always\nnext\nend\n`;
    const fw = read(text);
    expect(fw.ask('tcp 10.0.0.1:1 > 10.0.0.254:22', 'in')).toBe('deny');
    expect(fw.ask('tcp 10.0.0.1:1 > 10.0.0.254:443', 'in')).toBe('depends');
  });

  it('drop packets before any policy', () => {
    const text = `config firewall acl\nedit 1\nset interface any\nset srcaddr all\nset dstaddr all\nset service TELNET\nnext\nend\n${policies(policy(1))}`;
    expect(read(text).ask('tcp 10.0.0.1:1 > 10.9.9.9:23')).toBe('deny');
    expect(read(text).ask('tcp 10.0.0.1:1 > 10.9.9.9:24')).toBe('permit');
  });
});

describe('session helpers', () => {
  const text = policies(policy(1, 'set service DCE-RPC'));
  it('open the ports that the endpoint mapper names, if there is one', () => {
    expect(read(text).ask('tcp 10.0.0.1:1 > 10.9.9.9:50000')).toBe('depends');
    const none =
      'config system session-helper\nedit 1\nset name tftp\nset protocol 17\nset port 69\nnext\nend\n';
    expect(read(none + text).ask('tcp 10.0.0.1:1 > 10.9.9.9:50000')).toBe('deny');
    expect(read(none + text).configuration.follows).toEqual(['tftp']);
  });
});

describe('a damaged text', () => {
  const base = policies(policy(1, 'set service SSH'), policy(2, 'set action deny'));
  const packet = 'tcp 10.0.0.1:1 > 10.9.9.9:22';

  it.each([
    ['an entry without its next', base.replace('next\n', '')],
    ['a list without its end', `${base.replace('end\n', '')}config firewall address\nend\n`],
    ['a setting that lost its entry', base.replace('edit 1\n', '')],
    ['a line that nobody knows in an entry', base.replace('edit 1\n', 'edit 1\nfrobnicate\n')],
    ['an end that is missing', base.slice(0, base.indexOf('edit 2'))],
    ['a string that nobody closes', base.replace('edit 1\n', 'edit 1\nset comments "x\n')],
  ])('is never certain about what it may have said: %s', (_, text) => {
    const fw = read(text);
    expect(fw.codes).toContain('PT8001');
    expect(fw.ask('tcp 10.0.0.1:1 > 10.9.9.9:23')).not.toBe('permit');
    expect(fw.ask(packet) === 'permit' && text.includes('frobnicate')).toBe(false);
  });

  it('says that there is nothing in it', () => {
    expect(read('').codes).toEqual(['PT8007']);
    expect(read('config firewall policy\nend\n').codes).toEqual(['PT8007']);
  });
});

describe('a policy that blocks a country', () => {
  // As many have it on top, between any interfaces: hosts with private addresses are of no country.
  const blocking = (country: string, more = ''): Reading<FortiConfig> =>
    read(`${more}config firewall address
    edit "geo"
        set type geography
        set country "${country}"
    next
end
config firewall policy
    edit 1
        set srcintf "any"
        set dstintf "any"
        set srcaddr "geo"
        set dstaddr "all"
        set schedule "always"
        set service "ALL"
    next
    edit 2
        set srcintf "any"
        set dstintf "any"
        set action accept
        set srcaddr "all"
        set dstaddr "all"
        set schedule "always"
        set service "HTTPS"
    next
end
`);

  it('may block private addresses where somebody says the countries of addresses', () => {
    const own = `config system geoip-override
    edit "office"
        set country-id "RU"
        config ip-range
            edit 1
                set start-ip 10.2.0.0
                set end-ip 10.2.255.255
            next
        end
    next
end
`;
    const packet = 'tcp 10.2.0.5:50000 > 10.0.0.1:443';
    expect([blocking('RU').ask(packet), blocking('RU', own).ask(packet)]).toEqual(['permit', 'depends']);
  });

  it('leaves private addresses alone', () => {
    const fw = blocking('RU');
    expect(fw.ask('tcp 10.20.0.7:50000 > 10.10.1.10:443')).toBe('permit');
    expect(fw.ask('tcp 198.51.100.7:50000 > 10.10.1.10:443')).toBe('depends');
  });

  it('does not, where its code stands for them or for ranges that somebody says', () => {
    for (const code of ['ZZ', 'A0', ''])
      expect(blocking(code).ask('tcp 10.20.0.7:50000 > 10.10.1.10:443')).toBe('depends');
  });
});
