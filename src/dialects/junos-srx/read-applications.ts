import { hasPorts, ICMP, ICMPV6, icmpRange } from '../../net/match.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Dependency } from '../../policy/ruleset.ts';
import type { Draft } from './draft.ts';
import type { Application, ApplicationSet, ServiceTerm } from './model.ts';
import { ICMP_TYPES, ICMP6_TYPES, PORTS, PROTOCOLS } from './names.ts';
import { childrenOf, lastNameOf, type Node, namesOf, unknownIn } from './tree.ts';

export interface Applications {
  readonly applications: ReadonlyMap<string, Application>;
  readonly applicationSets: ReadonlyMap<string, ApplicationSet>;
}

/** Reads `applications`; of several, later ones are looked up first. */
export function readApplications(draft: Draft, nodes: readonly (Node | undefined)[]): Applications {
  const applications = new Map<string, Application>();
  const applicationSets = new Map<string, ApplicationSet>();
  for (const node of nodes) {
    for (const child of childrenOf(node, 'application'))
      applications.set(child.name, readApplication(draft, child));
    for (const child of childrenOf(node, 'application-set'))
      applicationSets.set(child.name, {
        statement: draft.statement(child),
        applications: namesOf(child, 'application'),
        sets: namesOf(child, 'application-set'),
        unknown: unknownOf(draft, child),
      });
    unknownOf(draft, node);
  }
  return { applications, applicationSets };
}

function unknownOf(draft: Draft, node: Node | undefined): Application['unknown'] {
  return unknownIn(node).map((unknown) => {
    const statement = draft.statement(unknown);
    draft.notUnderstood(statement, 'Policies with the application depend on it');
    return statement;
  });
}

const OF_TERM =
  'protocol destination-port source-port icmp-type icmp6-type rpc-program-number uuid ether-type'.split(' ');

function readApplication(draft: Draft, node: Node): Application {
  const terms = childrenOf(node, 'term');
  const unknown = [...unknownOf(draft, node), ...terms.flatMap((term) => unknownOf(draft, term))];
  const isPlain = OF_TERM.some((keyword) => lastNameOf(node, keyword) !== undefined) || terms.length === 0;
  const read = [...(isPlain ? [node] : []), ...terms].map((term) => readTerm(draft, term));
  return { statement: draft.statement(node), terms: read, unknown };
}

const ANY_PROTOCOLS: readonly PortRange[] = [{ first: 0, last: 255 }];

/** Whatever could not be read makes the term one that may match more or less. */
function readTerm(draft: Draft, node: Node): ServiceTerm {
  const conditions: Dependency[] = [];
  const unclear = (keyword: string, value: string): undefined => {
    draft.notUnderstood(
      draft.statement(childrenOf(node, keyword).at(-1) ?? node),
      `Policies with the application depend on "${keyword} ${value}"`,
    );
    conditions.push({ kind: 'not-understood', text: `"${keyword} ${value}", which was not understood` });
  };
  const value = (keyword: string): string | undefined => lastNameOf(node, keyword);
  const protocolText = value('protocol');
  const protocol = protocolText === undefined ? undefined : numberOf(protocolText, PROTOCOLS, 255);
  // In the vendor's own list the number 0 stands for any protocol.
  if (protocolText === undefined) unclear('protocol', 'that is missing');
  else if (protocol === undefined || protocol === 0) unclear('protocol', protocolText);
  for (const keyword of ['rpc-program-number', 'uuid'] as const) {
    const number = value(keyword);
    if (number === undefined) continue;
    const text = `the ${keyword} ${number} and the port that it is given`;
    conditions.push({ kind: 'application', text, value: number });
  }
  const ether = value('ether-type');
  if (ether !== undefined) unclear('ether-type', ether);
  const known = protocol === undefined || protocol === 0 ? undefined : protocol;
  const ports = portsOf(value, known, unclear);
  const icmp = typesOf(value, known, unclear);
  const learns = /^(?:ms-rpc|sun-rpc|rpc)$/.test(value('application-protocol') ?? value('alg') ?? '');
  if (learns && !ports.destination && conditions.length === 0)
    conditions.push({ kind: 'application', text: 'the programs of RPC and the ports that they are given' });
  const isUnclear = conditions.some(({ kind }) => kind === 'not-understood');
  return {
    protocols: known === undefined ? ANY_PROTOCOLS : [{ first: known, last: known }],
    ...(isUnclear ? {} : { ...ports, ...icmp }),
    conditions,
  };
}

type Value = (keyword: string) => string | undefined;
type Unclear = (keyword: string, value: string) => undefined;
type Ends = Pick<ServiceTerm, 'source' | 'destination'>;

function portsOf(value: Value, protocol: number | undefined, unclear: Unclear): Ends {
  const read = (keyword: string): PortRange | undefined => {
    const text = value(keyword);
    if (text === undefined) return undefined;
    const range = readPorts(text);
    if (!range || (protocol !== undefined && !hasPorts(protocol))) return unclear(keyword, text);
    return range;
  };
  const source = read('source-port');
  const destination = read('destination-port');
  return { ...(source && { source }), ...(destination && { destination }) };
}

function typesOf(value: Value, protocol: number | undefined, unclear: Unclear): Ends {
  const ends: { source?: PortRange; destination?: PortRange } = {};
  for (const [prefix, number, names] of [
    ['icmp', ICMP, ICMP_TYPES],
    ['icmp6', ICMPV6, ICMP6_TYPES],
  ] as const) {
    const typeText = value(`${prefix}-type`);
    const codeText = value(`${prefix}-code`);
    const type = typeText === undefined ? undefined : numberOf(typeText, names, 255);
    const code = codeText === undefined ? undefined : numberOf(codeText, NO_NAMES, 255);
    if (typeText !== undefined && (type === undefined || protocol !== number))
      unclear(`${prefix}-type`, typeText);
    else if (codeText !== undefined && (code === undefined || type === undefined || protocol !== number))
      unclear(`${prefix}-code`, codeText);
    if (type !== undefined) ends.source = icmpRange(type);
    if (code !== undefined) ends.destination = icmpRange(code);
  }
  return ends;
}

const NO_NAMES: ReadonlyMap<string, number> = new Map();

function numberOf(text: string, names: ReadonlyMap<string, number>, most: number): number | undefined {
  const named = names.get(text);
  if (named !== undefined) return named;
  return /^\d{1,5}$/.test(text) && Number(text) <= most ? Number(text) : undefined;
}

/** `80`, `http`, `1024-65535`. */
function readPorts(text: string): PortRange | undefined {
  const single = numberOf(text, PORTS, 65535);
  if (single !== undefined) return { first: single, last: single };
  const [, first = '', last = ''] = /^(\d{1,5})-(\d{1,5})$/.exec(text) ?? [];
  const range = { first: Number(first), last: Number(last) };
  return first !== '' && range.last <= 65535 && range.first <= range.last ? range : undefined;
}
