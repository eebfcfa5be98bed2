import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import {
  ANY_ADDRESS,
  ANY_PACKET,
  ANY_PORT,
  ANY_PROTOCOL,
  hasPorts,
  type Match,
  type ServiceRange,
} from '../../net/match.ts';
import { type Network, parseNetwork } from '../../net/network.ts';
import { type PortRange, parsePorts } from '../../net/ports.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { Configuration, Dependency, FilterRule, Ruleset } from '../../policy/ruleset.ts';
import { closedBehind, PASSES_AS_IT_IS } from '../raising/secured.ts';
import { writtenAt } from '../source/lines.ts';
import type { ReadSwan, SwanSection } from './parse.ts';

/** Numbers of the protocols that selectors name (IANA); others are written as numbers. */
const PROTOCOLS: Readonly<Record<string, number>> = {
  icmp: 1,
  tcp: 6,
  udp: 17,
  esp: 50,
  'ipv6-icmp': 58,
  sctp: 132,
};

/**
 * What a host sends and takes only inside of IPsec, as rules that depend on it: outside of IPsec these packets don't
 * pass, and all others do whatever the host's firewall says.
 */
export function raiseSwan(config: ReadSwan): {
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const connections = config.root.sections.find(({ name }) => name === 'connections');
  const rules = (connections?.sections ?? [])
    .flatMap((connection) =>
      (connection.sections.find(({ name }) => name === 'children')?.sections ?? []).map((child) =>
        ruleOf(config, connection, child, diagnostics),
      ),
    )
    // What keeps packets out of a tunnel comes first (POLICY_PRIORITY_PASS).
    .sort((a, b) => Number(isCarried(a)) - Number(isCarried(b)));
  const doubts = config.doubts.slice(0, 20).map((written): FilterRule => {
    const depends: Dependency[] = [
      { kind: 'not-understood', text: `${JSON.stringify(written.text)}, which was not understood` },
    ];
    return { action: 'unknown', matches: [ANY_PACKET], states: ANY_STATE, depends, ...written };
  });
  if (rules.length === 0)
    diagnostics.push(
      diagnostic('PT8007', { message: `${config.file} has no connection that carries anything` }),
    );
  const ruleset = (hook: 'in' | 'out'): Ruleset => {
    const own = hook === 'out' ? rules : rules.map(turned);
    return {
      name: `IPsec, ${hook === 'in' ? 'inbound' : 'outbound'}`,
      hook,
      order: 'first-match',
      stateful: true,
      rules: [...doubts, ...own, ...closedBehind(own), ...dropped(own)],
      otherwise: PASSES_AS_IT_IS,
    };
  };
  const rulesets = rules.length + doubts.length > 0 ? [ruleset('in'), ruleset('out')] : [];
  return { configuration: { dialect: 'strongswan', file: config.file, rulesets }, diagnostics };
}

const isCarried = ({ depends }: FilterRule): boolean => depends.some(({ kind }) => kind === 'security');

/** What children drop, wherever they stand: packets that nothing else carries or lets pass. */
const dropped = (rules: readonly FilterRule[]): FilterRule[] =>
  rules
    .filter(({ action }) => action === 'deny')
    .map((rule) => ({ ...rule, depends: rule.depends.filter((d) => d.text !== goesFirst(rule.name)) }));

const goesFirst = (name: string | undefined): string => `whether ${name}, which drops, goes first`;

const turned = (rule: FilterRule): FilterRule => ({
  ...rule,
  matches: rule.matches.map(({ sources, destinations, services }) => ({
    sources: destinations,
    destinations: sources,
    services: services.map((s) =>
      hasPorts(s.protocol.first) ? { ...s, source: s.destination, destination: s.source } : s,
    ),
  })),
});

/** As packets of the host's own: from the local selectors to the remote ones. */
function ruleOf(
  config: ReadSwan,
  connection: SwanSection,
  child: SwanSection,
  diagnostics: Diagnostic[],
): FilterRule {
  const written = writtenAt(config.lines, child.start, child.end);
  const [local, remote] = [selectors(child, 'local_ts'), selectors(child, 'remote_ts')];
  const action = child.settings.get('mode') === 'drop' ? 'deny' : 'permit';
  const depends = dependenciesOf(connection, child);
  if (!local || !remote) {
    diagnostics.push(
      diagnostic('PT8002', {
        message: `the traffic selectors of ${child.name} were not understood`,
        place: written.place,
      }),
    );
    depends.push({ kind: 'not-understood', text: `the traffic selectors of ${child.name}` });
    return {
      action,
      matches: [ANY_PACKET],
      states: ANY_STATE,
      depends,
      ...written,
      name: child.name,
    };
  }
  const matches = local.flatMap((own) =>
    remote.flatMap((other): Match[] => {
      const protocol = meet(own.protocol, other.protocol);
      if (!protocol) return [];
      const isPorted = protocol.first === protocol.last && hasPorts(protocol.first);
      const service: ServiceRange = {
        protocol,
        source: isPorted ? own.ports : ANY_PORT,
        destination: isPorted ? other.ports : ANY_PORT,
      };
      return [{ sources: own.networks, destinations: other.networks, services: [service] }];
    }),
  );
  return { action, matches, states: ANY_STATE, depends, ...written, name: child.name };
}

