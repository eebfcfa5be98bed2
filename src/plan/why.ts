import type { Hierarchy } from '../hierarchy/model.ts';
import { contains, type Network, overlaps, parseNetwork } from '../net/network.ts';
import { type PortRange, parsePorts, type Transport } from '../net/ports.ts';
import type { Endpoint, Flow, FlowService, Plan } from './model.ts';
import { needsNetwork } from './rows.ts';

/** "From, to, port": what somebody asks about. */
export interface Question {
  readonly source: Asked;
  readonly destination: Asked;
  readonly transport: Transport;
  /** Absent for ICMP, or to ask about all ports. */
  readonly port?: PortRange;
}

/** An end by its name, or by an address or network. */
export interface Asked {
  readonly text: string;
  readonly network?: Network;
}

/** One planned service that answers the question. */
export interface Answer {
  readonly flow: Flow;
  readonly service: FlowService;
  readonly from: Endpoint;
  readonly to: Endpoint;
  /** Whether the planned flow covers all that was asked, or only a part of it. */
  readonly covers: 'all' | 'part';
}

export interface Why {
  readonly question: Question;
  /** Why it is needed; empty where nothing needs it. */
  readonly answers: readonly Answer[];
  /** Needed between the same ends, but the other way round. */
  readonly reverse: readonly Answer[];
  /** Needed from source to destination on other ports. */
  readonly nearby: readonly Answer[];
  /** Both are one host: no network between them. */
  readonly sameHost: boolean;
}

/** Reads `tcp/445`, `udp/63000-64000`, `tcp` or `icmp`. */
export function parseServiceText(
  text: string,
): Pick<Question, 'transport' | 'port'> | { readonly error: string } {
  const match = /^(tcp|udp|icmp)(?:\/(.+))?$/i.exec(text.trim());
  if (!match) return { error: 'expected tcp/445, udp/9, a range like udp/63000-64000, or icmp' };
  const transport = (match[1] ?? '').toLowerCase() as Transport;
  if (match[2] === undefined) return { transport };
  if (transport === 'icmp') return { error: 'icmp has no ports' };
  const ports = parsePorts(match[2]);
  if ('error' in ports) return { error: ports.error };
  const [port] = ports;
  if (!port || ports.length > 1) return { error: 'ask about one port or one range at a time' };
  return { transport, port };
}

/** All names that `whyFlow` understands, for a "did you mean". */
export function knownEnds(plan: Plan, hierarchy: Hierarchy): string[] {
  const names = new Set<string>(
    [...hierarchy.hosts, ...hierarchy.clients, ...hierarchy.consoles].map((e) => e.name),
  );
  for (const flow of plan.flows) for (const end of [...flow.from, ...flow.to]) names.add(end.name);
  return [...names];
}

/** Takes an end as it was typed: an address or network, a name of the plan, or nothing for an unknown name. */
export function askedEnd(text: string, plan: Plan, hierarchy: Hierarchy): Asked | undefined {
  if (knownEnds(plan, hierarchy).includes(text)) return { text };
  const host = hierarchy.hosts.find((h) => h.fqdn?.toLowerCase() === text.toLowerCase());
  if (host) return { text: host.name };
  const network = parseNetwork(text);
  return 'error' in network ? undefined : { text, network };
}

/** Answers from the plan why something is needed, or that nothing needs it and what comes close. */
export function whyFlow(plan: Plan, question: Question): Why {
  const { source, destination } = question;
  const forward = [...between(plan, source, destination)];
  const back = [...between(plan, destination, source)];
  const fits = (a: Answer): boolean => portFit(a.service, question) !== undefined;
  return {
    question,
    answers: forward
      .filter(fits)
      .map((a) => ({ ...a, covers: a.covers === 'all' ? (portFit(a.service, question) ?? 'part') : 'part' })),
    reverse: back.filter(fits),
    nearby: forward.filter((a) => !fits(a)),
    sameHost: source.network === undefined && source.text === destination.text && isHost(plan, source.text),
  };
}

function isHost(plan: Plan, name: string): boolean {
  return plan.flows.some((f) => [...f.from, ...f.to].some((e) => e.kind === 'host' && e.name === name));
}

function* between(plan: Plan, source: Asked, destination: Asked): Generator<Answer> {
  for (const flow of plan.flows) {
    const from = ends(flow.from, source);
    if (from.length === 0) continue;
    for (const [to, toFit] of ends(flow.to, destination)) {
      for (const [start, startFit] of from) {
        if (!needsNetwork(start, to)) continue;
        const covers = startFit === 'all' && toFit === 'all' ? 'all' : 'part';
        for (const service of flow.services) yield { flow, service, from: start, to, covers };
      }
    }
  }
}

function ends(endpoints: readonly Endpoint[], asked: Asked): [Endpoint, 'all' | 'part'][] {
  const { network } = asked;
  const found: [Endpoint, 'all' | 'part'][] = [];
  for (const endpoint of endpoints) {
    if (network === undefined) {
      if (endpoint.name === asked.text) found.push([endpoint, 'all']);
    } else if (endpoint.networks.some((n) => contains(n, network))) found.push([endpoint, 'all']);
    else if (endpoint.networks.some((n) => overlaps(n, network))) found.push([endpoint, 'part']);
  }
  return found;
}

function portFit(service: FlowService, { transport, port }: Question): 'all' | 'part' | undefined {
  if (service.transport !== transport) return undefined;
  if (port === undefined) return 'all';
  if (service.ports.some((p) => p.first <= port.first && port.last <= p.last)) return 'all';
  return service.ports.some((p) => p.first <= port.last && port.first <= p.last) ? 'part' : undefined;
}
