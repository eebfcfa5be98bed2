import {
  ANY_IPV4,
  ANY_IPV6,
  ANY_PORT,
  hasPorts,
  ICMP,
  ICMPV6,
  isIcmp,
  type Match,
  type ServiceRange,
  TCP,
  UDP,
} from '../../net/match.ts';
import { type AddressRange, formatAddress, network, toPrefixes } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import { Lookup } from '../raising/lookup.ts';
import type { AddressBook, System } from './model.ts';
import { PROTOCOLS } from './names.ts';
import { PREDEFINED } from './predefined.ts';
import { resolveApplications } from './resolve-applications.ts';
import { word } from './statements.ts';

/** What a policy names, and the commands that make what there is not yet. */
export interface Found {
  readonly sources: readonly string[];
  readonly destinations: readonly string[];
  readonly applications: readonly string[];
  /** Without `set`. */
  readonly commands: readonly string[];
}

/** More objects than a person would list in one policy. */
const MOST = 64;

/** Objects for a match; absent where an SRX has none such, or a name is taken by something else. */
export function objectsFor(
  match: Match,
  system: System,
  from: string | undefined,
  to: string | undefined,
): Found | undefined {
  // Statements of a logical system stand under its name and its kind, which the model does not keep.
  if (system.name !== undefined) return undefined;
  const commands = new Set<string>();
  const sources = sideOf(match.sources, system, from, commands);
  const destinations = sideOf(match.destinations, system, to, commands);
  const applications = applicationsOf(match.services, system, commands);
  if (!sources || !destinations || !applications) return undefined;
  return { sources, destinations, applications, commands: [...commands] };
}

const isWhole = (range: AddressRange, whole: AddressRange): boolean =>
  range.family === whole.family && range.first === whole.first && range.last === whole.last;

function sideOf(
  ranges: readonly AddressRange[],
  system: System,
  zone: string | undefined,
  commands: Set<string>,
): readonly string[] | undefined {
  const four = ranges.some((range) => isWhole(range, ANY_IPV4));
  const six = ranges.some((range) => isWhole(range, ANY_IPV6));
  if (four && six) return ['any'];
  const names: string[] = [...(four ? ['any-ipv4'] : []), ...(six ? ['any-ipv6'] : [])];
  const book = bookOf(system, zone);
  if (!book) return undefined;
  for (const range of ranges) {
    if ((four && range.family === 4) || (six && range.family === 6)) continue;
    const known = existing(system, zone, range);
    if (known !== undefined) names.push(known);
    else {
      for (const { name, value } of newAddresses(range)) {
        if (
          book.book?.addresses.has(name) ||
          book.book?.sets.has(name) ||
          system.globalBook?.addresses.has(name)
        )
          return undefined;
        commands.add(`${book.path} address ${name} ${value}`);
        names.push(name);
      }
    }
    if (names.length > MOST) return undefined;
  }
  return names.length === 0 || (zone !== undefined && system.contested.has(zone))
    ? undefined
    : [...new Set(names)];
}

/** Where new addresses go: an SRX has either books of zones or the global one. */
function bookOf(
  system: System,
  zone: string | undefined,
): { readonly book: AddressBook | undefined; readonly path: string } | undefined {
  if (!system.hasZoneBooks) return { book: system.globalBook, path: 'security address-book global' };
  if (zone === undefined) return undefined;
  return { book: system.books.get(zone), path: `security zones security-zone ${word(zone)} address-book` };
}

/** An address of the configuration that is this range and nothing else. */
function existing(system: System, zone: string | undefined, range: AddressRange): string | undefined {
  const own = zone === undefined ? undefined : system.books.get(zone);
  for (const book of [own, system.globalBook]) {
    for (const [name, { terms }] of book?.addresses ?? []) {
      const [term] = terms;
      const [only] = term?.kind === 'ranges' ? term.ranges : [];
      if (terms.length !== 1 || term?.kind !== 'ranges' || term.ranges.length !== 1 || !only) continue;
      if (!isWhole(only, range)) continue;
      // A name that both books have may mean something else in the other.
      const isShadowed = book === system.globalBook && (own?.addresses.has(name) || own?.sets.has(name));
      const isDouble = book !== system.globalBook && system.globalBook?.addresses.has(name);
      if (!isShadowed && !isDouble) return name;
    }
  }
  return undefined;
}

function newAddresses({
  family,
  first,
  last,
}: AddressRange): { readonly name: string; readonly value: string }[] {
  const whole = network(family, first, last);
  const prefixes = toPrefixes(whole);
  if (family === 4 && prefixes.length > 1) {
    const [a, b] = [formatAddress(4, first), formatAddress(4, last)];
    return [{ name: `range-${a}-${b}`, value: `range-address ${a} to ${b}` }];
  }
  return prefixes.map((prefix) => {
    const text = prefix.text.includes('/') ? prefix.text : `${prefix.text}/${family === 4 ? 32 : 128}`;
    return { name: `net-${text.replace('/', '-').replaceAll(':', '_')}`, value: text };
  });
}

