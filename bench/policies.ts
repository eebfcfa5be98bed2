/** Policies of any size, made from a number: client networks to servers, as a plan's cut for a filter or a host has them. */
import { type Network, network } from '../src/net/network.ts';
import type { PortRange } from '../src/net/ports.ts';
import type { Party, Policy, Rule } from '../src/policy/model.ts';
import { Random } from './random.ts';

const SERVICES: readonly { readonly transport: 'tcp' | 'udp'; readonly ports: readonly number[] }[] = [
  { transport: 'tcp', ports: [80, 443, 10123] },
  { transport: 'tcp', ports: [8530, 8531] },
  { transport: 'tcp', ports: [445] },
  { transport: 'udp', ports: [53, 88] },
  { transport: 'tcp', ports: [135, 1433, 4022] },
];

const INSIDE = 10n << 24n;
const OUTSIDE = (172n << 24n) + (16n << 16n);

const rangeOf = (port: number): PortRange => ({ first: port, last: port });
const party = (name: string, address: Network): Party => ({ name, networks: [address], fqdns: [] });
const host = (value: bigint): Network => network(4, value, value);
const subnet = (value: bigint): Network => network(4, value, value + 255n);

/**
 * So many rules, none of which another one makes needless and no two of which become one: each client network talks
 * to a server of its own. A host's rules come in to its own address.
 */
export function generatePolicy(kind: 'network' | 'host', count: number, dialect = ''): Policy {
  const random = new Random(count);
  const own = party('server', host(INSIDE + 1n));
  const rules = Array.from({ length: count }, (_, i): Rule => {
    const service = SERVICES[Math.floor(random.next() * SERVICES.length)] ?? SERVICES[0];
    const from = party(`clients-${i}`, subnet(OUTSIDE + BigInt(i % 4096) * 256n));
    // Beyond the private networks there is room for as many servers as are asked for.
    const server = party(`dp-${i}`, host(INSIDE + 16n + BigInt(i)));
    return {
      id: `r${i.toString(16).padStart(10, '0')}`,
      action: 'permit',
      direction: kind === 'host' ? 'in' : 'forward',
      from: [kind === 'host' ? party(`clients-${i}`, subnet((20n << 24n) + BigInt(i) * 256n)) : from],
      to: [kind === 'host' ? own : server],
      transport: service?.transport ?? 'tcp',
      // On one host, rules for the same port would become one.
      ports: (kind === 'host' ? [1024 + (i % 60_000)] : (service?.ports ?? [])).map(rangeOf),
      services: ['http'],
      serviceNames: ['HTTP'],
      phase: 'always',
      origins: [
        { flow: `client-distribution-point#${i}`, conversation: 'client-distribution-point', reverse: false },
      ],
      title: `clients-${i} to dp-${i}: HTTP`,
    };
  });
  return {
    kind,
    name: 'core',
    hierarchy: 'Bench',
    dialect,
    rules,
    named: [],
    interfaces: [
      { name: 'inside', networks: [network(4, INSIDE, INSIDE + (1n << 24n) - 1n)] },
      { name: 'outside', networks: [network(4, OUTSIDE, OUTSIDE + (1n << 20n) - 1n)] },
    ],
    diagnostics: [],
  };
}

/** Names of each side of a shared policy: their pairs are its rules. */
const SHARED = 100;

/**
 * As many rules, up to 10,000, between few ends: each of 100 client networks talks to each of 100 servers, on ports
 * that it shares with no other pair of either, so that here, too, no two rules become one.
 */
export function generateSharedPolicy(count: number, dialect = ''): Policy {
  const policy = generatePolicy('network', SHARED, dialect);
  const sources = policy.rules.map(({ from }) => from);
  const servers = policy.rules.map(({ to }) => to);
  const rules = Array.from({ length: count }, (_, i): Rule => {
    const [a, b] = [Math.floor(i / SHARED) % SHARED, i % SHARED];
    const first = 2000 + ((a + b) % SHARED) * 20;
    return {
      ...(policy.rules[0] as Rule),
      id: `r${i.toString(16).padStart(10, '0')}`,
      from: sources[a] ?? [],
      to: servers[b] ?? [],
      ports: [first, first + 2, first + 7].slice(0, 1 + ((a + b) % 3)).map(rangeOf),
      origins: [
        { flow: `client-distribution-point#${i}`, conversation: 'client-distribution-point', reverse: false },
      ],
      title: `clients-${a} to dp-${b}: HTTP`,
    };
  });
  return { ...policy, rules };
}
