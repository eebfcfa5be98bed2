import {
  ANY_PORT,
  ANY_PROTOCOL,
  ANY_SERVICE,
  anyOf,
  ICMP,
  ICMPV6,
  icmpRange,
  type ServiceRange,
  TCP,
  UDP,
} from '../../../../net/match.ts';
import type { PortRange } from '../../../../net/ports.ts';
import { type Alternative, alternatives, notUnderstood } from './alternative.ts';
import type { Field } from './dependencies.ts';
import { raisePorts } from './ports.ts';

/** Names that New-NetFirewallRule takes for protocols, in lower case. */
const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ['hopopt', 0],
  ['icmpv4', ICMP],
  ['igmp', 2],
  ['tcp', TCP],
  ['udp', UDP],
  ['ipv6', 41],
  ['ipv6route', 43],
  ['ipv6frag', 44],
  ['gre', 47],
  ['icmpv6', ICMPV6],
  ['ipv6nonxt', 59],
  ['ipv6opts', 60],
  ['vrrp', 112],
  ['pgm', 113],
  ['l2tp', 115],
]);

const MOST_PRODUCTS = 1_000_000;

interface Raised {
  readonly sides: readonly Alternative<ServiceRange>[];
  /** Parts that were not understood. */
  readonly strange: readonly string[];
}

/** Protocol and ports of a rule; inbound the local port is the destination's. */
export function raiseServices(field: Field, direction: 'in' | 'out', dynamic: PortRange): Raised {
  const texts = field('protocol');
  const text =
    texts === undefined ? 'any' : texts?.length === 1 ? (texts[0] ?? '').trim().toLowerCase() : undefined;
  const protocol = text === undefined ? undefined : numberOf(text);
  if (protocol === undefined) {
    const depends = notUnderstood('the protocol');
    return { sides: [{ ranges: [ANY_SERVICE], depends }], strange: texts ? ['protocol'] : [] };
  }
  if (protocol === 'any') return portless(field, [{ ranges: [ANY_SERVICE] }]);
  if (protocol === TCP || protocol === UDP) return withPorts(field, protocol, direction, dynamic);
  if (protocol === ICMP || protocol === ICMPV6) return raiseIcmp(field, protocol);
  return portless(field, [{ ranges: [anyOf(protocol)] }]);
}

function numberOf(text: string): number | 'any' | undefined {
  if (text === 'any' || text === '*' || text === '256') return 'any';
  const number = /^\d{1,3}$/.test(text) ? Number(text) : PROTOCOLS.get(text);
  return number !== undefined && number <= ANY_PROTOCOL.last ? number : undefined;
}

/** Ports where the protocol has none: Windows refuses such a rule, so what it would do isn't known. */
function portless(field: Field, sides: readonly Alternative<ServiceRange>[]): Raised {
  const strange = ['localport', 'remoteport'].filter((name) => {
    const texts = field(name);
    return texts === null || texts?.some((t) => !['any', '*', ''].includes(t.trim().toLowerCase()));
  });
  if (strange.length === 0) return { sides, strange };
  const depends = notUnderstood('the port of a protocol without ports');
  return { sides: sides.map((side) => ({ ...side, depends })), strange };
}

function withPorts(field: Field, protocol: number, direction: 'in' | 'out', dynamic: PortRange): Raised {
  const takesRpc = protocol === TCP && direction === 'in';
  const local = raisePorts(field('localport'), { side: 'local', takesRpc, dynamic });
  const remote = raisePorts(field('remoteport'), { side: 'remote', takesRpc: false, dynamic });
  const [from, to] = direction === 'in' ? [remote, local] : [local, remote];
  const one = { first: protocol, last: protocol };
  const sides = from.sides.flatMap((source) =>
    to.sides.map((destination): Alternative<ServiceRange> => {
      if (source.ranges.length * destination.ranges.length > MOST_PRODUCTS) {
        return { ranges: [anyOf(protocol)], depends: notUnderstood('so many ports on both sides') };
      }
      const depends = source.depends ?? destination.depends;
      const ranges = source.ranges.flatMap((s) =>
        destination.ranges.map((d): ServiceRange => ({ protocol: one, source: s, destination: d })),
      );
      return { ranges, ...(depends && { depends }) };
    }),
  );
  return { sides, strange: [...local.strange, ...remote.strange] };
}

/**
 * `8`, `8:0`, `8:*`, `Any`. Ports are not looked at: Windows reads a rule for ICMP back with the local port `RPC`.
 */
function raiseIcmp(field: Field, protocol: number): Raised {
  const texts = field('icmptype');
  if (texts === undefined) return { sides: [{ ranges: [anyOf(protocol)] }], strange: [] };
  const unknown = { ranges: [anyOf(protocol)], depends: notUnderstood('the type of ICMP') };
  if (texts === null) return { sides: [unknown], strange: [] };
  const certain: ServiceRange[] = [];
  const strange: string[] = [];
  for (const text of texts) {
    const service = icmpOf(text.trim().toLowerCase(), protocol);
    if (service) certain.push(service);
    else strange.push(text);
  }
  return { sides: alternatives(certain, strange.length > 0 ? [unknown] : []), strange };
}

function icmpOf(text: string, protocol: number): ServiceRange | undefined {
  if (text === 'any' || text === '*') return anyOf(protocol);
  const [, type, code = '*'] = /^(\d{1,3}|\*|any)(?::(\d{1,3}|\*|any))?$/.exec(text) ?? [];
  if (type === undefined) return undefined;
  const source = icmpNumber(type);
  const destination = icmpNumber(code);
  if (!source || !destination) return undefined;
  return { protocol: { first: protocol, last: protocol }, source, destination };
}

function icmpNumber(text: string): PortRange | undefined {
  if (text === '*' || text === 'any') return ANY_PORT;
  return Number(text) <= 255 ? icmpRange(Number(text)) : undefined;
}
