import type { Conversation, ConversationService, Service } from '../catalog/model.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import { type PortRange, parsePorts } from '../net/ports.ts';
import { evaluate, type Outcome, type SettingSeed, settingSeed } from './conditions.ts';
import { endsKey, flowId } from './flow-id.ts';
import type { Match, PairingContext, ReasonSeed, Side } from './match.ts';
import type { Endpoint, Flow, FlowService, Reason } from './model.ts';
import { PAIRING_FUNCTIONS } from './pairings/pairings.ts';
import type { Remarks } from './remarks.ts';
import type { Routing } from './routing.ts';
import { lookup } from './settings.ts';
import { splitOwners } from './split.ts';

/** What planning one conversation needs. */
export interface Planning {
  readonly context: PairingContext;
  readonly place: (at: number) => Place;
  readonly routing: Routing;
  readonly remarks: Remarks;
}

/** The flows of one conversation. A match whose conditions don't hold gives none. */
export function* planConversation(planning: Planning, conversation: Conversation): Generator<Flow> {
  const { context, remarks } = planning;
  const { lifecycle } = conversation;
  const { version } = context.hierarchy;
  if (lifecycle.since !== undefined && version < lifecycle.since) return;
  const removed = lifecycle.removed !== undefined && version >= lifecycle.removed;
  const seen = new Map<string, Endpoint[]>();
  const reasons = new ReasonMemo(planning.place);
  for (const match of PAIRING_FUNCTIONS[conversation.pairing](context, conversation)) {
    const outcome = evaluate(context, match.scope, conversation.when);
    if (!outcome.holds) {
      remarks.conditionFailed(conversation, outcome.failed);
      continue;
    }
    if (removed) {
      remarks.removed(conversation);
      return;
    }
    const directions = [false, ...(reverses(planning, conversation, match) ? [true] : [])];
    for (const reverse of directions) {
      const back = reverse ? evaluate(context, match.scope, conversation.reverseWhen) : undefined;
      const seeds = [...match.reasons, ...outcome.seeds, ...(back?.holds ? back.seeds : [])];
      for (const flow of directedFlows(planning, conversation, match, reverse, outcome, seeds, reasons)) {
        const ends = `${reverse} ${endsKey(flow.from)} ${endsKey(flow.to)}`;
        const known = seen.get(ends);
        if (known) {
          // One flow to a proxy, whatever it is asked for.
          if (match.beyond && !known.includes(match.beyond)) known.push(match.beyond);
          continue;
        }
        const beyond = match.beyond ? [match.beyond] : [];
        seen.set(ends, beyond);
        remarks.planned(conversation);
        yield match.beyond ? { ...flow, beyond } : flow;
      }
    }
  }
}

/** Whether the responder starts talking, too. */
function reverses({ context }: Planning, conversation: Conversation, match: Match): boolean {
  if (conversation.direction !== 'two-way' || match.symmetric || match.proxyPort !== undefined) return false;
  return evaluate(context, match.scope, conversation.reverseWhen).holds;
}

function* directedFlows(
  planning: Planning,
  conversation: Conversation,
  match: Match,
  reverse: boolean,
  outcome: Outcome & { holds: true },
  seeds: readonly (ReasonSeed | SettingSeed)[],
  reasons: ReasonMemo,
): Generator<Flow> {
  const [from, to] = reverse ? [match.responder, match.initiator] : [match.initiator, match.responder];
  const parts = splitOwners(from, to);
  if (parts.length === 0) return;
  const services =
    match.proxyPort === undefined
      ? planServices(planning, conversation, match, to, reverse, outcome, reasons)
      : proxyServices(planning, match.proxyPort, conversation);
  if (services.length === 0) return;
  const path = planning.routing.path(from.zone, to.zone, conversation, from, to);
  for (const part of parts) {
    if (!planning.routing.shareFamily(conversation, part.from, part.to)) continue;
    yield {
      id: flowId(conversation.id, reverse, part.from, part.to),
      conversation,
      reverse,
      from: part.from,
      to: part.to,
      services,
      path,
      reasons: seeds.map((seed) => reasons.reason(seed)),
    };
  }
}

