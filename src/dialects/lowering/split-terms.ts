import type { PortRange } from '../../net/ports.ts';
import type { Party } from '../../policy/model.ts';
import type { Limits } from '../dialect.ts';
import type { DraftTerm } from './draft-term.ts';
import type { Sides } from './sides.ts';
import type { Side, TermService } from './term.ts';

/** Splits terms until each keeps the vendor's limits; together they permit the same packets. */
export function splitTerms(
  terms: readonly DraftTerm[],
  limits: Limits & { readonly portLists: boolean },
  sides: Sides,
): readonly DraftTerm[] {
  const { networksPerSide = Number.POSITIVE_INFINITY } = limits;
  const portsPerRule = limits.portLists ? (limits.portsPerRule ?? Number.POSITIVE_INFINITY) : 1;
  const isWithin = ({ services, from, to }: DraftTerm): boolean =>
    countPorts(services) <= portsPerRule && isShort(from, networksPerSide) && isShort(to, networksPerSide);
  if (terms.every(isWithin)) return terms;
  const split: DraftTerm[] = [];
  for (const term of terms) {
    const { families } = term;
    if (isWithin(term)) {
      split.push(term);
      continue;
    }
    const lists = splitServices(term.services, portsPerRule);
    for (const services of lists)
      for (const from of splitSide(term.from, networksPerSide, (p) => sides.of(p, families, term.fromScope)))
        for (const to of splitSide(term.to, networksPerSide, (p) => sides.of(p, families, term.toScope)))
          split.push({ ...term, services, from, to });
  }
  return split;
}

/** What is without ports counts as one. */
function countPorts(services: readonly TermService[]): number {
  const only = services[0];
  if (only && services.length === 1) return only.ports.length || 1;
  return services.reduce((sum, { ports }) => sum + (ports.length || 1), 0);
}

function splitServices(services: readonly TermService[], most: number): (readonly TermService[])[] {
  if (countPorts(services) <= most) return [services];
  const pieces = services.flatMap((service): TermService[] =>
    service.ports.length === 0
      ? [service]
      : chunks(service.ports, most).map((ports: readonly PortRange[]) => ({ ...service, ports })),
  );
  const lists: TermService[][] = [];
  let room = 0;
  for (const piece of pieces) {
    const size = Math.max(1, piece.ports.length);
    if (size > room) {
      lists.push([]);
      room = most;
    }
    lists.at(-1)?.push(piece);
    room -= size;
  }
  return lists;
}

function isShort(side: Side, most: number): boolean {
  if (side.kind !== 'networks' || most === Number.POSITIVE_INFINITY) return true;
  let count = 0;
  for (const { networks } of side.parties) count += networks.length;
  return Math.max(side.networks.length, count) <= most;
}

function splitSide(side: Side, most: number, make: (parties: readonly Party[]) => Side): readonly Side[] {
  if (side.kind !== 'networks' || isShort(side, most)) return [side];
  const pieces: Party[][] = [];
  let room = 0;
  for (const party of side.parties) {
    for (const networks of chunks(party.networks, most)) {
      if (networks.length > room) {
        pieces.push([]);
        room = most;
      }
      pieces.at(-1)?.push({ ...party, networks });
      room -= networks.length;
    }
  }
  return pieces.map(make);
}

function chunks<T>(list: readonly T[], size: number): (readonly T[])[] {
  const pieces: (readonly T[])[] = [];
  for (let at = 0; at < list.length; at += size) pieces.push(list.slice(at, at + size));
  return pieces;
}