function applicationsOf(
  services: readonly ServiceRange[],
  system: System,
  commands: Set<string>,
): readonly string[] | undefined {
  const names: string[] = [];
  for (const service of services) {
    if (service.protocol.first === 0 && service.protocol.last === 255 && isPlain(service)) return ['any'];
    const known = existingApplication(service, system);
    if (known !== undefined) names.push(known);
    else {
      const made = newApplications(service);
      if (!made) return undefined;
      for (const { name, values } of made) {
        if (system.applications.has(name) || system.applicationSets.has(name)) return undefined;
        for (const value of values) commands.add(`applications application ${name} ${value}`);
        names.push(name);
      }
    }
    if (names.length > MOST) return undefined;
  }
  return names.length === 0 ? undefined : [...new Set(names)];
}

const isFull = (range: PortRange): boolean => range.first === 0 && range.last === 65535;
const isPlain = ({ source, destination }: ServiceRange): boolean => isFull(source) && isFull(destination);
const isSame = (a: PortRange, b: PortRange): boolean => a.first === b.first && a.last === b.last;

/** An application, also one that every SRX has, that is this service and nothing else. */
function existingApplication(service: ServiceRange, system: System): string | undefined {
  const lookup = new Lookup('', [], '');
  const place = { file: '', line: 1, column: 1, length: 0 };
  for (const name of [...system.applications.keys(), ...USUAL]) {
    const { sure, depends } = resolveApplications(system, lookup, [name], place);
    const [only] = sure;
    if (depends.length > 0 || sure.length !== 1 || !only) continue;
    if (
      isSame(only.protocol, service.protocol) &&
      isSame(only.source, service.source) &&
      isSame(only.destination, service.destination)
    )
      return name;
  }
  return undefined;
}

/** Those without an ALG, which does more than to let packets pass. */
const USUAL: readonly string[] = [
  'http',
  'https',
  'ldap',
  'ntp',
  'smb-session',
  'netbios-session',
  'ms-sql',
  'syslog',
]
  .map((name) => `junos-${name}`)
  .filter((name) => PREDEFINED.has(name));

interface NewApplication {
  readonly name: string;
  readonly values: readonly string[];
}

function newApplications(service: ServiceRange): readonly NewApplication[] | undefined {
  const { protocol, source, destination } = service;
  if (protocol.last - protocol.first >= MOST || protocol.first === 0) return undefined;
  const made: NewApplication[] = [];
  for (let number = protocol.first; number <= protocol.last; number++) {
    const text = number === TCP ? 'tcp' : number === UDP ? 'udp' : nameOf(number);
    if (isPlain(service) || !(hasPorts(number) || isIcmp(number)))
      made.push({ name: `any-${text}`, values: [`protocol ${text}`] });
    else if (isIcmp(number)) {
      const types = typesOf(number, source, destination);
      if (!types) return undefined;
      made.push(...types);
    } else {
      const [from, to] = [portText(source), portText(destination)];
      made.push({
        name: [text, ...(from ? ['from', from] : []), ...(to ? [to] : [])].join('-'),
        values: [
          `protocol ${text}`,
          ...(from ? [`source-port ${from}`] : []),
          ...(to ? [`destination-port ${to}`] : []),
        ],
      });
    }
  }
  return made;
}

const nameOf = (number: number): string =>
  [...PROTOCOLS].find(([, value]) => value === number)?.[0] ?? `${number}`;

const portText = (range: PortRange): string =>
  isSame(range, ANY_PORT)
    ? ''
    : range.first === range.last
      ? `${range.first}`
      : `${range.first}-${range.last}`;

function typesOf(number: number, types: PortRange, codes: PortRange): readonly NewApplication[] | undefined {
  const prefix = number === ICMP ? 'icmp' : number === ICMPV6 ? 'icmp6' : '';
  const [first, last] = [types.first >> 8, types.last >> 8];
  const [code, lastCode] = [codes.first >> 8, codes.last >> 8];
  if (last - first >= MOST || (!isFull(codes) && code !== lastCode)) return undefined;
  const made: NewApplication[] = [];
  for (let type = first; type <= last; type++)
    made.push({
      name: `${prefix}-type-${type}${isFull(codes) ? '' : `-code-${code}`}`,
      values: [
        `protocol ${prefix}`,
        `${prefix}-type ${type}`,
        ...(isFull(codes) ? [] : [`${prefix}-code ${code}`]),
      ],
    });
  return made;
}
