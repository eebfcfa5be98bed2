/** Names that were typed, held against those that exist: an unknown one is a `UsageError` that says what is near. */
import type { Catalog, Phase } from '../catalog/model.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import { PHASES } from '../report/words.ts';
import { unknownName } from './args.ts';

/** The name, if it is one of those known. */
export function knownName(message: string, name: string, known: Iterable<string>): string {
  const names = new Set(known);
  if (names.has(name)) return name;
  throw unknownName(message, name, names);
}

/** The id of a role, by its id or one of its other spellings. */
export function knownRole(text: string, catalog: Catalog): string {
  const wanted = text.toLowerCase();
  for (const role of catalog.roles.values()) {
    if (role.id === wanted || role.aliases.includes(wanted)) return role.id;
  }
  const names = [...catalog.roles.values()].flatMap((role) => [role.id, ...role.aliases]);
  throw unknownName('there is no role', text, names);
}

/** `always,install`. */
export function knownPhases(text: string): Phase[] {
  const isPhase = (word: string): word is Phase => Object.hasOwn(PHASES, word);
  return text.split(',').map((word) => {
    const phase = word.trim();
    if (isPhase(phase)) return phase;
    throw unknownName('there is no phase', phase, Object.keys(PHASES));
  });
}

/** The name of a filter of the hierarchy. */
export function knownFilter(name: string, hierarchy: Hierarchy): string {
  return knownName(
    'the hierarchy has no filter',
    name,
    hierarchy.filters.map((f) => f.name),
  );
}

/** The name of a zone of the hierarchy. */
export function knownZone(name: string, hierarchy: Hierarchy): string {
  return knownName('the hierarchy has no zone', name, [...hierarchy.zones.map((z) => z.name), 'internet']);
}

/** The name of a host of the hierarchy. */
export function knownHost(name: string, hierarchy: Hierarchy): string {
  return knownName(
    'the hierarchy has no host',
    name,
    hierarchy.hosts.map((h) => h.name),
  );
}

/** The name of a host of the hierarchy, or of one of its networks of clients or consoles. */
export function knownHostOrNetwork(name: string, hierarchy: Hierarchy): string {
  const networks = [...hierarchy.clients, ...hierarchy.consoles];
  return networks.some((network) => network.name === name) ? name : knownHost(name, hierarchy);
}
