import type { Place } from '../../diagnostics/diagnostic.ts';
import { ANY_PORT, ANY_SERVICE, anyOf, icmpRange, type ServiceRange, TCP, UDP } from '../../net/match.ts';
import type { Lookup } from '../raising/lookup.ts';
import { notUnderstood } from '../raising/reasons.ts';
import { gathered, perhaps, type Resolved, surely } from '../raising/resolved.ts';
import type { Written } from '../source/lines.ts';
import type { ServiceTerm, System } from './model.ts';
import { PREDEFINED, PREDEFINED_SETS, type Predefined } from './predefined.ts';

export type Services = Resolved<ServiceRange>;

const EVERYTHING: readonly ServiceRange[] = Object.freeze([ANY_SERVICE]);
const same = <T>(items: readonly T[]): readonly T[] => items;

/** What the applications of a policy stand for: the configuration's own, then those that every SRX knows. */
export function resolveApplications(
  system: System,
  lookup: Lookup,
  names: readonly string[],
  place: Place,
): Services {
  if (names.includes('any')) return surely(EVERYTHING);
  // Another condition of the policy says that they are missing.
  if (names.length === 0) return surely(EVERYTHING);
  return gathered(
    names.map((name) => named(system, lookup, name, place, 0)),
    same,
  );
}

function named(system: System, lookup: Lookup, name: string, place: Place, depth: number): Services {
  if (name === 'any') return surely(EVERYTHING);
  return lookup.once(`application ${name}`, name, EVERYTHING, depth, () => {
    const application = system.applications.get(name);
    const set = system.applicationSets.get(name);
    if (application && set)
      return perhaps(EVERYTHING, notUnderstood(`"${name}", which is an application and an application-set`));
    if (application)
      return gathered([...application.terms.map(ofTerm), ...unknownOf(application.unknown)], same);
    if (set) {
      const parts = [...set.applications, ...set.sets].map((inner) =>
        named(system, lookup, inner, set.statement.place, depth + 1),
      );
      parts.push(...unknownOf(set.unknown));
      if (parts.length === 0)
        return perhaps(EVERYTHING, notUnderstood(`the application-set "${name}" without members`));
      return gathered(parts, same);
    }
    return predefined(name) ?? notDefined(lookup, name, place);
  });
}

function notDefined(lookup: Lookup, name: string, place: Place): Services {
  if (name === 'junos-defaults')
    return perhaps(EVERYTHING, {
      kind: 'application',
      text: 'the usual ports of the dynamic applications',
      value: name,
    });
  return perhaps(EVERYTHING, lookup.missing(`the application "${name}"`, place));
}

const unknownOf = (statements: readonly Written[]): Services[] =>
  statements
    .slice(0, 3)
    .map(({ text, place }) =>
      perhaps(EVERYTHING, notUnderstood(`"${text}" in line ${place.line}, which was not understood`)),
    );

function ofTerm({ protocols, source, destination, conditions }: ServiceTerm): Services {
  const ranges = protocols.map((protocol) => ({
    protocol,
    source: source ?? ANY_PORT,
    destination: destination ?? ANY_PORT,
  }));
  return conditions.length === 0 ? surely(ranges) : perhaps(ranges, ...conditions);
}

/** An application that every SRX knows, or a set of them. */
function predefined(name: string): Services | undefined {
  const members = PREDEFINED_SETS.get(name);
  if (members)
    return gathered(
      members.map((member) => predefined(member) ?? perhaps(EVERYTHING)),
      same,
    );
  const known = PREDEFINED.get(name);
  return known && ofPredefined(name, known);
}

function ofPredefined(name: string, { sure, unsure, rpc }: Predefined): Services {
  const ranges = sure.map(serviceOf);
  if (rpc)
    return perhaps(unsure.map(serviceOf), {
      kind: 'application',
      text: `the programs of ${name} and the ports that they are given`,
      value: name,
    });
  if (unsure.length === 0) return surely(ranges);
  const depends = [notUnderstood(`the application ${name}, which is not the same in all releases`)];
  return { sure: ranges, unsure: unsure.map(serviceOf), depends };
}

function serviceOf(text: string): ServiceRange {
  const [protocol = '', rest] = text.split('/');
  const number = protocol === 'tcp' ? TCP : protocol === 'udp' ? UDP : Number(protocol);
  if (rest === undefined) return anyOf(number);
  const [first = 0, last = first] = rest.split('-').map(Number);
  if (number !== TCP && number !== UDP) return { ...anyOf(number), source: icmpRange(first) };
  return { ...anyOf(number), destination: { first, last } };
}
