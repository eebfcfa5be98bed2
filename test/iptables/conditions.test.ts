/** One condition each: which packets it holds for. */
import { describe, expect, it } from 'vitest';
import type { AddressRange } from '../../src/net/network.ts';
import { parseNetwork } from '../../src/net/network.ts';
import { ANY_STATE, ESTABLISHED, INVALID, NEW, RELATED, UNTRACKED } from '../../src/net/state.ts';
import { fixture } from '../dialects/reader-kit.ts';
import { filterTable, forwardRules, readFile, verdictOf } from './kit.ts';

/** [condition, packets that meet it, packets that don't] */
const EXACT: readonly (readonly [string, readonly string[], readonly string[]])[] = [
  ['-s 10.1.0.0/255.255.0.0', ['tcp 10.1.255.255 > 10.9.0.1:1'], ['tcp 10.2.0.0 > 10.9.0.1:1']],
  ['-s 10.1.2.3/16', ['tcp 10.1.0.0 > 10.9.0.1:1'], ['tcp 10.0.255.255 > 10.9.0.1:1']],
  ['-s 10.1/16', ['tcp 10.1.7.7 > 10.9.0.1:1'], ['tcp 10.2.0.0 > 10.9.0.1:1']],
  ['--src 10.1.0.1,10.1.0.3', ['tcp 10.1.0.3 > 10.9.0.1:1'], ['tcp 10.1.0.2 > 10.9.0.1:1']],
  ['! -d 10.9.0.0/24', ['tcp 10.1.0.3 > 10.9.1.0:1'], ['tcp 10.1.0.2 > 10.9.0.255:1']],
  ['-d ! 10.9.0.0/24', ['tcp 10.1.0.3 > 10.9.1.0:1'], ['tcp 10.1.0.2 > 10.9.0.255:1']],
  ['-s10.1.0.1 -ptcp', ['tcp 10.1.0.1 > 10.9.0.1:1'], ['udp 10.1.0.1 > 10.9.0.1:1']],
  [
    '-m iprange --src-range 10.1.0.5-10.1.0.9 ! --dst-range 10.9.0.1-10.9.0.2',
    ['tcp 10.1.0.9 > 10.9.0.3:1'],
    ['tcp 10.1.0.9 > 10.9.0.2:1', 'tcp 10.1.0.10 > 10.9.0.3:1'],
  ],
  ['-m iprange --src-range 10.1.0.9-10.1.0.5', [], ['tcp 10.1.0.7 > 10.9.0.3:1']],
  ['-p TCP', ['tcp 10.1.0.1 > 10.9.0.1:1'], ['udp 10.1.0.1 > 10.9.0.1:1']],
  ['-p 50', ['50 10.1.0.1 > 10.9.0.1'], ['51 10.1.0.1 > 10.9.0.1']],
  ['! -p esp', ['51 10.1.0.1 > 10.9.0.1', 'tcp 10.1.0.1 > 10.9.0.1:1'], ['50 10.1.0.1 > 10.9.0.1']],
  ['-p all', ['51 10.1.0.1 > 10.9.0.1', 'tcp 10.1.0.1 > 10.9.0.1:1'], []],
  ['-p tcp --dport http', ['tcp 10.1.0.1 > 10.9.0.1:80'], ['tcp 10.1.0.1 > 10.9.0.1:81']],
  [
    '-p udp -m udp --sport :1023 ! --dport 53:',
    ['udp 10.1.0.1:1023 > 10.9.0.1:52'],
    ['udp 10.1.0.1:1024 > 10.9.0.1:52', 'udp 10.1.0.1:1 > 10.9.0.1:65535'],
  ],
  ['-p tcp --dport=22', ['tcp 10.1.0.1 > 10.9.0.1:22'], ['tcp 10.1.0.1 > 10.9.0.1:23']],
  [
    '-p tcp -m multiport --dports 80,443,8530:8531',
    ['tcp 10.1.0.1 > 10.9.0.1:80', 'tcp 10.1.0.1 > 10.9.0.1:8531'],
    ['tcp 10.1.0.1 > 10.9.0.1:8532', 'udp 10.1.0.1 > 10.9.0.1:80'],
  ],
  [
    '-p tcp -m multiport ! --ports 80,443',
    ['tcp 10.1.0.1:81 > 10.9.0.1:81'],
    ['tcp 10.1.0.1:80 > 10.9.0.1:81', 'tcp 10.1.0.1:81 > 10.9.0.1:443'],
  ],
  [
    '-p tcp -m multiport --ports 80',
    ['tcp 10.1.0.1:80 > 10.9.0.1:81', 'tcp 10.1.0.1:81 > 10.9.0.1:80'],
    ['tcp 10.1.0.1:81 > 10.9.0.1:81'],
  ],
  [
    '-p tcp -m multiport --sports 1,2 -m multiport --dports 3,4',
    ['tcp 10.1.0.1:2 > 10.9.0.1:3'],
    ['tcp 10.1.0.1:3 > 10.9.0.1:3'],
  ],
  [
    '-p icmp --icmp-type destination-unreachable',
    ['icmp 10.1.0.1 > 10.9.0.1 type 3 code 9'],
    ['icmp 10.1.0.1 > 10.9.0.1 type 4'],
  ],
  [
    '-p icmp -m icmp --icmp-type 3/4',
    ['icmp 10.1.0.1 > 10.9.0.1 type 3 code 4'],
    ['icmp 10.1.0.1 > 10.9.0.1 type 3 code 5'],
  ],
  ['-p icmp --icmp-type 255', ['icmp 10.1.0.1 > 10.9.0.1 type 8'], []],
  [
    '-p icmp ! --icmp-type 3/4',
    ['icmp 10.1.0.1 > 10.9.0.1 type 3 code 5', 'icmp 10.1.0.1 > 10.9.0.1 type 4 code 4'],
    ['icmp 10.1.0.1 > 10.9.0.1 type 3 code 4', 'udp 10.1.0.1 > 10.9.0.1:1'],
  ],
  ['-f', [], ['tcp 10.1.0.1 > 10.9.0.1:1']],
  ['! -f', ['tcp 10.1.0.1 > 10.9.0.1:1'], []],
  ['-i +', ['tcp 10.1.0.1 > 10.9.0.1:1'], []],
  ['! -i +', [], ['tcp 10.1.0.1 > 10.9.0.1:1']],
  ['-i lo', [], ['tcp 10.1.0.1 > 10.9.0.1:1']],
  ['! -o lo', ['tcp 10.1.0.1 > 10.9.0.1:1'], []],
  ['-4', ['tcp 10.1.0.1 > 10.9.0.1:1'], []],
  ['-6', [], ['tcp 10.1.0.1 > 10.9.0.1:1']],
  ['-m addrtype --dst-type LOCAL', [], ['tcp 10.1.0.1 > 10.9.0.1:1']],
  ['-m addrtype --dst-type MULTICAST', ['udp 10.1.0.1 > 239.1.1.1:1'], ['tcp 10.1.0.1 > 10.9.0.1:1']],
  ['-m addrtype ! --dst-type MULTICAST', ['tcp 10.1.0.1 > 10.9.0.1:1'], ['udp 10.1.0.1 > 239.1.1.1:1']],
  ['-p tcp -m pkttype --pkt-type broadcast', [], ['tcp 10.1.0.1 > 10.9.0.1:1']],
  ['-m rpfilter --loose --validmark', ['tcp 10.1.0.1 > 10.9.0.1:1'], []],
  ['-m rpfilter --invert', [], ['tcp 10.1.0.1 > 10.9.0.1:1']],
  ['-m conntrack --ctstate DNAT', [], ['tcp 10.1.0.1 > 10.9.0.1:1']],
  ['-m conntrack --ctstate NEW,DNAT', ['tcp 10.1.0.1 > 10.9.0.1:1'], []],
  ['-p tcp --syn', ['tcp 10.1.0.1 > 10.9.0.1:1'], ['udp 10.1.0.1 > 10.9.0.1:1']],
  ['-p tcp --tcp-flags ALL NONE', [], ['tcp 10.1.0.1 > 10.9.0.1:1']],
  ['-m conntrack --ctstate NEW', ['tcp 10.1.0.1 > 10.9.0.1:1'], []],
  ['-m conntrack ! --ctstate NEW', [], ['tcp 10.1.0.1 > 10.9.0.1:1']],
  ['-m state --state RELATED,ESTABLISHED', [], ['tcp 10.1.0.1 > 10.9.0.1:1']],
];

