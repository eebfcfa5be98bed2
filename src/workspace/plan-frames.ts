/**
 * A planned hierarchy on its way from one process to another: in frames, for whoever receives a large one to do
 * something else in between. What is compared by identity is the same object there again: ends of flows, and what
 * stands in the catalog.
 */
import { setImmediate } from 'node:timers/promises';
import { deserialize, serialize } from 'node:v8';
import type { Catalog, Conversation, Service } from '../catalog/model.ts';
import type { ClientNetwork, Hierarchy, Host } from '../hierarchy/model.ts';
import type { Endpoint, Flow, FlowService, Plan } from '../plan/model.ts';
import type { HierarchyState } from './hierarchy-state.ts';

/** Things in a frame: some hundredths of a second to take in. */
const PIECE = 2_000;
/** A frame begins with its length. */
const LENGTH_BYTES = 4;

type Head = Pick<HierarchyState, 'diagnostics'> & {
  /** Whether the bytes were a text at all. */
  readonly isText: boolean;
  readonly hierarchy?: Hierarchy;
  readonly plan?: Plan;
};

/** A flow with the numbers of its ends, and the catalog's parts by their ids. */
interface PackedFlow extends Omit<Flow, 'conversation' | 'services' | Ends> {
  readonly conversation: Conversation | string;
  readonly services: readonly PackedService[];
  readonly from: readonly number[];
  readonly to: readonly number[];
  readonly beyond?: readonly number[];
}
type PackedService = Omit<FlowService, 'service'> & { readonly service: Service | string };
type Ends = 'from' | 'to' | 'beyond';

type Frame =
  | { readonly head: Head }
  | { readonly hosts: readonly Host[] }
  | { readonly clients: readonly ClientNetwork[] }
  | { readonly ends: readonly Endpoint[] }
  | { readonly flows: readonly PackedFlow[] };

/** All of a state but its text, which the receiver has. */
export function* packState(
  { text, hierarchy, planned, diagnostics }: HierarchyState,
  catalog: Catalog,
): Generator<Uint8Array> {
  const { plan } = planned ?? {};
  const head: Head = {
    isText: text !== undefined,
    diagnostics,
    ...(hierarchy && { hierarchy: { ...hierarchy, hosts: [], clients: [] } }),
    ...(plan && { plan: { ...plan, flows: [] } }),
  };
  yield* framed({ head });
  if (!hierarchy) return;
  for (const hosts of pieces(hierarchy.hosts)) yield* framed({ hosts });
  for (const clients of pieces(hierarchy.clients)) yield* framed({ clients });
  if (!plan) return;
  const numbers = new Map<Endpoint, number>();
  for (const { from, to, beyond = [] } of plan.flows)
    for (const end of [...from, ...to, ...beyond]) if (!numbers.has(end)) numbers.set(end, numbers.size);
  for (const ends of pieces([...numbers.keys()])) yield* framed({ ends });
  const pack = packer(numbers, catalog);
  for (const flows of pieces(plan.flows)) yield* framed({ flows: flows.map(pack) });
}

/** What `packState` made of the state of a text. Others have their turn between frames. */
export async function unpackState(
  packed: Uint8Array,
  { file, revision, text }: { readonly file: string; readonly revision: string; readonly text: string },
  catalog: Catalog,
): Promise<HierarchyState> {
  const hosts: Host[] = [];
  const clients: ClientNetwork[] = [];
  const ends: Endpoint[] = [];
  const flows: Flow[] = [];
  const unpack = unpacker(ends, catalog);
  let head: Head = { isText: false, diagnostics: [] };
  for (const bytes of frames(packed)) {
    await setImmediate();
    const frame = deserialize(bytes) as Frame;
    if ('head' in frame) head = frame.head;
    else if ('hosts' in frame) hosts.push(...frame.hosts);
    else if ('clients' in frame) clients.push(...frame.clients);
    else if ('ends' in frame) ends.push(...frame.ends);
    else flows.push(...frame.flows.map(unpack));
  }
  const { isText, diagnostics } = head;
  if (!head.hierarchy) return { file, revision, ...(isText && { text }), diagnostics };
  const hierarchy: Hierarchy = { ...head.hierarchy, hosts, clients };
  const planned = head.plan && { hierarchy, catalog, plan: { ...head.plan, flows } };
  return { file, revision, text, hierarchy, ...(planned && { planned }), diagnostics };
}

function packer(numbers: ReadonlyMap<Endpoint, number>, catalog: Catalog): (flow: Flow) => PackedFlow {
  const { byId, services } = knownOf(catalog);
  // Flows share their lists of services; so do packed ones.
  const packed = new Map<readonly FlowService[], readonly PackedService[]>();
  const numbersOf = (list: readonly Endpoint[]): number[] => list.map((end) => numbers.get(end) ?? -1);
  const servicesOf = (list: readonly FlowService[]): readonly PackedService[] => {
    const known = packed.get(list);
    if (known) return known;
    const now = list.map(({ service, ...rest }) => ({
      ...rest,
      service: services.get(service.id) === service ? service.id : service,
    }));
    packed.set(list, now);
    return now;
  };
  return ({ conversation, from, to, beyond, services: list, ...rest }) => ({
    ...rest,
    conversation: byId.get(conversation.id) === conversation ? conversation.id : conversation,
    services: servicesOf(list),
    from: numbersOf(from),
    to: numbersOf(to),
    ...(beyond && { beyond: numbersOf(beyond) }),
  });
}

function unpacker(ends: readonly Endpoint[], catalog: Catalog): (flow: PackedFlow) => Flow {
  const { byId, services } = knownOf(catalog);
  const unpacked = new WeakMap<readonly PackedService[], readonly FlowService[]>();
  const endsOf = (list: readonly number[]): Endpoint[] => list.map((number) => found(ends[number]));
  const servicesOf = (list: readonly PackedService[]): readonly FlowService[] => {
    const known = unpacked.get(list);
    if (known) return known;
    const now = list.map(({ service, ...rest }) => ({
      ...rest,
      service: typeof service === 'string' ? found(services.get(service)) : service,
    }));
    unpacked.set(list, now);
    return now;
  };
  return ({ conversation, from, to, beyond, services: list, ...rest }) => ({
    ...rest,
    conversation: typeof conversation === 'string' ? found(byId.get(conversation)) : conversation,
    services: servicesOf(list),
    from: endsOf(from),
    to: endsOf(to),
    ...(beyond && { beyond: endsOf(beyond) }),
  });
}

function knownOf({ conversations, services }: Catalog): {
  readonly byId: ReadonlyMap<string, Conversation>;
  readonly services: ReadonlyMap<string, Service>;
} {
  return { byId: new Map(conversations.map((one) => [one.id, one])), services };
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new TypeError('what was sent doesn’t fit the catalog here');
  return value;
}

function* pieces<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += PIECE) yield list.slice(at, at + PIECE);
}

function* framed(frame: Frame): Generator<Uint8Array> {
  const bytes = serialize(frame);
  const length = Buffer.alloc(LENGTH_BYTES);
  length.writeUInt32LE(bytes.length);
  yield length;
  yield bytes;
}

function* frames(packed: Uint8Array): Generator<Uint8Array> {
  const view = Buffer.from(packed.buffer, packed.byteOffset, packed.byteLength);
  for (let at = 0; at < view.length; ) {
    const length = view.readUInt32LE(at);
    at += LENGTH_BYTES;
    yield view.subarray(at, at + length);
    at += length;
  }
}