function planServices(
  { context, remarks }: Planning,
  conversation: Conversation,
  match: Match,
  to: Side,
  reverse: boolean,
  outcome: Outcome & { holds: true },
  memo: ReasonMemo,
): FlowService[] {
  const planned: FlowService[] = [];
  for (const entry of conversation.services) {
    if (reverse && entry.listener === 'responder') continue;
    const own = evaluate(context, match.scope, entry.when);
    if (!own.holds) {
      remarks.conditionFailed(conversation, own.failed, entry);
      continue;
    }
    const service = context.catalog.services.get(entry.service);
    if (!service) throw new Error(`the catalog names an unknown service: ${entry.service}`);
    const { ports, seeds } = portsOf(context, match, to, entry, service);
    const window = own.window ?? outcome.window;
    planned.push({
      service,
      transport: service.transport,
      ports,
      phase: entry.phase ?? conversation.phase,
      ...(window && { window }),
      reasons: [...own.seeds, ...seeds].map((seed) => memo.reason(seed)),
    });
  }
  return planned;
}

/** The ports that a service really listens on: the setting's, the host's RPC range, or the default. */
function portsOf(
  context: PairingContext,
  match: Match,
  to: Side,
  entry: ConversationService,
  service: Service,
): { ports: readonly PortRange[]; seeds: readonly (ReasonSeed | SettingSeed)[] } {
  if (service.transport === 'icmp') return { ports: [], seeds: [] };
  if (service.rpc === 'dynamic' && to.rpc) {
    const text = `dynamic RPC ports of ${to.endpoints[0]?.name ?? 'the host'} are restricted`;
    return { ports: to.rpc, seeds: [{ text, ...(to.rpcAt !== undefined && { at: to.rpcAt }) }] };
  }
  if (entry.ports === undefined) return { ports: portsFromText(service.ports), seeds: [] };
  const found = lookup(context, match.scope, entry.ports);
  if (found.value === undefined || found.value === null || found.value === 0) {
    return { ports: portsFromText(service.ports), seeds: [] };
  }
  const ports = portsFromText(String(found.value));
  return {
    ports,
    seeds: found.at === undefined ? [] : [settingSeed(context.catalog.settings.get(entry.ports), found)],
  };
}

const parsed = new Map<string, readonly PortRange[]>();

function portsFromText(text: string): readonly PortRange[] {
  let ports = parsed.get(text);
  if (!ports) {
    const result = parsePorts(text);
    if ('error' in result) throw new Error(`"${text}" is not a list of ports: ${result.error}`);
    ports = result;
    parsed.set(text, ports);
  }
  return ports;
}

/** To a web proxy there is one service, whatever the destination's are. */
function proxyServices({ context }: Planning, port: number, conversation: Conversation): FlowService[] {
  const service = context.catalog.services.get('http-proxy');
  if (!service) throw new Error('the catalog lacks the service http-proxy');
  return [
    {
      service,
      transport: 'tcp',
      ports: [{ first: port, last: port }],
      phase: conversation.phase,
      reasons: [],
    },
  ];
}

/** Reasons repeat over many flows; each is made once. */
class ReasonMemo {
  readonly #reasons = new Map<string, Reason>();
  readonly #place: (at: number) => Place;

  constructor(place: (at: number) => Place) {
    this.#place = place;
  }

  reason(seed: ReasonSeed | SettingSeed): Reason {
    const key = `${seed.at ?? ''} ${seed.text}`;
    let reason = this.#reasons.get(key);
    if (!reason) {
      reason = {
        text: seed.text,
        ...('setting' in seed && { setting: seed.setting, value: seed.value }),
        ...(seed.at !== undefined && { place: this.#place(seed.at) }),
      };
      this.#reasons.set(key, reason);
    }
    return reason;
  }
}
