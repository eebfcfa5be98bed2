import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { type Family, type Network, network } from '../../../net/network.ts';
import type { Policy } from '../../../policy/model.ts';
import type { Side, Term, TermService } from '../../lowering/term.ts';
import { termsOf } from '../../lowering/terms.ts';
import { isEverything } from '../../network-list.ts';
import { singlePorts } from '../single-ports.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { StaticFilter, StaticPolicy, StaticRule } from './model.ts';

/** Meaning only: what travels inside of IPsec → filters that negotiate, from the end that connects. */
export function lower(policy: Policy): { model: StaticPolicy; diagnostics: Diagnostic[] } {
  const { terms, diagnostics } = termsOf(policy, CAPABILITIES);
  const own = [...diagnostics];
  const rules = terms.flatMap((term): StaticRule[] => {
    const filters = term.services.flatMap((service) => filtersOf(term, service, own));
    return filters.length === 0 ? [] : [{ term, filters }];
  });
  return { model: { host: policy.name, hierarchy: policy.hierarchy, rules }, diagnostics: own };
}

const PROTOCOLS: Readonly<Record<TermService['transport'], StaticFilter['protocol'] | undefined>> = {
  tcp: 'TCP',
  udp: 'UDP',
  icmp: 'ICMP',
  icmpv6: '58',
  // ESP inside of ESP is none of the plan's.
  esp: undefined,
};

function filtersOf(term: Term, { transport, ports }: TermService, diagnostics: Diagnostic[]): StaticFilter[] {
  const protocol = PROTOCOLS[transport];
  if (protocol === undefined) return [];
  const hasPorts = protocol === 'TCP' || protocol === 'UDP';
  const single = hasPorts ? singlePorts(ports, term, { filters: FILTERS, protocol }, diagnostics) : 'any';
  return pairsOf(term).flatMap(([source, destination]): StaticFilter[] =>
    single === 'any'
      ? [{ source, destination, protocol }]
      : single.map((port) => ({ source, destination, protocol, port })),
  );
}

const FILTERS = 'filters of netsh ipsec';

/** A filter has one network at each end; `any` stands for IPv4 where the other end is some of IPv4. */
function pairsOf(term: Term): (readonly [Network, Network])[] {
  const [sources, destinations] = [networksOf(term.from, term), networksOf(term.to, term)];
  return sources.flatMap((source) =>
    destinations.flatMap((destination) => {
      const isWhole = source.family === 4 && isEverything(source) && isEverything(destination);
      return (isWhole ? HALVES : [destination]).map((to) => [source, to] as const);
    }),
  );
}

const HALVES: readonly Network[] = [network(4, 0n, 0x7fff_ffffn), network(4, 0x8000_0000n, 0xffff_ffffn)];
const WHOLE: Readonly<Record<Family, Network>> = {
  4: network(4, 0n, 0xffff_ffffn),
  6: network(6, 0n, (1n << 128n) - 1n),
};

function networksOf(side: Side, { families }: Term): readonly Network[] {
  return side.kind === 'networks' ? side.networks : families.map((family) => WHOLE[family]);
}
