import { anyOf, hasPorts, ICMP, ICMPV6, isIcmp, type Match, SCTP, TCP, UDP } from './match.ts';
import { type Family, formatAddress, parseAddress } from './network.ts';

/** One packet, with what filters look at. */
export interface Packet {
  readonly family: Family;
  readonly source: bigint;
  readonly destination: bigint;
  /** IANA protocol number, 0 to 255. */
  readonly protocol: number;
  /** 0 to 65535; for ICMP the type times 256; 0 where the protocol has no ports. See `ServiceRange`. */
  readonly sourcePort: number;
  /** 0 to 65535; for ICMP the code times 256; 0 where the protocol has no ports. */
  readonly destinationPort: number;
}

/** Where a text says no source port: the first that Windows and the Internet's registry give to clients. */
export const USUAL_SOURCE_PORT = 49152;

const NAMES: Readonly<Record<string, number>> = {
  tcp: TCP,
  udp: UDP,
  icmp: ICMP,
  icmpv6: ICMPV6,
  icmp6: ICMPV6,
  sctp: SCTP,
};
/** IANA number → name, where Portolan uses one. */
export const PROTOCOL_NAMES: Readonly<Record<number, string>> = {
  [TCP]: 'tcp',
  [UDP]: 'udp',
  [ICMP]: 'icmp',
  [ICMPV6]: 'icmpv6',
  [SCTP]: 'sctp',
};

/** Longer than any packet's text, and short enough for any pattern. */
const LONGEST = 300;

/**
 * Reads `tcp 10.20.0.7:50000 > 10.10.1.10:445`, `udp [fd00::1] > [fd00::2]:53` (no source port: 49152),
 * `icmp 10.0.0.1 > 10.0.0.2 type 8 code 0` (no type: an echo request) or `50 10.0.0.1 > 10.0.0.2`.
 * Gives an error text, with what was expected, for anything else.
 */
export function parsePacket(text: string): Packet | { readonly error: string } {
  const shape =
    text.length <= LONGEST &&
    /^\s*(\S+)\s+([^\s>→]+?)\s*(?:->|>|→)\s*(\S+)(?:\s+type\s+(\d{1,3}))?(?:\s+code\s+(\d{1,3}))?\s*$/i.exec(
      text,
    );
  if (!shape) return { error: 'expected a packet like "tcp 10.20.0.7:50000 > 10.10.1.10:445"' };
  const [, protocolText = '', sourceText = '', destinationText = '', typeText, codeText] = shape;
  const named = NAMES[protocolText.toLowerCase()];
  const protocol = named ?? (/^\d{1,3}$/.test(protocolText) ? Number(protocolText) : Number.NaN);
  if (!(protocol >= 0 && protocol <= 255))
    return {
      error: `"${protocolText}" is no protocol: tcp, udp, icmp, icmpv6, sctp or a number from 0 to 255`,
    };
  const source = parseEnd(sourceText);
  if ('error' in source) return source;
  const destination = parseEnd(destinationText);
  if ('error' in destination) return destination;
  if (source.family !== destination.family) return { error: 'both addresses must be of one family' };
  const ends = { family: source.family, source: source.address, destination: destination.address, protocol };
  if (hasPorts(protocol)) {
    if (typeText !== undefined || codeText !== undefined) return { error: 'only ICMP has types and codes' };
    if (destination.port === undefined)
      return { error: `the destination port is missing: ${destinationText}:445` };
    return { ...ends, sourcePort: source.port ?? USUAL_SOURCE_PORT, destinationPort: destination.port };
  }
  if (source.port !== undefined || destination.port !== undefined)
    return { error: `the protocol ${protocolText} has no ports` };
  if (!isIcmp(protocol)) {
    if (typeText !== undefined || codeText !== undefined) return { error: 'only ICMP has types and codes' };
    return { ...ends, sourcePort: 0, destinationPort: 0 };
  }
  const type = typeText === undefined ? (protocol === ICMP ? 8 : 128) : Number(typeText);
  const code = Number(codeText ?? 0);
  if (type > 255 || code > 255) return { error: "ICMP's types and codes are numbers from 0 to 255" };
  return { ...ends, sourcePort: type * 256, destinationPort: code * 256 };
}

function parseEnd(
  text: string,
): { family: Family; address: bigint; port?: number } | { readonly error: string } {
  const shape = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(\d{1,5}))?$/.exec(text);
  const addressText = shape ? (shape[1] ?? shape[2] ?? '') : text;
  const address = parseAddress(addressText);
  if ('error' in address) return { error: `${addressText}: ${address.error}` };
  const port = shape?.[3] === undefined ? undefined : Number(shape[3]);
  if (port !== undefined && port > 65535) return { error: 'a port is a number from 0 to 65535' };
  return { family: address.family, address: address.value, ...(port !== undefined && { port }) };
}

/** The text that `parsePacket` reads. */
export function formatPacket(packet: Packet): string {
  const { family, protocol, sourcePort, destinationPort } = packet;
  const name = PROTOCOL_NAMES[protocol] ?? `${protocol}`;
  const source = formatAddress(family, packet.source);
  const destination = formatAddress(family, packet.destination);
  if (hasPorts(protocol)) {
    const end = (address: string, port: number): string =>
      family === 6 ? `[${address}]:${port}` : `${address}:${port}`;
    return `${name} ${end(source, sourcePort)} > ${end(destination, destinationPort)}`;
  }
  const ends = `${name} ${source} > ${destination}`;
  return isIcmp(protocol) ? `${ends} type ${sourcePort >> 8} code ${destinationPort >> 8}` : ends;
}

/** The set that holds just this packet. */
export function matchOfPacket(packet: Packet): Match {
  const { family, source, destination, protocol } = packet;
  const one = (port: number): { first: number; last: number } =>
    isIcmp(protocol) ? { first: port & 0xff00, last: port | 0xff } : { first: port, last: port };
  const ports = hasPorts(protocol) || isIcmp(protocol);
  return {
    sources: [{ family, first: source, last: source }],
    destinations: [{ family, first: destination, last: destination }],
    services: [
      ports
        ? {
            protocol: { first: protocol, last: protocol },
            source: one(packet.sourcePort),
            destination: one(packet.destinationPort),
          }
        : anyOf(protocol),
    ],
  };
}

/** Whether a match holds a packet. */
export function matchHolds(match: Match, packet: Packet): boolean {
  const inside = (ranges: Match['sources'], address: bigint): boolean =>
    ranges.some((r) => r.family === packet.family && r.first <= address && address <= r.last);
  return (
    match.services.some(
      ({ protocol, source, destination }) =>
        protocol.first <= packet.protocol &&
        packet.protocol <= protocol.last &&
        source.first <= packet.sourcePort &&
        packet.sourcePort <= source.last &&
        destination.first <= packet.destinationPort &&
        packet.destinationPort <= destination.last,
    ) &&
    inside(match.sources, packet.source) &&
    inside(match.destinations, packet.destination)
  );
}
