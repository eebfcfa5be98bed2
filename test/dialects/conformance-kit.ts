/** What every language that is printed has to fulfil: read back, it permits exactly what the policy says. */
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import type { Dialect } from '../../src/dialects/dialect.ts';
import { READERS } from '../../src/dialects/readers.ts';
import {
  ANY_IPV6,
  ANY_PORT,
  ANY_SERVICE,
  ICMP,
  ICMPV6,
  icmpRange,
  type Match,
  type ServiceRange,
  servicesOver,
} from '../../src/net/match.ts';
import type { AddressRange } from '../../src/net/network.ts';
import { PacketSet } from '../../src/net/packet-set.ts';
import { normalizePorts } from '../../src/net/ports.ts';
import { ESTABLISHED, NEW, type StateSet } from '../../src/net/state.ts';
import type { Party, Policy, Rule } from '../../src/policy/model.ts';
import type { Configuration, FilterRule, Ruleset } from '../../src/policy/ruleset.ts';

/** Where the host's own rules go, which are none here. */
const LOCAL_FILES = /^ *include "\/etc\/nftables\.d\/[^"]*"$/gm;

export interface ReadBack {
  readonly text: string;
  readonly configuration: Configuration;
  /** Of reading. */
  readonly diagnostics: readonly Diagnostic[];
  /** Of lowering. */
  readonly lowering: readonly Diagnostic[];
}

/** Prints a policy and reads what was printed. */
export function readBack(dialect: Dialect<unknown>, policy: Policy): ReadBack {
  const { model, diagnostics: lowering } = dialect.lower(policy);
  const { text } = dialect.print(model);
  const reader = READERS.get(dialect.reader ?? '');
  if (!reader) throw new Error(`${dialect.id} is read by ${dialect.reader}, which is no reader`);
  const rpc = normalizePorts(policy.rules.filter((r) => r.rpc === 'dynamic').flatMap((r) => r.ports));
  const parsed = reader.parse(text.replace(LOCAL_FILES, ''), `rules.${dialect.extension}`);
  const raised = reader.raise(parsed.config, {
    kind: policy.kind,
    interfaces: new Map(policy.interfaces.map(({ name, networks }) => [name, networks])),
    ...(rpc.length > 0 && { dynamicRpc: rpc }),
  });
  const diagnostics = [...parsed.diagnostics, ...raised.diagnostics];
  return { text, configuration: raised.configuration, diagnostics, lowering };
}

/** How a language says that it lets the answers of TFTP servers through. */
const HELPER = /ct helper|"helper"|inspect tftp|set helper tftp|alg tftp/;

/** Whatever is wrong with what was read back, in words; empty where it is the policy. */
export function differences(
  policy: Policy,
  { configuration, text }: ReadBack,
  dialect: Dialect<unknown>,
): string[] {
  const faults: string[] = [];
  const hooks = policy.kind === 'network' ? (['forward'] as const) : (['in', 'out'] as const);
  const { stateful, binding, fqdns } = dialect.capabilities;
  // A keyword stands for the host's range, which has no gaps.
  const byKeyword = (rule: Rule): Rule => {
    const [first, last] = [rule.ports[0], rule.ports.at(-1)];
    const isKeyword = dialect.capabilities.dynamicRpc === 'keyword' && rule.direction === 'in';
    if (!isKeyword || rule.rpc !== 'dynamic' || !first || !last) return rule;
    return { ...rule, ports: [{ first: first.first, last: last.last }] };
  };
  for (const hook of hooks) {
    const universe = universeOf(policy, hook, binding !== 'none');
    const asked = policy.rules.filter((rule) => rule.direction === hook).map(byKeyword);
    const named =
      fqdns === 'none' ? [] : policy.named.map(({ rule }) => rule).filter((r) => r.direction === hook);
    const answered = hook === 'in' ? 'out' : hook === 'out' ? 'in' : 'forward';
    // What the filter follows by itself needs no rule, and may have one.
    const isFollowed = (rule: Rule): boolean => rule.follows !== undefined && HELPER.test(text);
    const back = policy.rules.filter((rule) => rule.direction === answered);
    for (const state of stateful ? [NEW] : [NEW, ESTABLISHED]) {
      const needed = PacketSet.of([
        ...asked.filter((rule) => !isFollowed(rule)).flatMap((rule) => packetsOf(rule, 'needed')),
        ...(stateful ? [] : back.flatMap((rule) => repliesOf(rule, state, 'needed'))),
      ])
        .intersect(universe)
        .subtract(nobodysMulticast(policy));
      const allowed = PacketSet.of([
        ...(hook === 'forward' ? [NEIGHBOURS] : []),
        ...asked.flatMap((rule) => packetsOf(rule, 'allowed')),
        ...(stateful ? [] : back.flatMap((rule) => repliesOf(rule, state, 'allowed'))),
      ]);
      const mayBe = allowed.union(PacketSet.of(named.flatMap((rule) => packetsOf(rule, 'allowed'))));
      const must = permitted(configuration, hook, state, 'must').intersect(universe);
      const may = permitted(configuration, hook, state, 'may').intersect(universe);
      const where = `${hook}, ${state === NEW ? 'new' : 'established'}`;
      tell(needed.subtract(must), `missing (${where})`, faults);
      tell(must.subtract(allowed), `open beyond the policy (${where})`, faults);
      tell(may.subtract(mayBe), `perhaps open beyond the policy (${where})`, faults);
    }
  }
  return faults;
}