describe('a condition of iptables', () => {
  it.each(EXACT)('%s', (condition, yes, no) => {
    const file = readFile(filterTable(`-A FORWARD ${condition} -j ACCEPT`));
    expect(file.codes).toEqual([]);
    expect(yes.filter((packet) => verdictOf(file, packet) !== 'permit')).toEqual([]);
    expect(no.filter((packet) => verdictOf(file, packet) !== 'deny')).toEqual([]);
  });

  it.each([
    ['-m conntrack --ctstate RELATED,ESTABLISHED', ESTABLISHED | RELATED],
    ['-m conntrack ! --ctstate INVALID', ANY_STATE & ~INVALID],
    ['-m state --state UNTRACKED', UNTRACKED],
    ['-p tcp', ANY_STATE],
  ])('has the states of %s', (condition, states) => {
    const [rule] = forwardRules(readFile(filterTable(`-A FORWARD ${condition} -j ACCEPT`)));
    expect(rule?.states).toBe(states);
  });

  it('takes the flags of TCP for what they say of the first packet and of later ones', () => {
    const rules = (condition: string) =>
      forwardRules(readFile(filterTable(`-A FORWARD -p tcp ${condition} -j ACCEPT`))).map(
        ({ states, depends }) => [states, depends.length],
      );
    expect(rules('! --tcp-flags FIN,SYN,RST,ACK SYN')[0]).toEqual([ESTABLISHED | RELATED, 0]);
    expect(rules('--tcp-flags ACK ACK')[0]).toEqual([ESTABLISHED | RELATED, 0]);
    // SYN alone opens, but SYN with ACK answers: certain for the one, open for the other.
    expect(rules('--tcp-flags SYN SYN')).toEqual([
      [NEW, 0],
      [ANY_STATE & ~NEW, 1],
    ]);
  });
});

