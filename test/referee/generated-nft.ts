/** nftables rule sets at random, with the edges of what their rules say. */
import fc from 'fast-check';
import { ICMP, ICMPV6, TCP, UDP } from '../../src/net/match.ts';
import { type Family, formatAddress } from '../../src/net/network.ts';
import { ANY_POINT, edges, type Points, portEdges } from './points.ts';

export interface GeneratedNft {
  readonly text: string;
  readonly points: readonly Points[];
}

interface Value<P> {
  readonly text: string;
  readonly points: readonly P[];
}

/** Small, so that ranges of different rules overlap. */
const BASE: Readonly<Record<Family, readonly bigint[]>> = {
  4: [0x0a000000n, 0x0a010000n, 0x0a010200n],
  6: [0xfd00n << 112n, 0xfd01n << 112n, (0xfd01n << 112n) + (2n << 64n)],
};

function address(family: Family, prefixes = true): fc.Arbitrary<Value<bigint>> {
  const show = (value: bigint): string => formatAddress(family, value);
  const base = fc.tuple(fc.constantFrom(...BASE[family]), fc.bigInt(1n, 600n)).map(([b, n]) => b + n);
  const one = base.map((value) => ({ text: show(value), points: edges(value, value) }));
  const range = fc.tuple(base, fc.bigInt(1n, 700n)).map(([first, size]) => ({
    text: `${show(first)}-${show(first + size)}`,
    points: edges(first, first + size),
  }));
  const prefix = fc.tuple(base, fc.bigInt(1n, 10n)).map(([value, host]) => {
    const first = (value >> host) << host;
    // Bits behind the prefix are the network's.
    const length = (family === 4 ? 32n : 128n) - host;
    return { text: `${show(value)}/${length}`, points: edges(first, first + (1n << host) - 1n) };
  });
  return prefixes ? fc.oneof(one, range, prefix) : fc.oneof(one, prefix);
}

function port(names: readonly (readonly [string, number])[]): fc.Arbitrary<Value<number>> {
  const number = fc.integer({ min: 1, max: 120 });
  return fc.oneof(
    number.map((n) => ({ text: `${n}`, points: portEdges(n, n) })),
    fc
      .tuple(number, fc.integer({ min: 1, max: 50 }))
      .map(([first, size]) => ({ text: `${first}-${first + size}`, points: portEdges(first, first + size) })),
    fc.constantFrom(...names).map(([text, n]) => ({ text, points: portEdges(n, n) })),
  );
}

/** A value, a set of them (with single members only, since intervals may not overlap), or what is none of them. */
function used<P>(value: fc.Arbitrary<Value<P>>): fc.Arbitrary<Value<P>> {
  const set = fc
    .uniqueArray(value, { minLength: 1, maxLength: 4, selector: ({ text }) => text })
    .map((values) => ({
      text: `{ ${values.map(({ text }) => text).join(', ')} }`,
      points: values.flatMap(({ points }) => points),
    }));
  return fc
    .tuple(fc.constantFrom('', '', '!= '), fc.oneof(value, set))
    .map(([not, { text, points }]) => ({ text: `${not}${text}`, points }));
}

const PORT_NAMES = [
  ['ssh', 22],
  ['http', 80],
  ['domain', 53],
] as const;

interface Part {
  readonly text: string;
  readonly points: Points;
}

const addressPart = (family: Family, side: 'source' | 'destination'): fc.Arbitrary<Part> => {
  const field = `${family === 4 ? 'ip' : 'ip6'} ${side === 'source' ? 'saddr' : 'daddr'}`;
  const named = fc.integer({ min: 0, max: 1 }).map((n) => ({ text: `@set${family}_${n}`, points: [] }));
  return fc
    .oneof({ weight: 5, arbitrary: used(address(family)) }, { weight: 1, arbitrary: named })
    .map(({ text, points }) => ({
      text: `${field} ${text}`,
      points: { ...ANY_POINT, family, [side]: points },
    }));
};

const portPart = (protocol: number, side: 'source' | 'destination'): fc.Arbitrary<Part> => {
  const field = `${protocol === TCP ? 'tcp' : 'udp'} ${side === 'source' ? 'sport' : 'dport'}`;
  const compared = fc
    .tuple(fc.constantFrom('<', '>', '<=', '>='), fc.integer({ min: 1, max: 120 }))
    .map(([operator, n]) => ({ text: `${operator} ${n}`, points: portEdges(n, n) }));
  return fc
    .oneof({ weight: 4, arbitrary: used(port(PORT_NAMES)) }, { weight: 1, arbitrary: compared })
    .map(({ text, points }) => ({
      text: `${field} ${text}`,
      points: { ...ANY_POINT, protocol, [`${side}Port`]: points },
    }));
};

