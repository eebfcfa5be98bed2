import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { type Network, overlaps } from '../../net/network.ts';
import type { Policy } from '../../policy/model.ts';
import { Names } from '../lowering/names.ts';
import type { Side, Term } from '../lowering/term.ts';
import { termsOf } from '../lowering/terms.ts';
import { isEverything } from '../network-list.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { SwanChild, SwanConnection, SwanFile, SwanSelector } from './model.ts';

/**
 * Meaning only: what travels inside of IPsec → connections in transport mode, seen from the host. Each is between one
 * address of the host's and one peer's: strongSwan 5.9.8 sets a trap in transport mode for the first address of a list
 * alone, and for all others packets would leave as they are. Peers that are networks may share one.
 */
export function lower(policy: Policy): { model: SwanFile; diagnostics: Diagnostic[] } {
  const { terms, diagnostics } = termsOf(policy, CAPABILITIES);
  const names = new Names({ longest: CAPABILITIES.nameLength, illegal: /[^A-Za-z0-9_-]/ });
  const connections = new Map<string, SwanConnection & { readonly children: SwanChild[] }>();
  for (const term of terms) {
    const isIn = term.direction === 'in';
    const [own, other] = isIn ? [term.to, term.from] : [term.from, term.to];
    for (const local of networksOf(own, term)) {
      for (const remote of peersOf(networksOf(other, term))) {
        const key = [local, ...remote].map(({ text }) => text).join();
        let connection = connections.get(key);
        if (!connection) {
          const peers = namesOf(other, remote);
          const name = names.take(`cm-${peers[0]}${peers.length > 1 ? `-and-${peers.length - 1}-more` : ''}`);
          connection = { name, local, remote, peers: peers.join(', '), children: [] };
          connections.set(key, connection);
        }
        for (const selector of selectorsOf(term, isIn))
          connection.children.push({ name: names.take(term.id), selector, term });
      }
    }
  }
  return {
    model: { host: policy.name, hierarchy: policy.hierarchy, connections: [...connections.values()] },
    diagnostics: [...diagnostics],
  };
}

/** Single addresses each by itself, then all networks. */
function peersOf(networks: readonly Network[]): (readonly Network[])[] {
  const wide = networks.filter(({ first, last }) => first !== last);
  const single = networks.filter(({ first, last }) => first === last).map((network) => [network]);
  return wide.length > 0 ? [...single, wide] : single;
}

function namesOf(side: Side, networks: readonly Network[]): readonly string[] {
  if (side.kind !== 'networks') return ['any'];
  const own = side.parties.filter((p) => p.networks.some((n) => networks.some((m) => overlaps(n, m))));
  return own.map(({ name }) => name);
}

const WHOLE: Readonly<Record<4 | 6, Network>> = {
  4: { family: 4, first: 0n, last: 0xffffffffn, text: '0.0.0.0/0' },
  6: { family: 6, first: 0n, last: (1n << 128n) - 1n, text: '::/0' },
};

function networksOf(side: Side, { families }: Term): readonly Network[] {
  if (side.kind === 'networks') return side.networks.map((n) => (isEverything(n) ? WHOLE[n.family] : n));
  return families.map((family) => WHOLE[family]);
}

function selectorsOf({ services }: Term, isIn: boolean): SwanSelector[] {
  return services.flatMap(({ transport, ports }): SwanSelector[] => {
    switch (transport) {
      case 'icmp':
        return [{ protocol: 'icmp' }];
      case 'icmpv6':
        return [{ protocol: 'ipv6-icmp' }];
      // ESP inside of ESP is none of the plan's.
      case 'esp':
        return [];
      case 'tcp':
      case 'udp':
        return ports.map((range) => ({
          protocol: transport,
          ...(isIn ? { localPorts: range } : { remotePorts: range }),
        }));
      default:
        return transport satisfies never;
    }
  });
}
