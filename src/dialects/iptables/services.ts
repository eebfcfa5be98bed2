import {
  ANY_PORT,
  ANY_PROTOCOL,
  anyOf,
  hasPorts,
  ICMP,
  ICMPV6,
  icmpRange,
  type ServiceRange,
} from '../../net/match.ts';
import { normalizePorts, type PortRange } from '../../net/ports.ts';
import { ICMP_NAMES, ICMPV6_NAMES, type IcmpName, PORTS, PROTOCOLS } from './names.ts';

/** What `-p` takes: a number, a name in any case; `all`, `ip` and 0 are every protocol. */
export function protocolNumber(text: string): number | 'any' | undefined {
  const name = text.toLowerCase();
  if (name === 'all' || name === 'ip' || name === '0') return 'any';
  const known = PROTOCOLS.get(name);
  if (known !== undefined) return known;
  if (!/^[1-9]\d{0,2}$/.test(text)) return undefined;
  const number = Number(text);
  return number <= 255 ? number : undefined;
}

/** Every packet of a protocol, or of all others. */
export function protocolServices(protocol: number, negated: boolean): readonly ServiceRange[] {
  if (!negated) return [anyOf(protocol)];
  return inverse([{ first: protocol, last: protocol }], ANY_PROTOCOL).map((range) => ({
    protocol: range,
    source: ANY_PORT,
    destination: ANY_PORT,
  }));
}

/** `80`, `http`, `8000:8099`, `:1023`, `49152:`. Absent for anything else, and for a range that is reversed. */
export function portRange(text: string): PortRange | undefined {
  const colon = text.indexOf(':');
  if (colon < 0) {
    const port = portNumber(text);
    return port === undefined ? undefined : { first: port, last: port };
  }
  const first = colon === 0 ? 0 : portNumber(text.slice(0, colon));
  const last = colon === text.length - 1 ? 65535 : portNumber(text.slice(colon + 1));
  if (first === undefined || last === undefined || first > last) return undefined;
  return { first, last };
}

/** The list of `multiport`. */
export function portList(text: string): readonly PortRange[] | undefined {
  const ranges: PortRange[] = [];
  for (const part of text.split(',')) {
    const range = portRange(part);
    if (!range || part.startsWith(':') || part.endsWith(':')) return undefined;
    ranges.push(range);
  }
  return normalizePorts(ranges);
}

function portNumber(text: string): number | undefined {
  if (!/^(?:0|[1-9]\d{0,4})$/.test(text)) return PORTS.get(text.toLowerCase());
  const port = Number(text);
  return port <= 65535 ? port : undefined;
}

export type PortSide = 'source' | 'destination' | 'either';

/** A protocol's packets with these ports; with `negated`, its packets with none of them. */
export function portServices(
  protocol: number,
  side: PortSide,
  ports: readonly PortRange[],
  negated: boolean,
): readonly ServiceRange[] | undefined {
  if (!hasPorts(protocol)) return undefined;
  const any = anyOf(protocol);
  const ranges = negated ? inverse(ports, ANY_PORT) : ports;
  const ofSource = ranges.map((source) => ({ ...any, source }));
  const ofDestination = ranges.map((destination) => ({ ...any, destination }));
  if (side === 'source') return ofSource;
  if (side === 'destination') return ofDestination;
  if (!negated) return [...ofSource, ...ofDestination];
  return ranges.flatMap((source) => ranges.map((destination) => ({ ...any, source, destination })));
}

/**
 * `echo-request`, `8`, `3/1`, `any`. In IPv4 the type 255 is "any type", as the kernel has it.
 * Absent for anything else.
 */
export function icmpServices(
  protocol: number,
  text: string,
  negated: boolean,
): readonly ServiceRange[] | undefined {
  const any = anyOf(protocol);
  const lower = text.toLowerCase();
  const found = icmpNumbers(lower) ?? icmpName(protocol === ICMP ? ICMP_NAMES : ICMPV6_NAMES, lower);
  if (protocol === ICMP && (lower === 'any' || found?.type === 255)) return negated ? [] : [any];
  if (!found || (protocol !== ICMP && protocol !== ICMPV6)) return undefined;
  const source = icmpRange(found.type);
  const destination = found.code === undefined ? ANY_PORT : icmpRange(found.code);
  if (!negated) return [{ ...any, source, destination }];
  return [
    ...inverse([source], ANY_PORT).map((range) => ({ ...any, source: range })),
    ...inverse([destination], ANY_PORT).map((range) => ({ ...any, source, destination: range })),
  ];
}

function icmpNumbers(text: string): IcmpName | undefined {
  const shape = /^(\d{1,3})(?:\/(\d{1,3}))?$/.exec(text);
  if (!shape) return undefined;
  const type = Number(shape[1]);
  const code = shape[2] === undefined ? undefined : Number(shape[2]);
  if (type > 255 || (code ?? 0) > 255) return undefined;
  return code === undefined ? { type } : { type, code };
}

/** The whole name, or a start that only one name has. */
function icmpName(names: ReadonlyMap<string, IcmpName>, text: string): IcmpName | undefined {
  const exact = names.get(text);
  if (exact || text === '') return exact;
  const starting = [...names].filter(([name]) => name.startsWith(text));
  return starting.length === 1 ? starting[0]?.[1] : undefined;
}

function inverse(ranges: readonly PortRange[], all: PortRange): PortRange[] {
  const rest: PortRange[] = [];
  let next = all.first;
  for (const { first, last } of normalizePorts(ranges)) {
    if (first > next) rest.push({ first: next, last: first - 1 });
    next = Math.max(next, last + 1);
  }
  if (next <= all.last) rest.push({ first: next, last: all.last });
  return rest;
}