const icmpPart = (family: Family): fc.Arbitrary<Part> => {
  const name = family === 4 ? 'icmp' : 'icmpv6';
  const names =
    family === 4
      ? ([
          ['echo-request', 8],
          ['timestamp-request', 13],
        ] as const)
      : ([['echo-request', 128]] as const);
  return fc
    .tuple(
      fc.constantFrom('type', 'code'),
      used(
        fc.oneof(
          port([['3', 3]]),
          fc.constantFrom(...names).map(([text, n]) => ({ text, points: portEdges(n, n) })),
        ),
      ),
    )
    .map(([field, { text, points }]) => ({
      text: `${name} ${field} ${field === 'code' ? text.replace(/[a-z]+-[a-z]+/g, '5') : text}`,
      points: {
        ...ANY_POINT,
        family,
        protocol: family === 4 ? ICMP : ICMPV6,
        sourcePort: field === 'type' ? points : [],
        destinationPort: field === 'code' ? points : [0, 1],
      },
    }));
};

/** `ip saddr . tcp dport { … }`: members are apart, since what nft does with those that overlap depends on their order. */
const concatenation = (family: Family): fc.Arbitrary<Part> => {
  const ip = family === 4 ? 'ip' : 'ip6';
  const element = (i: number): fc.Arbitrary<Value<bigint>> =>
    fc.tuple(address(family), fc.integer({ min: 1 + 30 * i, max: 20 + 30 * i })).map(([a, n]) => ({
      text: `${a.text} . tcp . ${n}-${n + 5}`,
      points: a.points,
    }));
  return fc
    .tuple(
      fc.constantFrom('', '', '!= '),
      fc.integer({ min: 1, max: 3 }).chain((n) => fc.tuple(...[0, 1, 2].slice(0, n).map(element))),
    )
    .map(([not, elements]) => ({
      text: `${ip} daddr . meta l4proto . th dport ${not}{ ${elements.map(({ text }) => text).join(', ')} }`,
      points: {
        ...ANY_POINT,
        family,
        protocol: TCP,
        destination: elements.flatMap(({ points }) => points),
        destinationPort: elements.flatMap(({ text }) => {
          const n = Number(/(\d+)-\d+$/.exec(text)?.[1]);
          return portEdges(n, n + 5);
        }),
      },
    }));
};

const plain = (...texts: string[]): fc.Arbitrary<Part> =>
  fc.constantFrom(...texts).map((text) => ({ text, points: ANY_POINT }));

const state: fc.Arbitrary<Part> = plain(
  'ct state new',
  'ct state != new',
  'ct state { new, established }',
  'ct state new,invalid',
  'ct state != established,related',
  'ct state untracked',
  'ct state invalid',
  'ct state ! new,untracked',
);

/** Parts that can stand together: of one family and one protocol. */
const condition: fc.Arbitrary<Part[]> = fc
  .record({
    family: fc.constantFrom<Family>(4, 6),
    kind: fc.constantFrom('ports', 'icmp', 'concatenation', 'protocol', 'addresses'),
  })
  .chain(({ family, kind }) => {
    const maybe = (part: fc.Arbitrary<Part>): fc.Arbitrary<Part[]> =>
      fc.oneof(
        part.map((p): Part[] => [p]),
        fc.constant<Part[]>([]),
      );
    const protocol = fc.constantFrom(TCP, UDP);
    const sides = [maybe(addressPart(family, 'source')), maybe(addressPart(family, 'destination'))];
    const wire = plain(
      'iifname "eth0"',
      'oifname "eth1"',
      'oifname != "lo"',
      'iif != lo',
      `meta nfproto ipv${family}`,
    );
    switch (kind) {
      case 'ports':
        return protocol.chain((p) =>
          fc.tuple(
            ...sides,
            maybe(portPart(p, 'source')),
            portPart(p, 'destination').map((x) => [x]),
            maybe(
              fc.oneof(
                state,
                ...(p === TCP ? [plain('tcp flags syn / syn,ack', 'tcp flags & (fin|syn) != syn')] : []),
              ),
            ),
          ),
        );
      case 'icmp':
        return fc.tuple(
          ...sides,
          icmpPart(family).map((x) => [x]),
          maybe(state),
        );
      case 'concatenation':
        return fc.tuple(
          concatenation(family).map((x) => [x]),
          maybe(state),
        );
      case 'protocol':
        return fc.tuple(
          maybe(wire),
          plain(
            'meta l4proto { tcp, icmp }',
            'meta l4proto != udp',
            'meta l4proto 40-50',
            family === 4 ? 'ip protocol { gre, udp }' : 'ip6 nexthdr udp',
          ).map((x) => [x]),
        );
      default:
        return fc.tuple(...sides, maybe(wire), maybe(state));
    }
  })
  .map((parts) => parts.flat());

