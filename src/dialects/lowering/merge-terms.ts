import { normalizePorts } from '../../net/ports.ts';
import type { Interface } from '../../policy/model.ts';
import type { DraftTerm } from './draft-term.ts';
import type { Sides } from './sides.ts';
import type { Side, TermService } from './term.ts';
import { RowKeys, TermKeys } from './term-keys.ts';

export interface Merging {
  readonly mixedTransports: boolean;
  readonly sides: Sides;
}

/**
 * Joins terms as long as the packets stay the same: alike in all but the services, in all but the destination, or in
 * all but the source. The order is that of the first of those which became one.
 */
export function mergeTerms(
  terms: readonly DraftTerm[],
  { mixedTransports, sides }: Merging,
): readonly DraftTerm[] {
  const keys = new TermKeys();
  let merged = terms;
  let table = keys.tableOf(terms);
  const join = (
    alike: RowKeys,
    combine: (first: DraftTerm, all: readonly DraftTerm[]) => Partial<DraftTerm>,
  ): void => {
    if (alike.areDistinct()) return;
    merged = joinAlike(merged, alike, combine);
    table = keys.tableOf(merged);
  };
  for (;;) {
    const before = merged.length;
    join(
      new RowKeys(mixedTransports ? table.frames : table.framesOfTransports, table.from, table.to),
      (_, all) => ({ services: joinServices(all.flatMap((t) => t.services)) }),
    );
    // Names stay with the flow that they are for.
    join(new RowKeys(table.framesOfNames, table.from, table.services), (first, all) => ({
      to: unionOf(
        all.map((t) => t.to),
        first,
        sides,
        first.toScope,
      ),
    }));
    join(new RowKeys(table.frames, table.to, table.services), (first, all) => ({
      from: unionOf(
        all.map((t) => t.from),
        first,
        sides,
        first.fromScope,
      ),
    }));
    if (merged.length === before) return merged;
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
function joinAlike(
  terms: readonly DraftTerm[],
  alike: RowKeys,
  combine: (first: DraftTerm, all: readonly DraftTerm[]) => Partial<DraftTerm>,
): readonly DraftTerm[] {
  const groups = new Map<number | string, DraftTerm[]>();
  for (const [row, term] of terms.entries()) {
    const key = alike.of(row);
    const group = groups.get(key);
    if (group) group.push(term);
    else groups.set(key, [term]);
  }
  return [...groups.values()].map((all) => {
    const [first] = all as [DraftTerm];
    if (all.length === 1) return first;
    return { ...first, ...combine(first, all), rules: [...new Set(all.flatMap((t) => t.rules))] };
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
