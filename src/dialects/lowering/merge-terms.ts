import { normalizePorts } from '../../net/ports.ts';
import type { Interface } from '../../policy/model.ts';
import type { DraftTerm } from './draft-term.ts';
import type { Sides } from './sides.ts';
import type { Side, TermService } from './term.ts';
import { TermKeys } from './term-keys.ts';

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
  const keys = new TermKeys();
  for (;;) {
    const before = merged.length;
    merged = join(
      merged,
      (t) =>
        TermKeys.join(
          keys.frame(t, mixedTransports ? '' : t.services[0]?.transport),
          keys.side(t.from),
          keys.side(t.to),
        ),
      (first, all) => ({
        ...first,
        services: joinServices(all.flatMap((t) => t.services)),
      }),
    );
    merged = join(
      merged,
      // Names stay with the flow that they are for.
      (t) =>
        TermKeys.join(
          keys.frame(t, t.to.kind === 'names' ? t.to.key : ''),
          keys.side(t.from),
          keys.services(t.services),
        ),
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
      (t) => TermKeys.join(keys.frame(t), keys.side(t.to), keys.services(t.services)),
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
  keyOf: (term: DraftTerm) => number | string,
  combine: (first: DraftTerm, all: readonly DraftTerm[]) => DraftTerm,
): readonly DraftTerm[] {
  const keys = terms.map(keyOf);
  if (new Set(keys).size === terms.length) return terms;
  const groups = new Map<number | string, DraftTerm[]>();
  for (const [i, term] of terms.entries()) {
    const key = keys[i] as number | string;
    const group = groups.get(key);
    if (group) group.push(term);
    else groups.set(key, [term]);
  }
  return [...groups.values()].map((all) => {
    const [first] = all as [DraftTerm];
    if (all.length === 1) return first;
    return { ...combine(first, all), rules: [...new Set(all.flatMap((t) => t.rules))] };
  });
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
