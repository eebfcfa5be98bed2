import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Network } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Policy, Rule } from '../../policy/model.ts';
import type { Side, Term, TermService } from '../lowering/term.ts';
import { termsOf } from '../lowering/terms.ts';
import { CAPABILITIES } from './capabilities.ts';
import { multiportLists } from './multiport.ts';
import type { RestoreChain, RestoreFile, RestoreSide, RestoreTerm } from './written-model.ts';

const CHAINS = {
  forward: { builtIn: 'FORWARD', name: 'PORTOLAN-FORWARD' },
  in: { builtIn: 'INPUT', name: 'PORTOLAN-INPUT' },
  out: { builtIn: 'OUTPUT', name: 'PORTOLAN-OUTPUT' },
} as const satisfies Record<Rule['direction'], Omit<RestoreChain, 'terms'>>;

/** Meaning only: neutral policy → the table `filter` for both families. */
export function lower(policy: Policy): { model: RestoreFile; diagnostics: Diagnostic[] } {
  const { terms, diagnostics } = termsOf(policy, CAPABILITIES);
  const directions: Rule['direction'][] = policy.kind === 'network' ? ['forward'] : ['in', 'out'];
  const known: Known = { sides: new Map(), lists: new Map() };
  const chains = directions.map((direction): RestoreChain => {
    const own = terms.filter((term) => term.direction === direction);
    return { ...CHAINS[direction], terms: own.map((term) => lowerTerm(term, known)) };
  });
  const { kind, hierarchy, name } = policy;
  const findings = kind === 'host' ? [...diagnostics, lockOut(name)] : [...diagnostics];
  return { model: { kind, hierarchy, name, chains }, diagnostics: findings };
}

function lockOut(name: string): Diagnostic {
  return diagnostic('PT7007', {
    message: `the rules for the host ${name} do not permit management access such as SSH`,
    help: 'Put what else the host needs into the places of the file that are marked for it before you load it',
  });
}

/** What was made of sides and ports: most of them stand in many terms. */
interface Known {
  readonly sides: Map<Side, readonly RestoreSide[]>;
  readonly lists: Map<readonly PortRange[], readonly (readonly PortRange[])[]>;
}

/** A term holds one family and one service here. */
function lowerTerm(term: Term, known: Known): RestoreTerm {
  const { transport, ports } = term.services[0] as TermService;
  return {
    term,
    family: term.families[0] ?? 4,
    sources: sidesOf(term.from, known),
    destinations: sidesOf(term.to, known),
    transport: transport === 'icmpv6' ? 'icmp' : transport,
    lists: listsOf(ports, known),
  };
}

function listsOf(ports: readonly PortRange[], { lists }: Known): readonly (readonly PortRange[])[] {
  let made = lists.get(ports);
  if (!made) {
    // ICMP and ESP have no ports, and one line.
    made = ports.length === 0 ? [[]] : multiportLists(ports);
    lists.set(ports, made);
  }
  return made;
}

function sidesOf(side: Side, { sides }: Known): readonly RestoreSide[] {
  let made = sides.get(side);
  if (!made) {
    made = restoreSidesOf(side);
    sides.set(side, made);
  }
  return made;
}

/** Of a list, iptables makes a rule for each address; longer ones make lines that it can't read. */
const MOST_ADDRESSES = 50;

function restoreSidesOf(side: Side): RestoreSide[] {
  if (side.kind !== 'networks') return side.kind === 'any' ? [{ kind: 'any' }] : [];
  const only = side.networks[0];
  if (only && side.networks.length === 1 && isNetwork(only))
    return [{ kind: 'networks', networks: side.networks }];
  const networks = side.networks.filter(isNetwork);
  const sides: RestoreSide[] = [];
  for (let i = 0; i < networks.length; i += MOST_ADDRESSES)
    sides.push({ kind: 'networks', networks: networks.slice(i, i + MOST_ADDRESSES) });
  for (const range of side.networks) if (!isNetwork(range)) sides.push({ kind: 'range', range });
  return sides;
}

const isNetwork = ({ text }: Network): boolean => !text.includes('-');
