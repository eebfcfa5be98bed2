import { INTERNET } from '../hierarchy/zoneIndex.ts';
import {
  ANY_ADDRESS,
  ANY_PORT,
  ANY_SERVICE,
  ICMP,
  ICMPV6,
  icmpRange,
  intersectMatch,
  type Match,
  type ServiceRange,
  servicesOver,
} from '../net/match.ts';
import type { AddressRange, Family } from '../net/network.ts';
import { normalizePorts, type PortRange } from '../net/ports.ts';
import { PUBLIC_ADDRESSES } from '../net/public-addresses.ts';
import type { Party, Policy, Rule } from '../policy/model.ts';
import type { Ruleset } from '../policy/ruleset.ts';
import { subtractPorts } from '../policy/subtract-ports.ts';

/** What a rule of the plan's cut asks of a configuration. */
export interface Need {
  readonly rule: Rule;
  readonly hook: Ruleset['hook'];
  /** All of it has to be permitted. */
  readonly needed: readonly Match[];
  /** All of it may be permitted for it. */
  readonly allowed: readonly Match[];
  /** What the far end sends back on a connection once it stands. */
  readonly answers: readonly Match[];
  /**
   * `exact`: as it says. `by-name`: the far end is known by name only, so that some of the addresses are needed,
   * and nobody knows which.
   */
  readonly known: 'exact' | 'by-name';
}

/** Clients send TCP from ports above the well-known ones: a filter may insist on it. */
export const CLIENT_PORTS: PortRange = { first: 1024, last: 65535 };
const NO_CODE = icmpRange(0);
const ANY_CODE = icmpRange(0, 255);

/**
 * @param policy the plan's cut.
 * @param open the same cut where ends that are known by name only count as every address outside of the zones.
 */
export function needsOf(policy: Policy, open: Policy): Need[] {
  const exact = policy.rules.map((rule) => needOf(rule, rule.from, rule.to, 'exact'));
  if (open === policy) return exact;
  const known = new Map<string, Rule[]>();
  for (const rule of policy.rules) known.set(keyOf(rule), [...(known.get(keyOf(rule)) ?? []), rule]);
  const isNamed = (party: Party): boolean => party.name === INTERNET;
  const named = open.rules.flatMap((rule) => {
    const same = known.get(keyOf(rule)) ?? [];
    const ports = subtractPorts(rule.ports, normalizePorts(same.flatMap((other) => other.ports)));
    if (same.length > 0 && ports.length === 0) return [];
    const rest = { ...rule, ports };
    if (rule.to.some(isNamed)) return [needOf(rest, rule.from, rule.to.filter(isNamed), 'by-name')];
    if (rule.from.some(isNamed)) return [needOf(rest, rule.from.filter(isNamed), rule.to, 'by-name')];
    return [];
  });
  return [...exact, ...named];
}

/** What two rules have in common that permit the same between the same ends, on whatever ports. */
function keyOf({
  direction,
  from,
  to,
  transport,
  rpc,
  cast,
  follows,
  program,
  windowsService,
}: Rule): string {
  const ends = (side: readonly Party[]): string[] =>
    side.map(({ name, networks }) => JSON.stringify([name, ...networks.map((n) => n.text)])).sort();
  return JSON.stringify([
    direction,
    ends(from),
    ends(to),
    transport,
    rpc,
    cast,
    follows,
    program,
    windowsService,
  ]);
}

function needOf(rule: Rule, from: readonly Party[], to: readonly Party[], known: Need['known']): Need {
  const ends = { sources: from.flatMap(neededOf), destinations: to.flatMap(neededOf) };
  const back = { sources: ends.destinations, destinations: ends.sources };
  const all = {
    sources: from.flatMap((party) => party.networks),
    destinations: to.flatMap((party) => party.networks),
  };
  const asks = { rule, hook: rule.direction, known };
  if (rule.transport === 'icmp')
    return {
      ...asks,
      needed: pings(ends, ECHO_REQUEST, NO_CODE),
      // In packets of the other family these protocols are none that anybody answers.
      allowed: [
        {
          ...all,
          services: PINGS.map(({ family, protocol }) => echo(protocol, ECHO_REQUEST[family], ANY_CODE)),
        },
      ],
      answers: pings(back, ECHO_REPLY, NO_CODE),
    };
  const services = servicesOver(
    rule.transport,
    rule.ports,
    rule.transport === 'tcp' ? CLIENT_PORTS : ANY_PORT,
  );
  const turned = services.map(({ protocol, source, destination }) => ({
    protocol,
    source: destination,
    destination: source,
  }));
  return {
    ...asks,
    needed: [{ ...ends, services }],
    allowed: [{ ...all, services: services.map((service) => ({ ...service, source: ANY_PORT })) }],
    answers: [{ ...back, services: turned }],
  };
}

/**
 * The addresses of an end. "The internet" may be any outside of the zones, but only public ones are needed there:
 * filters rightly keep private and reserved ones from getting out.
 */
function neededOf({ name, networks }: Party): readonly AddressRange[] {
  if (name !== INTERNET) return networks;
  const open = intersectMatch(
    { sources: networks, destinations: ANY_ADDRESS, services: [ANY_SERVICE] },
    { sources: PUBLIC_ADDRESSES, destinations: ANY_ADDRESS, services: [ANY_SERVICE] },
  );
  return open?.sources ?? networks;
}

const one = (protocol: number): PortRange => ({ first: protocol, last: protocol });

/** Each family has a protocol of its own for them, and numbers. */
const PINGS = [
  { family: 4, protocol: ICMP },
  { family: 6, protocol: ICMPV6 },
] as const;
const ECHO_REQUEST = { 4: 8, 6: 128 } as const;
const ECHO_REPLY = { 4: 0, 6: 129 } as const;

function echo(protocol: number, type: number, code: PortRange): ServiceRange {
  return { protocol: one(protocol), source: icmpRange(type), destination: code };
}

function pings(
  { sources, destinations }: Pick<Match, 'sources' | 'destinations'>,
  type: Readonly<Record<Family, number>>,
  code: PortRange,
): Match[] {
  return PINGS.flatMap(({ family, protocol }) => {
    const from = sources.filter((range) => range.family === family);
    const to = destinations.filter((range) => range.family === family);
    if (from.length === 0 || to.length === 0) return [];
    return [{ sources: from, destinations: to, services: [echo(protocol, type[family], code)] }];
  });
}