function join(parts: readonly Part[]): Points {
  let points = ANY_POINT;
  for (const { points: p } of parts) {
    points = {
      family: p.family ?? points.family,
      protocol: p.protocol ?? points.protocol,
      source: [...points.source, ...p.source],
      destination: [...points.destination, ...p.destination],
      sourcePort: [...points.sourcePort, ...p.sourcePort],
      destinationPort: [...points.destinationPort, ...p.destinationPort],
    };
  }
  return points;
}

const CHAINS = ['c1', 'c2', 'c3'] as const;

/** A rule of the chain at a depth, which jumps to deeper ones alone. */
function rule(depth: number): fc.Arbitrary<Part> {
  const deeper = CHAINS.slice(depth);
  const leads = deeper.flatMap((name) => [`jump ${name}`, `goto ${name}`]);
  const verdict = fc.constantFrom(
    'accept',
    'drop',
    'accept',
    'drop',
    'return',
    'reject',
    'reject with icmpx admin-prohibited',
    'counter',
    ...leads,
    ...leads,
  );
  const ruled = fc.tuple(condition, verdict, fc.boolean()).map(([parts, end, counted]): Part => {
    const text = [...parts.map((p) => p.text), ...(counted ? ['counter'] : []), end].join(' ');
    return { text, points: join(parts) };
  });
  const verdicts = fc.constantFrom('accept', 'drop', 'continue', 'return', ...leads);
  const ports = fc.tuple(verdicts, verdicts, verdicts, fc.boolean(), fc.constantFrom(TCP, UDP)).map(
    ([a, b, c, all, p]): Part => ({
      text: `${p === TCP ? 'tcp' : 'udp'} dport vmap { 22 : ${a}, 30-50 : ${b}${all ? `, * : ${c}` : ''} }`,
      points: { ...ANY_POINT, protocol: p, destinationPort: [...portEdges(22, 22), ...portEdges(30, 50)] },
    }),
  );
  const states = fc.tuple(verdicts, verdicts).map(
    ([a, b]): Part => ({
      text: `ct state vmap { established : accept, related : accept, invalid : ${a}, untracked : ${b} }`,
      points: ANY_POINT,
    }),
  );
  const protocols = fc.tuple(verdicts, verdicts).map(
    ([a, b]): Part => ({
      text: `meta l4proto . ct state vmap { udp . new : ${a}, icmp . new : ${b} }`,
      points: ANY_POINT,
    }),
  );
  return fc.oneof(
    { weight: 10, arbitrary: ruled },
    { weight: 1, arbitrary: ports },
    { weight: 1, arbitrary: states },
    { weight: 1, arbitrary: protocols },
  );
}

const rules = (depth: number): fc.Arbitrary<Part[]> =>
  fc.array(rule(depth), { minLength: 1, maxLength: depth === 0 ? 8 : 4 });

const namedSet = (family: Family, n: number): fc.Arbitrary<Part> =>
  fc.array(address(family), { minLength: 1, maxLength: 4 }).map((values) => ({
    text: `  set set${family}_${n} {\n    type ipv${family}_addr\n    flags interval\n    auto-merge\n    elements = { ${values.map(({ text }) => text).join(',\n      ')} }\n  }`,
    points: {
      ...ANY_POINT,
      family,
      source: values.flatMap(({ points }) => points),
      destination: values.flatMap(({ points }) => points),
    },
  }));

/** One table with three chains behind a base chain at the hook, and sometimes a second base chain. */
export const generatedNft = (hook: 'forward' | 'input'): fc.Arbitrary<GeneratedNft> =>
  fc
    .record({
      sets: fc.tuple(namedSet(4, 0), namedSet(4, 1), namedSet(6, 0), namedSet(6, 1)),
      chains: fc.tuple(rules(1), rules(2), rules(3)),
      base: rules(0),
      policy: fc.constantFrom('accept', 'drop'),
      second: fc.option(rules(3)),
    })
    .map(({ sets, chains, base, policy, second }) => {
      const body = (name: string, first: string, parts: readonly Part[]): string =>
        `  chain ${name} {\n${first}${parts.map(({ text }) => `    ${hook === 'input' ? text.replaceAll(/oifname (?:!= )?"\w+"/g, 'iifname "eth0"') : text}\n`).join('')}  }\n`;
      const all = [...chains.flat(), ...base, ...(second ?? [])];
      const text = [
        'table inet t {',
        ...sets.map((s) => s.text),
        ...chains.map((parts, i) => body(CHAINS[i] ?? '', '', parts)).toReversed(),
        body('base', `    type filter hook ${hook} priority filter; policy ${policy};\n`, base),
        ...(second ? [body('second', `    type filter hook ${hook} priority filter + 5;\n`, second)] : []),
        '}',
        '',
      ].join('\n');
      return { text, points: [...all.map((part) => part.points), ...sets.map((s) => s.points)] };
    });
