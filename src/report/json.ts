import type { Conversation, Service } from '../catalog/model.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Endpoint, Flow, FlowService, Plan } from '../plan/model.ts';
import { PLAN_FORMAT } from '../plan/plan-format.ts';

/**
 * The plan as a JSON document in pieces, an element a line. Ends, services and conversations stand in tables of
 * their own, and flows refer to them: ends by index, the others by id. What a document doesn't use it doesn't list.
 */
export function* planJsonChunks(plan: Plan): Generator<string> {
  const ends = new Map<Endpoint, number>();
  const services = new Map<string, Service>();
  const conversations = new Map<string, Conversation>();
  for (const flow of plan.flows) {
    for (const end of flow.from) if (!ends.has(end)) ends.set(end, ends.size);
    for (const end of flow.to) if (!ends.has(end)) ends.set(end, ends.size);
    for (const { service } of flow.services) services.set(service.id, service);
    conversations.set(flow.conversation.id, flow.conversation);
  }
  yield `{\n"format": ${quote(PLAN_FORMAT)},\n"hierarchy": ${quote(plan.hierarchy)},\n"version": ${plan.version}`;
  yield* list('services', services.values(), serviceDocument);
  yield* list('conversations', conversations.values(), conversationDocument);
  yield* list('endpoints', ends.keys(), endpointDocument);
  yield* list('flows', plan.flows, (flow) => flowDocument(flow, ends));
  yield* list('diagnostics', plan.diagnostics, diagnosticDocument);
  yield '\n}\n';
}

/** A JSON string. */
export const quote = (text: string): string => JSON.stringify(text);

function* list<T>(key: string, items: Iterable<T>, document: (item: T) => object): Generator<string> {
  let separator = '';
  yield `,\n${quote(key)}: [`;
  for (const item of items) {
    yield `${separator}\n${JSON.stringify(document(item))}`;
    separator = ',';
  }
  yield separator === '' ? ']' : '\n]';
}

function serviceDocument({ id, name, transport, ports, rpc, cast }: Service): object {
  return { id, name, transport, ports, ...(rpc && { rpc }), ...(cast && { cast }) };
}

/** What a reader of a plan needs of a conversation. */
export function conversationDocument(conversation: Conversation): object {
  const { id, title, initiator, responder, direction, purpose, guide, microsoft, sources } = conversation;
  return {
    id,
    title,
    initiator,
    responder,
    direction,
    purpose,
    guide,
    ...(microsoft && { microsoft }),
    sources,
  };
}

/** An end with its networks as text. */
export function endpointDocument(end: Endpoint): object {
  const { kind, name, zone, networks, fqdns, owner, os } = end;
  const texts = networks.map((network) => network.text);
  return {
    kind,
    name,
    zone,
    networks: texts,
    fqdns,
    ...(owner !== undefined && { owner }),
    ...(os && { os }),
  };
}

/** A flow as it stands in the document; `ends` gives each end's index in the table. */
function flowDocument(flow: Flow, ends: ReadonlyMap<Endpoint, number>): object {
  return {
    id: flow.id,
    conversation: flow.conversation.id,
    reverse: flow.reverse,
    from: flow.from.map((end) => ends.get(end)),
    to: flow.to.map((end) => ends.get(end)),
    services: flow.services.map(flowServiceDocument),
    path: flow.path.map(({ filter, from, to }) => ({ filter, from, to })),
    reasons: flow.reasons,
  };
}

/** Also used by the answer of `why`. */
export function flowServiceDocument({
  service,
  transport,
  ports,
  phase,
  window,
  reasons,
}: FlowService): object {
  return { service: service.id, transport, ports, phase, ...(window && { window }), reasons };
}

/** A diagnostic with its keys in a fixed order. */
export function diagnosticDocument(diagnostic: Diagnostic): object {
  const { code, severity, message, place, expected, help, related } = diagnostic;
  return {
    code,
    severity,
    message,
    ...(place && { place }),
    ...(expected !== undefined && { expected }),
    ...(help !== undefined && { help }),
    ...(related && { related }),
  };
}
