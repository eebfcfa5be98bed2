import { normalizePorts } from '../../net/ports.ts';
import type { Interface } from '../../policy/model.ts';
import type { DraftTerm } from './draft-term.ts';
import type { Sides } from './sides.ts';
import type { Side, TermService } from './term.ts';
import { TermKeys, type TermTable } from './term-keys.ts';

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
    keyOf: (table: TermTable, row: number) => number | string,
    combine: (first: DraftTerm, all: readonly DraftTerm[]) => DraftTerm,
  ): void => {
    const joined = joinAlike(merged, (row) => keyOf(table, row), combine);
    if (joined === merged) return;
    merged = joined;
    table = keys.tableOf(joined);
  };
  for (;;) {
    const before = merged.length;
    join(
      (table, row) => (mixedTransports ? table.besidesServices(row) : table.besidesServicesOfTransport(row)),
      (first, all) => ({ ...first, services: joinServices(all.flatMap((t) => t.services)) }),
    );
    join(
      (table, row) => table.besidesDestination(row),
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
    join(
      (table, row) => table.besidesSource(row),
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
  keyOf: (row: number) => number | string,
  combine: (first: DraftTerm, all: readonly DraftTerm[]) => DraftTerm,
): readonly DraftTerm[] {
  if (areDistinct(terms.length, keyOf)) return terms;
  const groups = new Map<number | string, DraftTerm[]>();
  for (const [row, term] of terms.entries()) {
    const key = keyOf(row);
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

/** Mostly nothing is to be joined, which is found out without a list of keys. */
function areDistinct(rows: number, keyOf: (row: number) => number | string): boolean {
  const seen = new Set<number | string>();
  for (let row = 0; row < rows; row++) {
    seen.add(keyOf(row));
    if (seen.size === row) return false;
  }
  return true;
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
