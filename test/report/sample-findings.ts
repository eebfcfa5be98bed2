/** Findings to test reports with: one of most kinds, made by hand, and any that fast-check can think of. */
import fc from 'fast-check';
import type { Place } from '../../src/diagnostics/diagnostic.ts';
import { anyOf, type Match, TCP, UDP } from '../../src/net/match.ts';
import { type AddressRange, parseNetwork } from '../../src/net/network.ts';
import { type Packet, parsePacket } from '../../src/net/packet.ts';
import type { Finding, FindingOrigin, Findings } from '../../src/verify/finding.ts';
import { FINDING_CODES, type FindingCode } from '../../src/verify/finding-codes.ts';

export function packet(text: string): Packet {
  const read = parsePacket(text);
  if ('error' in read) throw new Error(`${text}: ${read.error}`);
  return read;
}

function ranges(texts: readonly string[]): AddressRange[] {
  return texts.map((text) => {
    const network = parseNetwork(text);
    if ('error' in network) throw new Error(`${text}: ${network.error}`);
    return network;
  });
}

export function services(
  protocol: number,
  from: readonly string[],
  to: readonly string[],
  ...ports: number[]
): Match {
  return {
    sources: ranges(from),
    destinations: ranges(to),
    services: ports.map((port) => ({ ...anyOf(protocol), destination: { first: port, last: port } })),
  };
}

export const place = (line: number, column = 5, length = 20, file = 'core.nft'): Place => ({
  file,
  line,
  column,
  length,
});

export function finding(code: FindingCode, more: Partial<Finding>): Finding {
  const { kind, severity, title } = FINDING_CODES[code];
  return { code, kind, severity, message: title, lines: [], origins: [], ...more };
}

export const ORIGIN: FindingOrigin = {
  flow: 'client-to-management-point#0k2j4n6p8q',
  conversation: 'client-to-management-point',
  title: 'Client to management point',
  sources: ['guide clients row 3', 'Microsoft, “Client to management point”'],
  reasons: [{ text: 'clients of hq are assigned to P01', place: place(12, 7, 4, 'hierarchy.yaml') }],
};

export const MISSING: Finding = finding('PT9001', {
  message: '"Client to management point" is not permitted: tcp 10.20.0.0/15 > 10.10.1.10 port 443',
  help: 'permit it before line 41',
  filter: 'core',
  ruleset: 'chain inet filter forward',
  place: place(41, 5, 14),
  text: 'tcp dport 443 drop',
  lines: [
    { place: place(12), text: 'jump { "clients" }', note: 'leads there' },
    { text: 'policy drop', note: 'decides about the rest' },
  ],
  witness: packet('tcp 10.20.0.7:49152 > 10.10.1.10:443'),
  packets: [services(TCP, ['10.20.0.0/15'], ['10.10.1.10'], 443)],
  size: { concerned: 8_589_934_592n, permitted: 0n },
  instead: [services(TCP, ['10.20.0.0/15'], ['10.10.1.10'], 443)],
  origins: [ORIGIN],
});

export const EXCESS: Finding = finding('PT9101', {
  message: 'the line permits tcp and udp packets to 10.10.1.10 that nothing needs',
  filter: 'core',
  ruleset: 'chain inet filter forward',
  place: place(17, 5, 30),
  text: 'ip daddr 10.10.0.0/16 accept',
  witness: packet('udp 10.0.0.1 > 10.10.1.10:53'),
  packets: [
    services(TCP, ['10.0.0.0/8'], ['10.10.1.10'], 22, 3389),
    services(UDP, ['10.0.0.0/8'], ['10.10.1.10'], 53),
  ],
  size: { concerned: 3_298_534_883_328n, permitted: 2n ** 64n },
  instead: [services(TCP, ['10.20.0.0/15'], ['10.10.1.10'], 443)],
});

const SHADOWED: Finding = finding('PT9202', {
  message: 'lines before it take all that this line matches',
  help: 'remove it',
  filter: 'core',
  ruleset: 'chain inet filter forward',
  place: place(60, 5, 0),
  text: 'ip daddr 10.10.1.10 tcp dport 443 accept',
  lines: [{ place: place(41), text: 'tcp dport 443 drop', note: 'matches it first' }],
});