/**
 * Only a trap holds packets until there is a security association for them; elsewhere they pass as they are as long as
 * there is none. A child with the mode `pass` lets them pass in any case. (swanctl.conf(5), `start_action` and `mode`.)
 */
function dependenciesOf(connection: SwanSection, { name, settings }: SwanSection): Dependency[] {
  const mode = settings.get('mode');
  const isTrapped = (settings.get('start_action') ?? 'none').split('|').includes('trap');
  const installed: Dependency[] = isTrapped
    ? []
    : [{ kind: 'other', text: `whether ${name} is installed (swanctl --install)` }];
  if (mode === 'pass') return installed;
  if (mode === 'drop') return [{ kind: 'other', text: goesFirst(name) }, ...installed];
  const depends: Dependency[] = [
    { kind: 'security', text: `IPsec (connection ${connection.name})`, value: connection.name },
  ];
  if (isTrapped && mode === 'transport' && hasSeveralEnds(connection))
    depends.push({ kind: 'other', text: `which addresses ${name} is for: its trap is for the first ones` });
  if (!isTrapped)
    depends.push({ kind: 'other', text: `whether ${name} is up, since its start_action is not trap` });
  return depends;
}

/**
 * A list of addresses on either side, one of the peers' being single: strongSwan 5.9.8 sets a trap in transport mode
 * for the first of them only.
 */
function hasSeveralEnds({ settings }: SwanSection): boolean {
  const [local, remote] = ['local_addrs', 'remote_addrs'].map((key) =>
    (settings.get(key) ?? '').split(',').map((text) => text.trim()),
  ) as [string[], string[]];
  return local.length + remote.length > 2 && remote.some((text) => text !== '' && !/[/%-]/.test(text));
}

interface Selector {
  readonly networks: Match['sources'];
  readonly protocol: PortRange;
  readonly ports: PortRange;
}

/** `10.0.0.0/24[tcp/443], dynamic[udp]`; nothing where a part isn't understood. */
function selectors(child: SwanSection, key: string): Selector[] | undefined {
  const text = child.settings.get(key);
  // Left out, it is the host's own address, which only the host knows.
  if (text === undefined) return undefined;
  const list: Selector[] = [];
  for (const item of text.split(',')) {
    const selector = selectorOf(item.trim());
    if (!selector) return undefined;
    list.push(selector);
  }
  return list;
}

function selectorOf(text: string): Selector | undefined {
  const [, address, protocolText, portText] =
    /^([^[\]\s]+)(?:\[([^/\]]*)(?:\/([^\]]*))?\])?$/.exec(text) ?? [];
  if (address === undefined) return undefined;
  const networks = networksOf(address);
  const protocol = protocolOf(protocolText);
  const ports = portsOf(portText);
  return networks && protocol && ports ? { networks, protocol, ports } : undefined;
}

function networksOf(text: string): readonly Network[] | Match['sources'] | undefined {
  if (text === '%any') return ANY_ADDRESS;
  const network = parseNetwork(text);
  return 'error' in network ? undefined : [network];
}

function protocolOf(text: string | undefined): PortRange | undefined {
  if (text === undefined || text === '' || text === 'any') return ANY_PROTOCOL;
  const number = Object.hasOwn(PROTOCOLS, text)
    ? PROTOCOLS[text]
    : /^\d{1,3}$/.test(text)
      ? Number(text)
      : undefined;
  return number === undefined || number > 255 ? undefined : { first: number, last: number };
}

function portsOf(text: string | undefined): PortRange | undefined {
  if (text === undefined || text === '' || text === 'any') return ANY_PORT;
  const ports = parsePorts(text);
  return 'error' in ports || ports.length !== 1 ? undefined : ports[0];
}

function meet(a: PortRange, b: PortRange): PortRange | undefined {
  const first = Math.max(a.first, b.first);
  const last = Math.min(a.last, b.last);
  return first <= last ? { first, last } : undefined;
}
