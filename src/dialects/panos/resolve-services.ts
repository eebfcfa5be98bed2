import type { Place } from '../../diagnostics/diagnostic.ts';
import { ANY_PORT, ANY_SERVICE, SCTP, type ServiceRange, TCP, UDP } from '../../net/match.ts';
import { notUnderstood, writtenNotUnderstood } from '../raising/reasons.ts';
import { gathered, perhaps, type Resolved, surely } from '../raising/resolved.ts';
import { readPorts } from './literals.ts';
import { ambiguous, find, missing, type Names } from './lookup.ts';
import type { ServiceObject } from './model.ts';
import { SERVICES } from './predefined.ts';

export const ALL_SERVICES: readonly ServiceRange[] = Object.freeze([ANY_SERVICE]);
/** Products of one object. */
const MOST_PRODUCTS = 65_536;
const NUMBERS = { tcp: TCP, udp: UDP, sctp: SCTP } as const;

/** What services and service groups hold; `application-default` is none of them. */
export function servicesOf(
  members: readonly string[],
  names: Names,
  from: number,
  place: Place,
): Resolved<ServiceRange> {
  if (members.includes('any')) return surely(ALL_SERVICES);
  const all = gathered(members.map((name) => serviceOf(name, names, from, place, 0)));
  return members.length === 1 || names.memo.afford(all.sure.length + all.unsure.length)
    ? all
    : perhaps(ALL_SERVICES, notUnderstood('a list of services that is too long'));
}

function serviceOf(
  name: string,
  names: Names,
  from: number,
  place: Place,
  depth: number,
): Resolved<ServiceRange> {
  if (name === 'any') return surely(ALL_SERVICES);
  const label = `the service ${JSON.stringify(name)}`;
  return names.memo.once(`service ${from} ${name}`, label, ALL_SERVICES, depth, () => {
    const object = find(
      names,
      from,
      ({ objects }) => objects.services.get(name) ?? objects.serviceGroups.get(name),
    );
    if (!object) {
      const predefined = SERVICES.get(name);
      return predefined === undefined
        ? perhaps(ALL_SERVICES, missing(names, label, place))
        : partsOf(name, [{ protocol: 'tcp', port: predefined }]);
    }
    const { found, at, nearer } = object;
    const [stranger] = found.strangers;
    if (stranger) return perhaps(ALL_SERVICES, writtenNotUnderstood(stranger));
    const made =
      'parts' in found
        ? partsOf(name, found.parts)
        : groupOf(name, found.members, names, at, found.written.place, depth);
    if (!nearer) return made;
    const other = serviceOf(name, names, 0, place, depth + 1);
    const all = [...made.sure, ...made.unsure, ...other.sure, ...other.unsure];
    return perhaps(all, ambiguous(label), ...made.depends, ...other.depends);
  });
}

function groupOf(
  name: string,
  members: readonly string[],
  names: Names,
  at: number,
  place: Place,
  depth: number,
): Resolved<ServiceRange> {
  const label = `the service group ${JSON.stringify(name)}`;
  if (members.length === 0) return perhaps(ALL_SERVICES, notUnderstood(`${label}, which is empty`));
  const all = gathered(members.map((member) => serviceOf(member, names, at, place, depth + 1)));
  return names.memo.afford(all.sure.length + all.unsure.length)
    ? all
    : perhaps(ALL_SERVICES, notUnderstood(`${label}, which is too large`));
}

function partsOf(name: string, parts: ServiceObject['parts']): Resolved<ServiceRange> {
  const made: ServiceRange[] = [];
  for (const { protocol, port, sourcePort } of parts) {
    const destinations = port === undefined ? undefined : readPorts(port);
    const sources = sourcePort === undefined ? [ANY_PORT] : readPorts(sourcePort);
    if (!destinations || !sources || destinations.length * sources.length > MOST_PRODUCTS) return odd(name);
    const number = NUMBERS[protocol];
    for (const source of sources)
      for (const destination of destinations)
        made.push({ protocol: { first: number, last: number }, source, destination });
  }
  return made.length > 0 ? surely(made) : odd(name);
}

const odd = (name: string): Resolved<ServiceRange> =>
  perhaps(
    ALL_SERVICES,
    notUnderstood(`the service ${JSON.stringify(name)}, whose ports were not understood`),
  );