const DEFAULT: Finding = finding('PT9102', {
  message: 'the default permits what nothing needs',
  filter: 'edge',
  ruleset: 'inbound rules',
  witness: packet('icmpv6 fd00::1 > fd00::2'),
});

const MERGEABLE: Finding = finding('PT9402', {
  message: 'lines 3 and 4 could be one',
  place: place(3, 1, 9, 'edge.cfg'),
});

/** Two files, all severities, and a finding that stands at no line. Not in the order of reports. */
export const SAMPLE: Findings = {
  hierarchy: 'Contoso',
  parts: [
    { filter: 'core', dialect: 'nftables', files: ['core.nft'], rules: 210 },
    { filter: 'edge', dialect: 'cisco-asa', files: ['edge.cfg'], rules: 1 },
  ],
  flows: { permitted: 360, blocked: 8, unproven: 2, partly: 1, untouched: 0 },
  findings: [MERGEABLE, DEFAULT, SHADOWED, EXCESS, MISSING],
};

/** A configuration that is as it should be. */
export const CLEAN: Findings = {
  ...SAMPLE,
  flows: { permitted: 371, blocked: 0, unproven: 0, partly: 0, untouched: 0 },
  findings: [],
};

/** Every text that an input may bring, with what plays tricks on terminals, tables, links and parsers. */
export const HOSTILE = '\u001b[2J\r\n|[x](javascript:0)<b>&]]>{0}\u202e"\u0000\ufffe\ud800`a`';

/** The sample with hostile text wherever an input's text stands. */
export const HOSTILE_FINDINGS: Findings = {
  hierarchy: HOSTILE,
  parts: [{ filter: HOSTILE, dialect: 'nftables', files: [HOSTILE], rules: 1 }],
  findings: [
    {
      ...MISSING,
      message: HOSTILE,
      help: HOSTILE,
      filter: HOSTILE,
      ruleset: HOSTILE,
      place: place(1, 1, 1, HOSTILE),
      text: HOSTILE,
      lines: [{ place: place(1, 1, 1, HOSTILE), text: HOSTILE, note: HOSTILE }],
      origins: [
        {
          flow: HOSTILE,
          conversation: HOSTILE,
          title: HOSTILE,
          sources: [HOSTILE],
          reasons: [{ text: HOSTILE, place: place(1, 1, 1, HOSTILE) }],
        },
      ],
    },
  ],
};

/** Ten thousand lines that permit too much. */
export function many(count: number = 10_000): Findings {
  const findings = Array.from({ length: count }, (_, i) => ({ ...EXCESS, place: place(count - i) }));
  return { ...SAMPLE, findings };
}

const anyText = fc.oneof(fc.string({ unit: 'binary', maxLength: 12 }), fc.constant(HOSTILE));
const anyPlace: fc.Arbitrary<Place> = fc.record({
  file: anyText,
  line: fc.integer({ min: 1, max: 99 }),
  column: fc.integer({ min: 1, max: 99 }),
  length: fc.nat(99),
});
const anyFinding: fc.Arbitrary<Finding> = fc
  .record({
    code: fc.constantFrom(...(Object.keys(FINDING_CODES) as FindingCode[])),
    message: anyText,
    place: fc.option(anyPlace),
    filter: fc.option(anyText),
    text: fc.option(anyText),
    origins: fc.array(fc.constant(ORIGIN), { maxLength: 2 }),
    witness: fc.option(fc.constantFrom(MISSING.witness, EXCESS.witness, DEFAULT.witness)),
  })
  .map(({ code, message, origins, place, filter, text, witness }) =>
    finding(code, {
      message,
      origins,
      ...(place && { place }),
      ...(filter !== null && { filter }),
      ...(text !== null && { text }),
      ...(witness && { witness }),
    }),
  );

export const anyFindings: fc.Arbitrary<Findings> = fc
  .array(anyFinding, { maxLength: 12 })
  .map((findings) => ({ ...SAMPLE, findings }));
