/** Rule sets for iptables at random, with the packets that stand at the edges of what they say. */
import fc from 'fast-check';
import { ICMP, ICMPV6, isIcmp, type Match, TCP, UDP } from '../../src/net/match.ts';
import { type AddressRange, type Family, parseAddress } from '../../src/net/network.ts';
import type { Packet } from '../../src/net/packet.ts';
import type { Configuration } from '../../src/policy/ruleset.ts';

export interface GeneratedRules {
  readonly family: Family;
  readonly hook: 'forward' | 'in';
  readonly text: string;
  /** Whether a rule asks for states: then only packets that open a connection are `NEW`. */
  readonly asksForStates: boolean;
}

const BUILT_IN = { forward: 'FORWARD', in: 'INPUT' } as const;
const USER = ['servers', 'clients', 'web-in', 'last'] as const;

const ADDRESSES = {
  4: ['10.1.2.0', '10.1.2.7', '10.1.2.255', '10.1.3.0', '10.200.0.1', '192.168.9.1'],
  6: ['fd00:1::', 'fd00:1::7', 'fd00:1::ffff', 'fd00:1::1:0', 'fd00:9::1', '2001:db8::1'],
} as const;
const LENGTHS = { 4: [0, 8, 15, 23, 24, 29, 31, 32], 6: [0, 16, 64, 112, 125, 127, 128] } as const;
const MASKS = { 4: ['255.0.0.0', '255.255.254.0', '255.255.255.255'], 6: ['ffff::', 'ffff:ffff::'] } as const;
const PORTS = [1, 22, 79, 80, 81, 443, 445, 1023, 1024, 8530, 10123, 49152, 65535] as const;

const not = fc.constantFrom('', '', '', '! ');
const one = <T>(values: readonly T[]): fc.Arbitrary<T> => fc.constantFrom(...values);

const port = one(PORTS);
const portSpan = fc
  .tuple(port, port)
  .map(([a, b]) => (a === b ? `${a}` : `${Math.min(a, b)}:${Math.max(a, b)}`));
const anyPorts = fc.oneof(
  port.map((p) => `${p}`),
  portSpan,
  port.map((p) => `:${p}`),
  port.map((p) => `${p}:`),
);
const manyPorts = fc
  .array(fc.oneof({ weight: 4, arbitrary: port.map((p) => `${p}`) }, portSpan), {
    minLength: 1,
    maxLength: 6,
  })
  .map((list) => list.join(','));

/** None, or one of these. */
const maybe = (...options: fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant('') }, ...options);

