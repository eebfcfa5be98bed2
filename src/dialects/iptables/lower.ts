import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Family, Network } from '../../net/network.ts';
import type { Party, Policy, Rule } from '../../policy/model.ts';
import { isEverything, networkList } from '../network-list.ts';
import { multiportLists } from './multiport.ts';
import type { RestoreChain, RestoreFile, RestoreLine, RestoreRule, RestoreSide } from './written-model.ts';

const CHAINS = {
  forward: { builtIn: 'FORWARD', name: 'PORTOLAN-FORWARD' },
  in: { builtIn: 'INPUT', name: 'PORTOLAN-INPUT' },
  out: { builtIn: 'OUTPUT', name: 'PORTOLAN-OUTPUT' },
} as const satisfies Record<Rule['direction'], Omit<RestoreChain, 'rules'>>;

/** Meaning only: neutral policy → the table `filter` for both families. */
export function lower(policy: Policy): { model: RestoreFile; diagnostics: Diagnostic[] } {
  const directions: Rule['direction'][] = policy.kind === 'network' ? ['forward'] : ['in', 'out'];
  const chains = directions.map((direction): RestoreChain => {
    const rules = policy.rules.filter((rule) => rule.direction === direction);
    return { ...CHAINS[direction], rules: rules.map(lowerRule) };
  });
  const { kind, hierarchy, name } = policy;
  return { model: { kind, hierarchy, name, chains }, diagnostics: kind === 'host' ? [lockOut(name)] : [] };
}

function lockOut(name: string): Diagnostic {
  return diagnostic('PT7007', {
    message: `the rules for the host ${name} do not permit management access such as SSH`,
    help: 'Put what else the host needs into the places of the file that are marked for it before you load it',
  });
}

function lowerRule(rule: Rule): RestoreRule {
  const lines: RestoreLine[] = [];
  // ICMP has no ports, and one line.
  const lists = rule.transport === 'icmp' ? [[]] : multiportLists(rule.ports);
  for (const family of [4, 6] satisfies Family[]) {
    for (const source of sidesOf(rule.from, family)) {
      for (const destination of sidesOf(rule.to, family)) {
        for (const ports of lists)
          lines.push({ family, source, destination, transport: rule.transport, ports });
      }
    }
  }
  return { rule, lines };
}

/** Of a list, iptables makes a rule for each address; longer ones make lines that it can't read. */
const MOST_ADDRESSES = 50;

/** None where the side has no address of the family. */
function sidesOf(side: readonly Party[], family: Family): RestoreSide[] {
  const all = networkList(side, family);
  if (all.some(isEverything)) return [{ kind: 'any' }];
  const networks = all.filter(isNetwork);
  const sides: RestoreSide[] = [];
  for (let i = 0; i < networks.length; i += MOST_ADDRESSES)
    sides.push({ kind: 'networks', networks: networks.slice(i, i + MOST_ADDRESSES) });
  for (const range of all) if (!isNetwork(range)) sides.push({ kind: 'range', range });
  return sides;
}

const isNetwork = ({ text }: Network): boolean => !text.includes('-');
