import { normalizePorts } from '../../net/ports.ts';
import type { Interface } from '../../policy/model.ts';
import type { Sides } from './sides.ts';
import type { Side, Term, TermService } from './term.ts';

/** A term before it has a name and a title. */
export type DraftTerm = Omit<Term, 'id' | 'title' | 'reply'> & {
  readonly fromScope?: Interface;
  readonly toScope?: Interface;
};

export interface Merging {
  readonly mixedTransports: boolean;
  readonly sides: Sides;
}

/**
 * Joins terms as long as the packets stay the same: alike in all but the services, in all but the destination, or in
 * all but the source. The order is that of the first of those which became one.
 */
export function mergeTerms(terms: readonly DraftTerm[], { mixedTransports, sides }: Merging): DraftTerm[] {
  let merged: readonly DraftTerm[] = terms;
  const services = new ServiceKeys();
  const frames = new Frames();
  const apart = (term: DraftTerm): string =>
    mixedTransports ? '' : (term.services[0] as TermService).transport;
  for (;;) {
    const before = merged.length;
    merged = join(
      merged,
      frames,
      (t) => `${t.from.key} > ${t.to.key} ${apart(t)}`,
      (first, all) => ({
        ...first,
        services: joinServices(all.flatMap((t) => t.services)),
      }),
    );
    merged = join(
      merged,
      frames,
      (t) => `${t.from.key} ${services.of(t.services)}${isName(t.to)}`,
      (first, all) => ({
        ...first,
        to: unionOf(
          all.map((t) => t.to),
          first,
          sides,
          first.toScope,
        ),
      }),
    );
    merged = join(
      merged,
      frames,
      (t) => `${t.to.key} ${services.of(t.services)}`,
      (first, all) => ({
        ...first,
        from: unionOf(
          all.map((t) => t.from),
          first,
          sides,
          first.fromScope,
        ),
      }),
    );
    if (merged.length === before) return [...merged];
  }
}

/** Names stay with the flow that they are for. */
const isName = (side: Side): string => (side.kind === 'names' ? ` ${side.key}` : '');

function unionOf(
  all: readonly Side[],
  { families }: DraftTerm,
  sides: Sides,
  scope: Interface | undefined,
): Side {
  const [first] = all as [Side];
  return all.every((side) => side.key === first.key) ? first : sides.union(all, families, scope);
}

/** Those of one key become one, all at once: one after the other would copy what is there again and again. */
function join(
  terms: readonly DraftTerm[],
  frames: Frames,
  keyOf: (term: DraftTerm) => string,
  combine: (first: DraftTerm, all: readonly DraftTerm[]) => DraftTerm,
): readonly DraftTerm[] {
  const groups = new Map<string, DraftTerm[]>();
  for (const term of terms) {
    const key = `${frames.of(term)} ${keyOf(term)}`;
    const group = groups.get(key);
    if (group) group.push(term);
    else groups.set(key, [term]);
  }
  if (groups.size === terms.length) return terms;
  return [...groups.values()].map((all) => {
    const [first] = all as [DraftTerm];
    if (all.length === 1) return first;
    const joined = { ...combine(first, all), rules: [...new Set(all.flatMap((t) => t.rules))] };
    frames.inherit(joined, first);
    return joined;
  });
}

/** What must be alike in any case, as a text that is made once for each term. */
class Frames {
  readonly #known = new WeakMap<DraftTerm, string>();

  of(term: DraftTerm): string {
    let frame = this.#known.get(term);
    if (frame === undefined) {
      frame = frameOf(term);
      this.#known.set(term, frame);
    }
    return frame;
  }

  inherit(term: DraftTerm, from: DraftTerm): void {
    this.#known.set(term, this.of(from));
  }
}

function frameOf(term: DraftTerm): string {
  const { direction, fromInterface, toInterface, families, phase, window, program, windowsService } = term;
  const rpc = term.services.map((s) => s.rpc ?? '').find((r) => r !== '') ?? '';
  const parts = [
    direction,
    fromInterface,
    toInterface,
    families.join(''),
    phase,
    window?.from,
    window?.until,
  ];
  return JSON.stringify([...parts, program, windowsService, rpc]);
}

/** Services of one transport become one, their ports joined. */
function joinServices(services: readonly TermService[]): TermService[] {
  const kinds = new Map<string, TermService[]>();
  for (const service of services) {
    const key = `${service.transport} ${service.rpc ?? ''}`;
    const known = kinds.get(key);
    if (known) known.push(service);
    else kinds.set(key, [service]);
  }
  const joined = [...kinds.values()].map((all): TermService => {
    const [first] = all as [TermService];
    return all.length === 1 ? first : { ...first, ports: normalizePorts(all.flatMap((s) => s.ports)) };
  });
  return ORDER.flatMap((transport) => joined.filter((s) => s.transport === transport));
}

const ORDER: readonly TermService['transport'][] = ['tcp', 'udp', 'icmp', 'icmpv6', 'esp'];

/** A text for a list of services, made once for each list. */
class ServiceKeys {
  readonly #known = new WeakMap<readonly TermService[], string>();

  of(services: readonly TermService[]): string {
    let key = this.#known.get(services);
    if (key === undefined) {
      key = services
        .map((s) => `${s.transport}/${s.ports.map((p) => `${p.first}-${p.last}`).join()}/${s.rpc ?? ''}`)
        .join(';');
      this.#known.set(services, key);
    }
    return key;
  }
}