const optional = (text: string, used: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  maybe(fc.tuple(not, used).map(([no, value]) => ` ${no}${text} ${value}`));

function addresses(family: Family, side: 's' | 'd'): fc.Arbitrary<string> {
  const address = one<string>(ADDRESSES[family]);
  const network = fc.oneof(
    address,
    fc.tuple(address, one<number>(LENGTHS[family])).map(([a, length]) => `${a}/${length}`),
    fc.tuple(address, one<string>(MASKS[family])).map(([a, mask]) => `${a}/${mask}`),
  );
  const name = side === 's' ? 'src' : 'dst';
  const list = fc.uniqueArray(address, { minLength: 2, maxLength: 3 }).map((some) => some.join(','));
  return maybe(
    // The kernel refuses "none of all addresses".
    fc.tuple(not, network).map(([no, text]) => ` ${text.endsWith('/0') ? '' : no}-${side} ${text}`),
    list.map((text) => ` -${side} ${text}`),
    fc
      .tuple(not, address, address)
      .map(([no, a, b]) => ` -m iprange ${no}--${name}-range ${bigger(a, b) ? `${b}-${a}` : `${a}-${b}`}`),
  );
}

function bigger(a: string, b: string): boolean {
  return addressValue(a) > addressValue(b);
}

function services(family: Family): fc.Arbitrary<string> {
  const transport = one(['tcp', 'udp']);
  const plain = fc
    .tuple(transport, optional('--sport', anyPorts), optional('--dport', anyPorts))
    .map(([name, source, destination]) => ` -p ${name}${source}${destination}`);
  const multi = fc
    .tuple(transport, not, one(['--sports', '--dports', '--ports']), manyPorts)
    .map(([name, no, option, list]) => ` -p ${name} -m multiport ${no}${option} ${list}`);
  const both = fc
    .tuple(transport, manyPorts, manyPorts)
    .map(([name, from, to]) => ` -p ${name} -m multiport --sports ${from} -m multiport --dports ${to}`);
  const flags = fc.constantFrom(
    ' -p tcp --syn',
    ' -p tcp ! --syn',
    ' -p tcp --tcp-flags SYN,ACK SYN',
    ' -p tcp --tcp-flags ALL NONE',
    ' -p tcp ! --tcp-flags FIN,RST NONE',
  );
  const icmp =
    family === 4
      ? fc
          .tuple(not, one(['any', '8', 'echo-request', '3/1', 'host-unreachable', '13', 'ping', '255']))
          .map(([no, type]) => ` -p icmp${type === 'any' ? '' : ` ${no}--icmp-type ${type}`}`)
      : fc
          .tuple(not, one(['128', 'echo-request', '1/4', 'packet-too-big', '3']))
          .map(([no, type]) => ` -p ipv6-icmp ${no}--icmpv6-type ${type}`);
  const others = fc.constantFrom(
    ' ! -p tcp',
    ' -p 47',
    ' -p 50',
    ' -p all',
    ' ! -p udp',
    ' -p sctp --dport 80',
  );
  return fc.oneof(
    { weight: 4, arbitrary: plain },
    { weight: 4, arbitrary: multi },
    { weight: 1, arbitrary: both },
    { weight: 1, arbitrary: flags },
    { weight: 2, arbitrary: icmp },
    { weight: 2, arbitrary: others },
    { weight: 6, arbitrary: fc.constant('') },
  );
}

const states = maybe(
  fc.constantFrom(
    ' -m conntrack --ctstate NEW',
    ' -m conntrack --ctstate RELATED,ESTABLISHED',
    ' -m conntrack ! --ctstate ESTABLISHED',
    ' -m state --state NEW,ESTABLISHED',
    ' -m conntrack ! --ctstate NEW',
    ' -m conntrack --ctstate INVALID',
  ),
);
// Not "! -i +": iptables-save of the legacy variant leaves it out.
const incoming = maybe(fc.constantFrom(' -i eth0', ' ! -i eth0', ' -i eth+', ' -i lo', ' ! -i lo', ' -i +'));
const outgoing = maybe(fc.constantFrom(' -o eth1', ' ! -o eth1', ' -o eth+', ' ! -o lo'));
const remark = maybe(
  fc.constantFrom(' -m comment --comment "it\\"s \\\\ -j DROP"', ' -m comment --comment web'),
);

const FINAL = ['ACCEPT', 'ACCEPT', 'ACCEPT', 'DROP', 'DROP', 'REJECT'] as const;

function rule(family: Family, hook: 'forward' | 'in', chain: number): fc.Arbitrary<string> {
  const name = chain < 0 ? BUILT_IN[hook] : (USER[chain] ?? '');
  const later = USER.slice(chain + 1);
  const targets = fc.oneof(
    { weight: 5, arbitrary: one<string>(FINAL).map((target) => ` -j ${target}`) },
    { weight: 2, arbitrary: fc.constant(' -j RETURN') },
    { weight: 1, arbitrary: fc.constantFrom(' -j MARK --set-xmark 0x1/0x1', '') },
    ...(later.length === 0
      ? []
      : [
          { weight: 4, arbitrary: one(later).map((target) => ` -j ${target}`) },
          { weight: 1, arbitrary: one(later).map((target) => ` -g ${target}`) },
        ]),
  );
  // A match on what the filter itself would send is refused by iptables.
  const out = hook === 'forward' ? outgoing : fc.constant('');
  return (
    fc
      .tuple(
        addresses(family, 's'),
        addresses(family, 'd'),
        fc.oneof({ weight: 3, arbitrary: fc.constant('') }, incoming),
        fc.oneof({ weight: 4, arbitrary: fc.constant('') }, out),
        services(family),
        fc.oneof({ weight: 2, arbitrary: fc.constant('') }, states),
        remark,
        targets,
      )
      // iptables makes several rules of a list, and then refuses a negated address.
      .filter(
        ([source, destination]) =>
          !/-[sd] \S+,/.test(source + destination) || !/! -[sd]/.test(source + destination),
      )
      .map((parts) => `-A ${name}${parts.join('')}`)
  );
}

/** A whole file for iptables-restore. */
export function generatedRules(family: Family, hook: 'forward' | 'in'): fc.Arbitrary<GeneratedRules> {
  const chains = [-1, ...USER.keys()].map((chain) =>
    fc.array(rule(family, hook, chain), { minLength: chain < 0 ? 3 : 0, maxLength: chain < 0 ? 9 : 5 }),
  );
  return fc.tuple(fc.constantFrom('ACCEPT', 'DROP'), ...chains).map(([policy, ...rules]) => {
    const lines = rules.flat();
    const text = [
      `# Generated by ${family === 4 ? 'iptables' : 'ip6tables'}-save`,
      '*filter',
      ...['INPUT', 'FORWARD', 'OUTPUT'].map(
        (name) => `:${name} ${name === BUILT_IN[hook] ? policy : 'ACCEPT'} [0:0]`,
      ),
      ...USER.map((name) => `:${name} - [0:0]`),
      ...lines,
      'COMMIT',
      '',
    ].join('\n');
    return { family, hook, text, asksForStates: lines.some((line) => line.includes('state ')) };
  });
}

/** Packets at and just beyond the edges of each rule of a configuration, and at those of what was generated. */
export function edgePackets(
  { family, asksForStates }: GeneratedRules,
  { rulesets }: Configuration,
  count: number,
): Packet[] {
  const rules = rulesets.flatMap((ruleset) => ruleset.rules);
  const around = rules.flatMap(({ matches }) => matches.slice(0, 4).flatMap(aroundMatch));
  const some = [...spread(around, count / 2), ...anyPackets(family, count / 2)];
  const unique = new Map(some.map((packet) => [Object.values(packet).join(' '), packet]));
  return [...unique.values()].filter((packet) => isOpening(packet, asksForStates));
}

function spread<T>(values: readonly T[], count: number): T[] {
  const step = Math.max(1, values.length / count);
  return values.filter((_, i) => Math.floor(i / step) !== Math.floor((i - 1) / step));
}

/** Tunnels are unpacked; of SCTP, DCCP and UDP-Lite the harness sends no packets that the kernel takes for whole. */
const NOT_WHOLE: ReadonlySet<number> = new Set([4, 33, 41, 132, 136]);

/** Other ICMP packets are no first ones to the kernel; neighbour discovery isn't routed. */
function isOpening(
  { family, protocol, sourcePort, destinationPort }: Packet,
  asksForStates: boolean,
): boolean {
  if (protocol === 0 || (family === 6 && [43, 44, 51, 59, 60, 135].includes(protocol))) return false;
  if (!isIcmp(protocol)) return !NOT_WHOLE.has(protocol);
  const type = sourcePort >> 8;
  if (protocol === ICMPV6 && type >= 130 && type <= 137) return false;
  if (!asksForStates) return true;
  return (
    destinationPort === 0 &&
    (protocol === ICMP ? [8, 13, 17].includes(type) : type === 128) &&
    isNative(family, protocol)
  );
}

const isNative = (family: Family, protocol: number): boolean => protocol === (family === 4 ? ICMP : ICMPV6);

function aroundMatch(match: Match): Packet[] {
  const packets: Packet[] = [];
  const source = match.sources[0];
  const destination = match.destinations[0];
  if (!source || !destination) return packets;
  const { family } = source;
  const [someSource, someDestination] = [within(source), within(destination)];
  for (const { protocol, source: from, destination: to } of match.services.slice(0, 3)) {
    const number = protocol.first <= TCP && TCP <= protocol.last ? TCP : protocol.last;
    const add = (s: bigint, d: bigint, sp: number, dp: number): void => {
      const packet = packetOf({ family, protocol: number }, s, d, sp, dp);
      if (packet) packets.push(packet);
    };
    for (const s of edges(source.first, source.last)) add(s, someDestination, from.first, to.first);
    for (const d of edges(destination.first, destination.last)) add(someSource, d, from.last, to.last);
    for (const p of edges(BigInt(from.first), BigInt(from.last)))
      add(someSource, someDestination, Number(p), to.last);
    for (const p of edges(BigInt(to.first), BigInt(to.last)))
      add(someSource, someDestination, from.first, Number(p));
  }
  return packets;
}

/** An address of a range that a router passes on, if there is one. */
function within({ family, first, last }: AddressRange): bigint {
  const candidates = [first, last, ...ADDRESSES[family].map(addressValue)];
  return (
    candidates.find((address) => address >= first && address <= last && isRouted(family, address)) ?? first
  );
}

function addressValue(text: string): bigint {
  const address = parseAddress(text);
  return 'value' in address ? address.value : 0n;
}

const edges = (first: bigint, last: bigint): bigint[] => [first - 1n, first, last, last + 1n];

function packetOf(
  { family, protocol }: Pick<Packet, 'family' | 'protocol'>,
  source: bigint,
  destination: bigint,
  sourcePort: number,
  destinationPort: number,
): Packet | undefined {
  if (![source, destination].every((address) => isRouted(family, address))) return undefined;
  if (![sourcePort, destinationPort].every((port_) => port_ >= 0 && port_ <= 65535)) return undefined;
  const ends = { family, protocol, source, destination };
  if (protocol === TCP || protocol === UDP) return { ...ends, sourcePort, destinationPort };
  if (isIcmp(protocol))
    return { ...ends, sourcePort: sourcePort & 0xff00, destinationPort: destinationPort & 0xff00 };
  return { ...ends, sourcePort: 0, destinationPort: 0 };
}

/** What a router passes on: neither the machine's own nor several hosts' addresses. */
function isRouted(family: Family, address: bigint): boolean {
  if (family === 4) {
    const head = Number(address >> 24n);
    return head > 0 && head < 224 && head !== 127 && head !== 169;
  }
  return address >> 125n === 1n || address >> 121n === 0x7en;
}

/** Combinations of all addresses and ports that rules are made of, spread evenly. */
function anyPackets(family: Family, count: number): Packet[] {
  const some = ADDRESSES[family].flatMap((text) => edges(addressValue(text), addressValue(text)));
  const numbers = PORTS.flatMap((p) => [p - 1, p, p + 1]);
  const protocols = [TCP, UDP, TCP, UDP, family === 4 ? ICMP : ICMPV6, 47];
  const pick = <T>(values: readonly T[], n: number): T | undefined => values[n % values.length];
  return Array.from({ length: Math.floor(count) }, (_, i) => {
    const protocol = pick(protocols, i) ?? TCP;
    const icmp = isIcmp(protocol);
    return packetOf(
      { family, protocol },
      pick(some, i * 7 + 3) ?? 0n,
      pick(some, i * 13 + (i >> 3)) ?? 0n,
      icmp ? (pick([8, 3, 13, 128, 1, 2], i >> 2) ?? 8) * 256 : (pick(numbers, i * 5 + (i >> 4)) ?? 1),
      icmp ? (pick([0, 1, 4], i >> 4) ?? 0) * 256 : (pick(numbers, i * 11 + (i >> 2)) ?? 1),
    );
  }).filter((packet) => packet !== undefined);
}
