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
  for (;;) {
    const before = merged.length;
    const apart = (term: DraftTerm): string =>
      mixedTransports ? '' : (term.services[0] as TermService).transport;
    merged = join(
      merged,
      (t) => `${t.from.key} > ${t.to.key} ${apart(t)}`,
      (a, b) => ({ ...a, services: joinServices([...a.services, ...b.services]) }),
    );
    merged = join(
      merged,
      (t) => `${t.from.key} ${services.of(t.services)}${isName(t.to)}`,
      (a, b) => ({ ...a, to: unionOf(a.to, b.to, a, sides, a.toScope) }),
    );
    merged = join(
      merged,
      (t) => `${t.to.key} ${services.of(t.services)}`,
      (a, b) => ({ ...a, from: unionOf(a.from, b.from, a, sides, a.fromScope) }),
    );
    if (merged.length === before) return [...merged];
  }
}

/** Names stay with the flow that they are for. */
const isName = (side: Side): string => (side.kind === 'names' ? ` ${side.key}` : '');

function unionOf(
  a: Side,
  b: Side,
  { families }: DraftTerm,
  sides: Sides,
  scope: Interface | undefined,
): Side {
  return a.key === b.key ? a : sides.union(a, b, families, scope);
}

function join(
  terms: readonly DraftTerm[],
  keyOf: (term: DraftTerm) => string,
  add: (a: DraftTerm, b: DraftTerm) => DraftTerm,
): readonly DraftTerm[] {
  const groups = new Map<string, DraftTerm>();
  for (const term of terms) {
    const key = `${frameOf(term)} ${keyOf(term)}`;
    const known = groups.get(key);
    groups.set(
      key,
      known ? { ...add(known, term), rules: [...new Set([...known.rules, ...term.rules])] } : term,
    );
  }
  return groups.size === terms.length ? terms : [...groups.values()];
}

/** What must be alike in any case. */
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
  const kinds = new Map<string, TermService>();
  for (const service of services) {
    const key = `${service.transport} ${service.rpc ?? ''}`;
    const known = kinds.get(key);
    kinds.set(key, known ? { ...known, ports: normalizePorts([...known.ports, ...service.ports]) } : service);
  }
  return ORDER.flatMap((transport) => [...kinds.values()].filter((s) => s.transport === transport));
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
