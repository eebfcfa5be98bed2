import { diagnostic } from '../../../diagnostics/codes.ts';
import type { Diagnostic } from '../../../diagnostics/diagnostic.ts';
import { ANY_PORT, ANY_PROTOCOL, ICMP, ICMPV6, type Match, TCP, UDP } from '../../../net/match.ts';
import type { AddressRange } from '../../../net/network.ts';
import { normalizePorts, type PortRange } from '../../../net/ports.ts';
import { ANY_STATE } from '../../../net/state.ts';
import type { Dependency, FilterRule } from '../../../policy/ruleset.ts';
import type { CreateStep } from '../read/model.ts';
import { raiseAddresses } from '../read/raise/addresses.ts';
import { notUnderstood } from '../read/raise/alternative.ts';

/** A field's values; absent where it isn't given, `null` where it wasn't understood. */
type Field = (...names: readonly string[]) => readonly string[] | null | undefined;

/** One rule in neutral form, for packets to the host or from it: a rule of IPsec holds both ways. */
export function raiseIpsecRule(
  step: CreateStep,
  hook: 'in' | 'out',
  diagnostics: Diagnostic[],
): readonly FilterRule[] {
  const absent = step.fields.has('?') ? null : undefined;
  const field: Field = (...names) => {
    for (const name of names) {
      const values = step.fields.get(name);
      // What an empty list does is not documented.
      if (values !== undefined) return values?.length === 0 ? null : values;
    }
    return absent;
  };
  const name = field('displayname')?.[0] ?? field('ipsecrulename', 'name')?.[0] ?? 'without a name';
  if (wordOf(field('enabled')) === 'false') {
    const message = `the rule ${JSON.stringify(name.slice(0, 100))} is switched off`;
    diagnostics.push(diagnostic('PT8004', { message, place: step.place }));
    return [];
  }
  const local = raiseAddresses(field('localaddress'), 'local');
  const remote = raiseAddresses(field('remoteaddress'), 'remote');
  const services = servicesOf(field);
  const strange = [...strangeParts(field), ...local.strange, ...remote.strange, ...services.strange];
  if (strange.length > 0) {
    const shown = strange.slice(0, 5).map((text) => JSON.stringify(text.slice(0, 60)));
    const message = `a part of the rule was not understood: ${shown.join(', ')}`;
    diagnostics.push(diagnostic('PT8002', { message, place: step.place }));
  }
  const isUnclear =
    strange.length > 0 || [...step.fields.keys()].some((key) => !LABELS.has(key) && field(key) === null);
  const { action, depends } = securityOf(field, name);
  const always: Dependency[] = [
    ...step.conditions.map((text): Dependency => ({ kind: 'other', text })),
    ...(isUnclear ? [notUnderstood('a part of the rule')] : []),
    ...depends,
    ...conditionsOf(field),
  ];
  return local.sides.flatMap((own) =>
    remote.sides.map((other): FilterRule => {
      const some = [own.depends, other.depends].filter((d) => d !== undefined);
      const { protocol, localPorts, remotePorts } = services;
      const [from, to] = hook === 'in' ? [other, own] : [own, other];
      const [source, destination] = hook === 'in' ? [remotePorts, localPorts] : [localPorts, remotePorts];
      const match: Match = {
        sources: inFamilyOf(protocol, from.ranges),
        destinations: inFamilyOf(protocol, to.ranges),
        services: source.flatMap((s) => destination.map((d) => ({ protocol, source: s, destination: d }))),
      };
      return {
        action,
        matches: match.sources.length > 0 && match.destinations.length > 0 ? [match] : [],
        states: ANY_STATE,
        depends: [...always, ...some],
        place: step.place,
        span: step.span,
        text: step.text,
        name,
        ...(step.via && { via: [{ place: step.via.place, text: step.via.text }] }),
      };
    }),
  );
}

const LABELS: ReadonlySet<string> = new Set(['ipsecrulename', 'name', 'displayname', 'group', 'description']);

const wordOf = (values: readonly string[] | null | undefined): string | undefined =>
  values?.[0]?.toLowerCase();

/** Whether what the rule is for has to travel inside of IPsec, both ways. Left out, security is `None`. */
function securityOf(field: Field, name: string): Pick<FilterRule, 'action' | 'depends'> {
  const ways = [field('inboundsecurity', 'secin'), field('outboundsecurity', 'secout')];
  if (ways.every((values) => wordOf(values) === 'require'))
    return { action: 'permit', depends: [{ kind: 'security', text: `IPsec (rule ${name})`, value: name }] };
  // It exempts packets from other rules, or asks without insisting.
  return {
    action: 'unknown',
    depends: [{ kind: 'other', text: 'whether IPsec is used, which the rule does not require' }],
  };
}

