import { ANY_SERVICE, hasPorts, isIcmp, type Match, type ServiceRange } from '../net/match.ts';
import { type AddressRange, formatAddress, network } from '../net/network.ts';
import { formatPacket, type Packet } from '../net/packet.ts';
import type { PortRange } from '../net/ports.ts';
import type { Assumption } from '../policy/ruleset.ts';
import type {
  Finding,
  FindingLine,
  FindingOrigin,
  Findings,
  FlowTally,
  VerifiedPart,
} from '../verify/finding.ts';
import { FINDING_CODES } from '../verify/finding-codes.ts';
import { findingsDocumentChunks } from './findings-document.ts';
import { inReportOrder, SEVERITIES } from './findings-order.ts';
import { fingerprints } from './fingerprint.ts';
import { icmpNumbers, matchText } from './match-text.ts';

/** Names the form of the document; `schema/findings.schema.json` describes it. */
export const FINDINGS_FORMAT = 'portolan/findings/1';

/**
 * Findings as a JSON document in pieces, a finding a line, in the order that all reports have. Addresses and packets
 * stand there as text and as numbers; numbers that may be too large for JSON are decimal strings.
 */
export function findingsJsonChunks(findings: Findings): Generator<string> {
  const { hierarchy, parts, flows, assumed } = findings;
  const ordered = inReportOrder(findings);
  const counts = SEVERITIES.map((s) => [s, ordered.filter((f) => f.severity === s).length]);
  const head = {
    format: FINDINGS_FORMAT,
    ...(hierarchy !== undefined && { hierarchy }),
    parts: parts.map(partDocument),
    ...(flows && { flows: flowsDocument(flows) }),
    ...(assumed && { assumed: assumed.map(assumptionDocument) }),
    counts: Object.fromEntries(counts),
  };
  return findingsDocumentChunks(head, findingDocuments(ordered));
}

function* findingDocuments(ordered: readonly Finding[]): Generator<object> {
  const names = fingerprints(ordered);
  for (const [i, finding] of ordered.entries()) yield findingDocument(finding, names[i] ?? '');
}

function partDocument({ filter, dialect, files, rules }: VerifiedPart): VerifiedPart {
  return { ...(filter !== undefined && { filter }), dialect, files, rules };
}

function flowsDocument({ permitted, blocked, unproven, partly, untouched }: FlowTally): FlowTally {
  return { permitted, blocked, unproven, partly, untouched };
}

function findingDocument(finding: Finding, fingerprint: string): object {
  const { code, kind, severity, message, help, filter, ruleset, place, text } = finding;
  const { lines, witness, packets, size, instead, origins } = finding;
  return {
    code,
    kind,
    severity,
    title: FINDING_CODES[code].title,
    message,
    fingerprint,
    ...(help !== undefined && { help }),
    ...(filter !== undefined && { filter }),
    ...(ruleset !== undefined && { ruleset }),
    ...(place && { place }),
    ...(text !== undefined && { text }),
    lines: lines.map(lineDocument),
    ...(witness && { witness: packetDocument(witness) }),
    ...(packets && { packets: packets.map(matchDocument) }),
    ...(size && { size: { concerned: `${size.concerned}`, permitted: `${size.permitted}` } }),
    ...(instead && { instead: instead.map(matchDocument) }),
    origins: origins.map(originDocument),
  };
}

/** A line whose effect was taken for granted. */
export function assumptionDocument({ place, text }: Assumption): object {
  return { place, text };
}

/** A line that takes part. */
export function lineDocument({ place, text, note }: FindingLine): object {
  return { ...(place && { place }), text, note };
}

/** Whose conversation it is. */
export function originDocument({ flow, conversation, title, sources, reasons }: FindingOrigin): object {
  return {
    flow,
    conversation,
    title,
    sources,
    reasons: reasons.map(({ text, place }) => ({ text, ...(place && { place }) })),
  };
}

/** A packet as text, and with its fields: ports where it has ports, type and code for ICMP. */
export function packetDocument(packet: Packet): object {
  const { family, protocol, sourcePort, destinationPort } = packet;
  return {
    text: formatPacket(packet),
    family,
    protocol,
    source: formatAddress(family, packet.source),
    destination: formatAddress(family, packet.destination),
    ...(hasPorts(protocol) && { sourcePort, destinationPort }),
    ...(isIcmp(protocol) && { icmpType: sourcePort >> 8, icmpCode: destinationPort >> 8 }),
  };
}

/** A product as text, and with its lists. */
export function matchDocument(match: Match): object {
  return {
    text: matchText(match),
    sources: match.sources.map(addressesDocument),
    destinations: match.destinations.map(addressesDocument),
    services: match.services.map(serviceDocument),
  };
}

function addressesDocument({ family, first, last }: AddressRange): object {
  return { text: network(family, first, last).text, family, first: `${first}`, last: `${last}` };
}

function serviceDocument({ protocol, source, destination }: ServiceRange): object {
  if (protocol.first === protocol.last && isIcmp(protocol.first))
    return {
      protocol: range(protocol),
      icmpTypes: range(icmpNumbers(source)),
      icmpCodes: range(icmpNumbers(destination)),
    };
  const ports =
    protocol.first === protocol.last ? hasPorts(protocol.first) : isRestricted(source, destination);
  return {
    protocol: range(protocol),
    ...(ports && { sourcePorts: range(source), destinationPorts: range(destination) }),
  };
}

function isRestricted(...ranges: readonly PortRange[]): boolean {
  return ranges.some(({ first, last }) => first > 0 || last < ANY_SERVICE.source.last);
}

const range = ({ first, last }: PortRange): PortRange => ({ first, last });
