import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { Network } from '../../../net/network.ts';
import type { Policy } from '../../../policy/model.ts';
import type { Side, Term, TermService } from '../../lowering/term.ts';
import { termsOf } from '../../lowering/terms.ts';
import { singlePorts } from '../single-ports.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { IpsecRule, IpsecScript } from './model.ts';

/** Meaning only: what travels inside of IPsec → connection security rules, seen from the host. */
export function lower(policy: Policy): { model: IpsecScript; diagnostics: Diagnostic[] } {
  const { terms, diagnostics } = termsOf(policy, CAPABILITIES);
  const own = [...diagnostics];
  const rules = terms.flatMap((term) => term.services.flatMap((service) => ruleOf(term, service, own)));
  return { model: { host: policy.name, hierarchy: policy.hierarchy, rules }, diagnostics: own };
}

const PROTOCOLS: Readonly<Record<TermService['transport'], IpsecRule['protocol'] | undefined>> = {
  tcp: 'TCP',
  udp: 'UDP',
  icmp: 'ICMPv4',
  icmpv6: 'ICMPv6',
  // ESP inside of ESP is none of the plan's.
  esp: undefined,
};

function ruleOf(term: Term, { transport, ports }: TermService, diagnostics: Diagnostic[]): IpsecRule[] {
  const protocol = PROTOCOLS[transport];
  if (protocol === undefined) return [];
  const isIn = term.direction === 'in';
  const [local, remote] = isIn ? [term.to, term.from] : [term.from, term.to];
  const rule: IpsecRule = {
    name: `Portolan-ipsec-${term.id}`,
    protocol,
    side: isIn ? 'local' : 'remote',
    local: networksOf(local, term),
    remote: networksOf(remote, term),
    term,
  };
  if (protocol === 'ICMPv4' || protocol === 'ICMPv6') return [rule];
  const single = singlePorts(ports, term, { filters: RULES, protocol }, diagnostics);
  if (single === 'any') return [rule];
  return single.length === 0 ? [] : [{ ...rule, ports: single }];
}

const RULES = 'connection security rules of Windows';

const WHOLE: Readonly<Record<4 | 6, Network>> = {
  4: { family: 4, first: 0n, last: 0xffffffffn, text: '0.0.0.0/0' },
  6: { family: 6, first: 0n, last: (1n << 128n) - 1n, text: '::/0' },
};

function networksOf(side: Side, { families }: Term): readonly Network[] {
  return side.kind === 'networks' ? side.networks : families.map((family) => WHOLE[family]);
}