/** Neighbour discovery, which lists at interfaces permit and nothing forwards. */
const NEIGHBOURS: Match = {
  sources: [ANY_IPV6],
  destinations: [ANY_IPV6],
  services: [
    {
      protocol: { first: ICMPV6, last: ICMPV6 },
      source: icmpRange(133, 136),
      destination: icmpRange(0, 255),
    },
  ],
};

function tell(set: PacketSet, what: string, faults: string[]): void {
  if (set.isEmpty()) return;
  const [first] = set.matches();
  const range = ({ first: a, last: b, family }: AddressRange): string =>
    `${family}:${a.toString(16)}-${b.toString(16)}`;
  faults.push(
    `${what}: ${first?.sources.slice(0, 2).map(range)} > ${first?.destinations.slice(0, 2).map(range)} ${JSON.stringify(first?.services.slice(0, 2))}`,
  );
}

/** A network such as the internet's holds multicast addresses, to which only rules for multicast send anything. */
function nobodysMulticast(policy: Policy): PacketSet {
  const all: Match = {
    sources: EVERYWHERE(),
    destinations: [
      { family: 4, first: 0xe000_0000n, last: 0xefff_ffffn },
      { family: 6, first: 0xffn << 120n, last: (1n << 128n) - 1n },
    ],
    services: [ANY_SERVICE],
  };
  const meant = policy.rules.filter((rule) => rule.cast === 'multicast');
  return PacketSet.of([all]).subtract(PacketSet.of(meant.flatMap((rule) => packetsOf(rule, 'allowed'))));
}

/** Packets that a filter or host gets to judge at all. */
function universeOf(policy: Policy, hook: Ruleset['hook'], isBound: boolean): PacketSet {
  if (policy.kind === 'network') {
    if (!isBound) return PacketSet.all;
    const pairs = policy.interfaces.flatMap((from) =>
      policy.interfaces.filter((to) => to !== from).map((to) => productOf(from.networks, to.networks)),
    );
    return PacketSet.of(pairs);
  }
  const side = (rule: Rule): readonly Party[] => (rule.direction === 'in' ? rule.to : rule.from);
  const own = policy.rules.flatMap((rule) => side(rule).flatMap((party) => party.networks));
  const everywhere = PacketSet.all.matches()[0] as Match;
  return PacketSet.of([
    hook === 'in' ? productOf(everywhere.sources, own) : productOf(own, everywhere.destinations),
  ]);
}

const productOf = (sources: readonly AddressRange[], destinations: readonly AddressRange[]): Match => ({
  sources,
  destinations,
  services: [ANY_SERVICE],
});

const EVERYWHERE = (): readonly AddressRange[] =>
  (PacketSet.all.matches() as Match[]).flatMap((m) => m.sources);

function packetsOf(rule: Rule, what: 'needed' | 'allowed'): Match[] {
  const sources = rule.from.flatMap((p) => p.networks);
  const destinations = rule.to.flatMap((p) => (p.networks.length > 0 ? p.networks : EVERYWHERE()));
  if (rule.transport !== 'icmp')
    return [{ sources, destinations, services: servicesOver(rule.transport, rule.ports) }];
  return pings(sources, destinations, { 4: 8, 6: 128 }, what);
}

