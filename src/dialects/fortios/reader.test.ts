/** Backups and scripts of FortiOS as a whole. */
import { describe, expect, it } from 'vitest';
import { fixture } from '../../../test/dialects/reader-kit.ts';
import { addresses, policies, policy, read } from '../../../test/fortios/kit.ts';
import { recogniseDialect } from '../readers.ts';

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