interface Condition {
  readonly name: string;
  readonly kind: Dependency['kind'];
  readonly text: string;
}

const CONDITIONS: readonly Condition[] = [
  { name: 'platform', kind: 'other', text: 'the version of Windows' },
  { name: 'user', kind: 'user', text: 'the user' },
  { name: 'machine', kind: 'other', text: "the other computer's account" },
  { name: 'interfacealias', kind: 'interface', text: 'the interface' },
  { name: 'interfacetype', kind: 'interface', text: 'the type of the interface' },
];

/** Everything beside the packet that decides whether the rule holds; the host is taken to be in its domain. */
function conditionsOf(field: Field): Dependency[] {
  const found = CONDITIONS.flatMap(({ name, kind, text }): Dependency[] => {
    const values = field(name);
    if (!values || values.every((v) => ['any', ''].includes(v.toLowerCase()))) return [];
    return [{ kind, text: `${text} (${values.join(', ').slice(0, 80)})` }];
  });
  const profiles = field('profile')?.flatMap((v) => v.toLowerCase().split(/\s*,\s*/));
  if (profiles && !profiles.some((v) => ['any', 'all', 'domain', 'notapplicable'].includes(v)))
    found.push({ kind: 'other', text: `the network profile (${profiles.join(', ').slice(0, 80)})` });
  return found;
}

/** Fields of which only one value is understood, that which they have when they are left out. */
const ONLY: readonly (readonly [string, readonly string[]])[] = [
  ['enabled', ['true']],
  ['mode', ['transport']],
  ['tunneltype', []],
  ['localtunnelendpoint', ['any']],
  ['remotetunnelendpoint', ['any']],
  ['remotetunnelhostname', ['']],
  ['encryptedtunnelbypass', ['false']],
  ['requireauthorization', ['false']],
];

function strangeParts(field: Field): string[] {
  const strange = ONLY.flatMap(([name, words]) => {
    const values = field(name);
    return values && !(values.length === 1 && words.includes(wordOf(values) ?? '')) ? [`-${name}`] : [];
  });
  for (const names of [
    ['inboundsecurity', 'secin'],
    ['outboundsecurity', 'secout'],
  ]) {
    const word = wordOf(field(...names));
    if (word !== undefined && !['none', 'request', 'require'].includes(word)) strange.push(word);
  }
  return strange;
}

const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ['tcp', TCP],
  ['udp', UDP],
  ['icmpv4', ICMP],
  ['icmpv6', ICMPV6],
]);

interface Services {
  readonly protocol: PortRange;
  readonly localPorts: readonly PortRange[];
  readonly remotePorts: readonly PortRange[];
  readonly strange: readonly string[];
}

/** Of a local port and a remote one. */
const MOST_PAIRS = 10_000;

/** Which packets, without their addresses; where a part isn't understood, all that it could be. */
function servicesOf(field: Field): Services {
  const word = wordOf(field('protocol')) ?? 'any';
  const number =
    PROTOCOLS.get(word) ?? (/^\d{1,3}$/.test(word) && Number(word) <= 255 ? Number(word) : undefined);
  const protocol = number === undefined ? ANY_PROTOCOL : { first: number, last: number };
  const strange = number === undefined && word !== 'any' ? [`-Protocol ${word}`] : [];
  const [localPorts, remotePorts] = (['localport', 'remoteport'] as const).map((name) => {
    const texts = field(name);
    if (!texts || texts.every((text) => text.toLowerCase() === 'any')) return [ANY_PORT];
    // Rules that secure anything take no ranges, and words and the types of ICMP aren't ports.
    const ports = number === TCP || number === UDP ? texts.map(portOf) : [undefined];
    if (ports.every((port) => port !== undefined)) return normalizePorts(ports);
    strange.push(`-${name} ${texts.join(', ')}`);
    return [ANY_PORT];
  }) as [PortRange[], PortRange[]];
  if (localPorts.length * remotePorts.length > MOST_PAIRS)
    return {
      protocol,
      localPorts: [ANY_PORT],
      remotePorts: [ANY_PORT],
      strange: [...strange, 'so many ports'],
    };
  return { protocol, localPorts, remotePorts, strange };
}

function portOf(text: string): PortRange | undefined {
  const number = /^\d{1,5}$/.test(text.trim()) ? Number(text) : 65536;
  return number <= 65535 ? { first: number, last: number } : undefined;
}

/** ICMP is spoken over IPv4 only, and ICMPv6 over IPv6. */
function inFamilyOf(protocol: PortRange, ranges: readonly AddressRange[]): readonly AddressRange[] {
  if (protocol.first !== protocol.last || (protocol.first !== ICMP && protocol.first !== ICMPV6))
    return ranges;
  return ranges.filter(({ family }) => family === (protocol.first === ICMP ? 4 : 6));
}