const networks = (...texts: string[]): AddressRange[] =>
  texts.map((text) => {
    const network = parseNetwork(text);
    if ('error' in network) throw new Error(network.error);
    return network;
  });

describe('an interface', () => {
  const known = new Map([
    ['eth0', networks('10.1.0.0/16', 'fd00::/16')],
    ['eth1', networks('10.9.0.0/16')],
  ]);

  it('is the networks behind it: for what comes in the source, for what goes out the destination', () => {
    const file = readFile(filterTable('-A FORWARD -i eth0 -o eth1 -j ACCEPT'), known);
    expect(file.codes).toEqual([]);
    expect(verdictOf(file, 'tcp 10.1.0.1 > 10.9.0.1:1')).toBe('permit');
    expect(verdictOf(file, 'tcp 10.9.0.1 > 10.1.0.1:1')).toBe('deny');
    const not = readFile(filterTable('-A FORWARD ! -i eth0 -j ACCEPT'), known);
    expect(verdictOf(not, 'tcp 10.1.0.1 > 10.9.0.1:1')).toBe('deny');
    expect(verdictOf(not, 'tcp 10.2.0.1 > 10.9.0.1:1')).toBe('permit');
  });

  it('is a proviso where nobody said what stands behind it, and is reported once', () => {
    const file = readFile(
      filterTable('-A FORWARD -i ppp0 -p tcp -j ACCEPT', '-A FORWARD -i ppp0 -p udp -j ACCEPT'),
      known,
    );
    expect(file.codes).toEqual(['PT8005:5']);
    expect(verdictOf(file, 'tcp 10.1.0.1 > 10.9.0.1:1')).toBe('depends');
    expect(verdictOf(file, '50 10.1.0.1 > 10.9.0.1')).toBe('deny');
  });

  it('with + is certain for the networks that are known, and open for all others', () => {
    const file = readFile(filterTable('-A FORWARD -i eth+ -j ACCEPT'), known);
    expect(verdictOf(file, 'tcp 10.9.0.1 > 10.1.0.1:1')).toBe('permit');
    expect(verdictOf(file, 'tcp 10.2.0.1 > 10.9.0.1:1')).toBe('depends');
    const not = readFile(filterTable('-A FORWARD ! -i eth+ -j ACCEPT'), known);
    expect(verdictOf(not, 'tcp 10.9.0.1 > 10.1.0.1:1')).toBe('deny');
    expect(verdictOf(not, 'tcp 10.2.0.1 > 10.9.0.1:1')).toBe('depends');
  });

  it('that lets out is not known to a packet for the host itself', () => {
    const file = readFile(filterTable(':U - [0:0]', '-A INPUT -j U', '-A U -o eth1 -j ACCEPT'), known);
    expect(verdictOf(file, 'tcp 10.1.0.1 > 10.9.0.1:1', { hook: 'in' })).toBe('deny');
  });
});

