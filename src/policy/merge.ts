import { formatPorts, normalizePorts, type PortRange } from '../net/ports.ts';
import type { FlowService } from '../plan/model.ts';
import type { Draft } from './draft.ts';
import { followedProtocol } from './follows.ts';
import type { Party, Rule } from './model.ts';
import { ruleId } from './rule-id.ts';
import { subtractPorts } from './subtract-ports.ts';
import { ruleTitle } from './title.ts';

/** Drafts that differ in nothing but port, service and origin. */
interface Bucket {
  readonly first: Draft;
  parts: Part[];
}

interface Part {
  readonly draft: Draft;
  readonly ports: readonly PortRange[];
}

/**
 * Makes rules of drafts. Those with the same sides, transport, phase and window become one rule with several
 * ports, and what several conversations need alike becomes one rule with several origins. A temporary rule
 * for packets that another always permits is left out, and its origin joins the other.
 * The permitted packets stay exactly the union of the drafts'.
 */
export function mergeDrafts(drafts: Iterable<Draft>): Rule[] {
  const frames = new Map<string, Map<string, Bucket>>();
  const order: Bucket[] = [];
  const keyOf = partyKeys();
  for (const draft of drafts) {
    const frameKey = JSON.stringify([keyOf(draft.from), keyOf(draft.to), ...kindOf(draft)]);
    const frame = frames.get(frameKey) ?? new Map<string, Bucket>();
    frames.set(frameKey, frame);
    const time = timeOf(draft.service);
    let bucket = frame.get(time);
    if (!bucket) {
      bucket = { first: draft, parts: [] };
      frame.set(time, bucket);
      order.push(bucket);
    }
    bucket.parts.push({ draft, ports: draft.service.ports });
  }
  for (const frame of frames.values()) if (frame.size > 1) moveRepeated(frame);
  const taken = new Set<string>();
  return order.filter((bucket) => bucket.parts.length > 0).map((bucket) => ruleOf(bucket, taken));
}

/** Moves what is always permitted out of the temporary buckets, into the one that always holds. */
function moveRepeated(frame: ReadonlyMap<string, Bucket>): void {
  const always = frame.get(ALWAYS);
  if (!always) return;
  const ports = normalizePorts(always.parts.flatMap((part) => part.ports));
  const moved: Part[] = [];
  for (const bucket of frame.values()) {
    if (bucket === always) continue;
    bucket.parts = bucket.parts.flatMap((part) => {
      const rest = subtractPorts(part.ports, ports);
      if (rest.length > 0 && formatPorts(rest) === formatPorts(part.ports)) return [part];
      moved.push({ draft: part.draft, ports: [] });
      return rest.length > 0 ? [{ draft: part.draft, ports: rest }] : [];
    });
  }
  always.parts.push(...moved);
}

function ruleOf({ first, parts }: Bucket, taken: Set<string>): Rule {
  const { service, phase, window, transport } = first.service;
  const names = (side: readonly Party[]): string =>
    side
      .map((p) => p.name)
      .sort()
      .join('\n');
  const base = ruleId([names(first.from), names(first.to), ...kindOf(first), timeOf(first.service)]);
  let id = base;
  for (let n = 2; taken.has(id); n++) id = `${base}-${n}`;
  taken.add(id);
  const services = new Map(parts.map(({ draft }) => [draft.service.service.id, draft.service.service.name]));
  const origins = new Map(parts.map(({ draft }) => [draft.origin.flow, draft.origin]));
  const follows = followedProtocol(service);
  return {
    id,
    action: 'permit',
    direction: first.direction,
    from: first.from,
    to: first.to,
    transport,
    ports: normalizePorts(parts.flatMap((part) => part.ports)),
    ...(transport === 'icmp' && { icmp: 'echo-request' as const }),
    ...(service.rpc && { rpc: service.rpc }),
    ...(service.cast && { cast: service.cast }),
    ...(follows && { follows }),
    services: [...services.keys()],
    serviceNames: [...new Set(services.values())],
    phase,
    ...(window && { window }),
    origins: [...origins.values()],
    title: ruleTitle(first.from, first.to, [...new Set(services.values())]),
    ...first.program,
  };
}

const timeOf = ({ phase, window }: Pick<FlowService, 'phase' | 'window'>): string =>
  [phase, window?.from ?? '', window?.until ?? ''].join('/');
const ALWAYS: string = timeOf({ phase: 'always' });

/** What keeps two drafts apart besides sides, ports and time. */
function kindOf({ direction, service, program }: Draft): string[] {
  return [
    direction,
    service.transport,
    service.service.rpc ?? '',
    service.service.cast ?? '',
    followedProtocol(service.service) ?? '',
    program?.program ?? '',
    program?.windowsService ?? '',
  ];
}

/** A text for a list of parties that is the same for the same parties in any order; remembers lists it has seen. */
function partyKeys(): (side: readonly Party[]) => string {
  const seen = new WeakMap<readonly Party[], string>();
  return (side) => {
    let key = seen.get(side);
    if (key === undefined) {
      key = side
        .map((p) => JSON.stringify([p.name, ...p.networks.map((n) => n.text)]))
        .sort()
        .join();
      seen.set(side, key);
    }
    return key;
  };
}
