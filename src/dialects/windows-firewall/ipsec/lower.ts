import { diagnostic } from '../../../diagnostics/codes.ts';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import type { Network } from '../../../net/network.ts';
import type { PortRange } from '../../../net/ports.ts';
import type { Policy } from '../../../policy/model.ts';
import type { Side, Term, TermService } from '../../lowering/term.ts';
import { termsOf } from '../../lowering/terms.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { IpsecRule, IpsecScript } from './model.ts';

/**
 * As many ports of one range are listed one by one: enough for a range of RPC that was narrowed to the hundred ports
 * that Microsoft takes for the least (KB 154596).
 */
const MOST_PORTS = 128;

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
  if (protocol === 'ICMPv4' || protocol === 'ICMPv6' || ports.some(isEveryPort)) return [rule];
  const wide = ports.filter((range) => range.last - range.first >= MOST_PORTS);
  if (wide.length > 0)
    diagnostics.push(
      diagnostic('PT7003', {
        message: `connection security rules of Windows take single ports only, so they can not secure the range ${wide.map((r) => `${r.first}-${r.last}`).join(', ')} of "${term.title}"`,
        help: `Narrow the range to at most ${MOST_PORTS} ports where the servers allow it (rpc of the host), or secure all of ${protocol} between these ends by a rule of your own`,
      }),
    );
  const single = ports
    .filter((range) => !wide.includes(range))
    .flatMap(({ first, last }) => Array.from({ length: last - first + 1 }, (_, i) => first + i));
  return single.length === 0 ? [] : [{ ...rule, ports: single }];
}

const isEveryPort = ({ first, last }: PortRange): boolean => first === 0 && last === 65535;

const WHOLE: Readonly<Record<4 | 6, Network>> = {
  4: { family: 4, first: 0n, last: 0xffffffffn, text: '0.0.0.0/0' },
  6: { family: 6, first: 0n, last: (1n << 128n) - 1n, text: '::/0' },
};

function networksOf(side: Side, { families }: Term): readonly Network[] {
  return side.kind === 'networks' ? side.networks : families.map((family) => WHOLE[family]);
}