/** A filter that judges each packet by itself can't tell a UDP answer from a packet of its own. */
function repliesOf(rule: Rule, state: StateSet, what: 'needed' | 'allowed'): Match[] {
  const sources = rule.to.flatMap((p) => p.networks);
  const destinations = rule.from.flatMap((p) => p.networks);
  if (rule.transport === 'icmp') return pings(sources, destinations, { 4: 0, 6: 129 }, what);
  if (rule.transport === 'tcp' && state === NEW) return [];
  const services = servicesOver(rule.transport, rule.ports).map(
    ({ protocol, destination }): ServiceRange => ({ protocol, source: destination, destination: ANY_PORT }),
  );
  return [{ sources, destinations, services }];
}

function pings(
  sources: readonly AddressRange[],
  destinations: readonly AddressRange[],
  types: Readonly<Record<4 | 6, number>>,
  what: 'needed' | 'allowed',
): Match[] {
  return ([4, 6] as const).map((family) => {
    const number = family === 4 ? ICMP : ICMPV6;
    // In packets of the other family these protocols are none that anybody answers.
    const ofFamily = (ranges: readonly AddressRange[]): AddressRange[] =>
      ranges.filter((r) => what === 'allowed' || r.family === family);
    return {
      sources: ofFamily(sources),
      destinations: ofFamily(destinations),
      services: [
        {
          protocol: { first: number, last: number },
          source: icmpRange(types[family]),
          destination: what === 'needed' ? icmpRange(0) : icmpRange(0, 255),
        },
      ],
    };
  });
}

/** Conditions that hold on the host that the rules are for. */
const HOLDS: ReadonlySet<string> = new Set(['program', 'windows-service']);

/** What passes all rule sets of a hook, with everything uncertain decided one way. Folds rules, last to first. */
export function permitted(
  { rulesets }: Configuration,
  hook: Ruleset['hook'],
  state: StateSet,
  assume: 'must' | 'may',
): PacketSet {
  return rulesets
    .filter((ruleset) => ruleset.hook === hook)
    .map((ruleset) => permittedBy(ruleset, state, assume))
    .reduce((all, one) => all.intersect(one), PacketSet.all);
}

function permittedBy(ruleset: Ruleset, state: StateSet, assume: 'must' | 'may'): PacketSet {
  if (ruleset.stateful && state !== NEW) return PacketSet.all;
  const assumed = assume === 'must' ? 'deny' : 'permit';
  // What goes out by default is the host's own setting, which the printed rules leave as it is.
  const isOwnDefault = ruleset.hook === 'out' && ruleset.otherwise.place === undefined;
  const action = isOwnDefault ? 'deny' : ruleset.otherwise.action;
  let passes = (action === 'unknown' ? assumed : action) === 'permit' ? PacketSet.all : PacketSet.empty;
  const rules = ruleset.rules.filter((rule) => (rule.states & state) !== 0);
  const inOrder = sorted(ruleset, rules);
  // Neighbours of one action are taken together.
  for (let end = inOrder.length; end > 0; ) {
    const kind = effect(inOrder[end - 1] as FilterRule, assumed);
    let start = end - 1;
    while (start > 0 && effect(inOrder[start - 1] as FilterRule, assumed) === kind) start--;
    if (kind !== undefined) {
      const set = PacketSet.of(inOrder.slice(start, end).flatMap((rule) => rule.matches));
      passes = kind === 'permit' ? passes.union(set) : passes.subtract(set);
    }
    end = start;
  }
  if (!ruleset.scope) return passes;
  return passes.union(PacketSet.all.subtract(PacketSet.of(ruleset.scope)));
}

function effect(rule: FilterRule, assumed: 'permit' | 'deny'): 'permit' | 'deny' | undefined {
  if (rule.action === 'unknown') return assumed;
  const isCertain = rule.depends.every((d) => HOLDS.has(d.kind));
  return isCertain || rule.action === assumed ? rule.action : undefined;
}

function sorted({ order }: Ruleset, rules: readonly FilterRule[]): readonly FilterRule[] {
  const isDeny = (rule: FilterRule): number =>
    rule.action === 'deny' ? 0 : rule.action === 'unknown' ? 1 : 2;
  if (order === 'block-beats-allow') return [...rules].sort((a, b) => isDeny(a) - isDeny(b));
  if (order !== 'priority') return rules;
  return [...rules].sort((a, b) => (a.priority ?? 0) - (b.priority ?? 0) || isDeny(a) - isDeny(b));
}