describe('the kind of a packet to the host itself', () => {
  it.each([
    ['-m addrtype --dst-type LOCAL', 'permit', 'deny'],
    ['-m addrtype ! --dst-type LOCAL', 'deny', 'permit'],
    ['-m addrtype --dst-type UNICAST', 'deny', 'deny'],
    // A network's own broadcast address looks like any other: but for TCP, which a host takes from none.
    ['-p udp -m addrtype --dst-type BROADCAST', 'depends', 'depends'],
    ['-p tcp -m addrtype --dst-type BROADCAST', 'deny', 'deny'],
    ['-p udp -m pkttype --pkt-type multicast', 'depends', 'depends'],
    ['-m addrtype --dst-type LOCAL --limit-iface-in', 'depends', 'depends'],
  ])('%s', (condition, toHost, toGroup) => {
    const file = readFile(filterTable(`-A INPUT ${condition} -j ACCEPT`));
    const protocol = condition.includes('tcp') ? 'tcp' : 'udp';
    const verdict = (to: string): string => verdictOf(file, `${protocol} 10.1.0.1 > ${to}:1`, { hook: 'in' });
    expect([verdict('10.9.0.1'), verdict('239.1.1.1')]).toEqual([toHost, toGroup]);
  });

  it('leaves nothing for what ufw drops as meant for others', () => {
    const file = readFile(fixture('iptables/ufw.v4'));
    expect(file.codes).toEqual([]);
    const verdict = (packet: string): string => verdictOf(file, packet, { hook: 'in' });
    expect(verdict('tcp 10.20.0.7 > 10.10.1.10:8530')).toBe('permit');
    expect(verdict('tcp 10.21.0.7 > 10.10.1.10:8530')).toBe('deny');
    expect(verdict('icmp 10.21.0.7 > 10.10.1.10')).toBe('permit');
    expect(verdict('tcp 10.21.0.7 > 10.10.1.10:22')).toBe('depends');
    expect(verdict('udp 10.21.0.7 > 224.0.0.251:5353')).toBe('permit');
  });

  it('asks for a translation only where there is one', () => {
    const nat = '*nat\n-A PREROUTING -p tcp --dport 8080 -j DNAT --to-destination 10.9.0.2:80\nCOMMIT\n';
    const text = filterTable('-A FORWARD -m conntrack --ctstate DNAT -j ACCEPT');
    expect(verdictOf(readFile(text), 'tcp 10.1.0.1 > 10.9.0.2:80')).toBe('deny');
    expect(verdictOf(readFile(nat + text), 'tcp 10.1.0.1 > 10.9.0.2:80')).toBe('depends');
  });

  it('has no headers between that of IPv6 and that of TCP', () => {
    const text = `# Generated by ip6tables-save v1.8.9\n${filterTable('-A INPUT -m rt --rt-type 0 -j DROP', '-A INPUT -s fd00::/8 -j ACCEPT')}`;
    expect(verdictOf(readFile(text), 'tcp [fd00::1] > [fd00::2]:80', { hook: 'in' })).toBe('permit');
  });
});

describe('what is not in a packet', () => {
  it.each([
    ['-m limit --limit 5/min', 'rate'],
    ['-m hashlimit --hashlimit-upto 5/sec --hashlimit-mode srcip --hashlimit-name x', 'rate'],
    ['-p tcp -m connlimit --connlimit-upto 3', 'rate'],
    ['-m recent --update --seconds 60 --name x --rsource', 'rate'],
    ['-m statistic --mode random --probability 0.5', 'rate'],
    ['-m time --timestart 06:00 --weekdays Mon,Tue', 'schedule'],
    ['-m owner --uid-owner 33', 'user'],
    ['-m mac --mac-source 00:11:22:33:44:55', 'other'],
    ['-m mark --mark 0x1/0x1', 'other'],
    ['-m physdev --physdev-in eth3', 'interface'],
    ['-m addrtype --src-type LOCAL', 'other'],
    ['-m string --string "-j DROP" --algo bm', 'other'],
    ['-m u32 --u32 "0>>22&0x3C@4>>16=0x1"', 'other'],
    ['-m dscp --dscp 0x2e', 'other'],
    ['-m pkttype --pkt-type unicast', 'other'],
    ['-m policy --dir in --pol ipsec', 'security'],
    ['-m conntrack --ctorigdst 10.9.0.1', 'other'],
    ['-m conntrack --ctstate SNAT', 'translation'],
    ['-s server.contoso.com', 'name'],
  ])('%s depends on %s', (condition, kind) => {
    const file = readFile(filterTable(`-A FORWARD ${condition} -j ACCEPT`));
    expect(file.codes).toEqual([]);
    expect(verdictOf(file, 'tcp 10.1.0.1 > 10.9.0.1:1')).toBe('depends');
    expect(forwardRules(file).flatMap(({ depends }) => depends.map((d) => d.kind))).toEqual([kind]);
  });

  it('is a set, whose contents are in no such file', () => {
    const file = readFile(filterTable('-A FORWARD -p tcp -m set ! --match-set blocked src,dst -j ACCEPT'));
    expect(file.codes).toEqual(['PT8003:5']);
    expect(forwardRules(file)[0]?.depends).toEqual([
      { kind: 'name', text: 'not being in the set "blocked", which is not in the file', value: 'blocked' },
    ]);
    expect(verdictOf(file, 'udp 10.1.0.1 > 10.9.0.1:1')).toBe('deny');
  });

  it.each([
    '-m geodesy --region 9',
    '--dport 80',
    '-p tcp --dport 99999',
    '-p tcp -m multiport --dports 1,a',
    '-s 10.0.0.0/255.0.255.0',
    '-s 10.0.0.300',
    '-s fd00::1',
    '! -s 10.0.0.1,10.0.0.2',
    '-p tcp --icmp-type 8',
    '-p icmp --icmp-type 300',
    '-m conntrack --ctstate NEWISH',
    '-p nonsense',
    'stray words',
    '-m',
    '!',
    '--nonsense',
  ])('is what was not understood: %s', (condition) => {
    const first = filterTable('-A FORWARD -s 10.5.0.0/16 -j DROP', `-A FORWARD ${condition} -j ACCEPT`);
    const file = readFile(first);
    expect(file.codes).toContain('PT8002:6');
    const [, rule] = forwardRules(file);
    expect(rule?.depends.some(({ kind }) => kind === 'not-understood')).toBe(true);
    // Neither allowed nor denied, unless a rule before it says so.
    expect(verdictOf(file, 'tcp 10.5.0.1 > 10.9.0.1:1')).toBe('deny');
  });
});
