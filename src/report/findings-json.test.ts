import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyFindings,
  CLEAN,
  finding,
  HOSTILE_FINDINGS,
  MISSING,
  many,
  packet,
  SAMPLE,
} from '../../test/report/sample-findings.ts';
import { ANY_IPV4, ANY_PACKET, ANY_SERVICE, anyOf, ICMP, icmpRange } from '../net/match.ts';
import type { Findings } from '../verify/finding.ts';
import { FINDING_CODES } from '../verify/finding-codes.ts';
import { findingsJsonChunks } from './findings-json.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../schema/findings.schema.json', import.meta.url), 'utf8'),
) as { $defs: { finding: { properties: { kind: { enum: string[] } } } } };
const validate = new Ajv2020({ strict: true }).compile(schema);

const text = (of: Findings): string => [...findingsJsonChunks(of)].join('');

function checked(of: Findings): { findings: Record<string, unknown>[]; [key: string]: unknown } {
  const document = JSON.parse(text(of));
  validate(document);
  expect(validate.errors ?? []).toEqual([]);
  return document;
}

describe('findingsJsonChunks', () => {
  it('tells all that a finding has', () => {
    expect(checked({ ...SAMPLE, findings: [MISSING] })).toMatchInlineSnapshot(`
      {
        "counts": {
          "error": 1,
          "note": 0,
          "warning": 0,
        },
        "findings": [
          {
            "code": "PT9001",
            "filter": "core",
            "fingerprint": "1d048e6a6f43652b:1",
            "help": "permit it before line 41",
            "instead": [
              {
                "destinations": [
                  {
                    "family": 4,
                    "first": "168427786",
                    "last": "168427786",
                    "text": "10.10.1.10",
                  },
                ],
                "services": [
                  {
                    "destinationPorts": {
                      "first": 443,
                      "last": 443,
                    },
                    "protocol": {
                      "first": 6,
                      "last": 6,
                    },
                    "sourcePorts": {
                      "first": 0,
                      "last": 65535,
                    },
                  },
                ],
                "sources": [
                  {
                    "family": 4,
                    "first": "169082880",
                    "last": "169213951",
                    "text": "10.20.0.0/15",
                  },
                ],
                "text": "tcp 10.20.0.0/15 > 10.10.1.10 port 443",
              },
            ],
            "kind": "missing",
            "lines": [
              {
                "note": "leads there",
                "place": {
                  "column": 5,
                  "file": "core.nft",
                  "length": 20,
                  "line": 12,
                },
                "text": "jump { "clients" }",
              },
              {
                "note": "decides about the rest",
                "text": "policy drop",
              },
            ],
            "message": ""Client to management point" is not permitted: tcp 10.20.0.0/15 > 10.10.1.10 port 443",
            "origins": [
              {
                "conversation": "client-to-management-point",
                "flow": "client-to-management-point#0k2j4n6p8q",
                "reasons": [
                  {
                    "place": {
                      "column": 7,
                      "file": "hierarchy.yaml",
                      "length": 4,
                      "line": 12,
                    },
                    "text": "clients of hq are assigned to P01",
                  },
                ],
                "sources": [
                  "guide clients row 3",
                  "Microsoft, “Client to management point”",
                ],
                "title": "Client to management point",
              },
            ],
            "packets": [
              {
                "destinations": [
                  {
                    "family": 4,
                    "first": "168427786",
                    "last": "168427786",
                    "text": "10.10.1.10",
                  },
                ],
                "services": [
                  {
                    "destinationPorts": {
                      "first": 443,
                      "last": 443,
                    },
                    "protocol": {
                      "first": 6,
                      "last": 6,
                    },
                    "sourcePorts": {
                      "first": 0,
                      "last": 65535,
                    },
                  },
                ],
                "sources": [
                  {
                    "family": 4,
                    "first": "169082880",
                    "last": "169213951",
                    "text": "10.20.0.0/15",
                  },
                ],
                "text": "tcp 10.20.0.0/15 > 10.10.1.10 port 443",
              },
            ],
            "place": {
              "column": 5,
              "file": "core.nft",
              "length": 14,
              "line": 41,
            },
            "ruleset": "chain inet filter forward",
            "severity": "error",
            "size": {
              "concerned": "8589934592",
              "permitted": "0",
            },
            "text": "tcp dport 443 drop",
            "title": "A needed flow is not permitted",
            "witness": {
              "destination": "10.10.1.10",
              "destinationPort": 443,
              "family": 4,
              "protocol": 6,
              "source": "10.20.0.7",
              "sourcePort": 49152,
              "text": "tcp 10.20.0.7:49152 > 10.10.1.10:443",
            },
          },
        ],
        "flows": {
          "blocked": 8,
          "partly": 1,
          "permitted": 360,
          "unproven": 2,
          "untouched": 0,
        },
        "format": "portolan/findings/1",
        "hierarchy": "Contoso",
        "parts": [
          {
            "dialect": "nftables",
            "files": [
              "core.nft",
            ],
            "filter": "core",
            "rules": 210,
          },
          {
            "dialect": "cisco-asa",
            "files": [
              "edge.cfg",
            ],
            "filter": "edge",
            "rules": 1,
          },
        ],
      }
    `);
  });

  it('fits its schema, whatever is found', () => {
    checked(SAMPLE);
    checked(CLEAN);
    checked(HOSTILE_FINDINGS);
    checked({ parts: [], findings: [] });
    fc.assert(
      fc.property(anyFindings, (any) => {
        expect(checked(any).findings).toHaveLength(any.findings.length);
      }),
    );
  });

  it('has a schema that knows all kinds, and refuses what is none', () => {
    const kinds = new Set<string>(Object.values(FINDING_CODES).map(({ kind }) => kind));
    expect(new Set(schema.$defs.finding.properties.kind.enum)).toEqual(kinds);
    const document = checked(SAMPLE);
    expect(validate({ ...document, surprise: 1 })).toBe(false);
    expect(validate({ ...document, findings: [{ ...document.findings[0], witness: 'tcp' }] })).toBe(false);
  });

  it('gives ICMP its types and codes, and nothing to protocols without ports', () => {
    const icmp = { ...anyOf(ICMP), source: icmpRange(8), destination: icmpRange(0) };
    const some = {
      protocol: { first: 6, last: 17 },
      source: { first: 1, last: 2 },
      destination: ANY_SERVICE.destination,
    };
    const match = { ...ANY_PACKET, sources: [ANY_IPV4], services: [icmp, anyOf(50), ANY_SERVICE, some] };
    const { findings } = checked({
      ...SAMPLE,
      findings: [
        finding('PT9101', { witness: packet('icmp 10.0.0.1 > 10.0.0.2 type 3 code 4'), packets: [match] }),
      ],
    });
    expect(findings[0]?.witness).toMatchObject({ icmpType: 3, icmpCode: 4 });
    expect(findings[0]?.packets).toMatchObject([
      {
        sources: [{ text: '0.0.0.0/0', family: 4, first: '0', last: '4294967295' }],
        services: [
          {
            protocol: { first: 1, last: 1 },
            icmpTypes: { first: 8, last: 8 },
            icmpCodes: { first: 0, last: 0 },
          },
          { protocol: { first: 50, last: 50 } },
          { protocol: { first: 0, last: 255 } },
          { sourcePorts: { first: 1, last: 2 }, destinationPorts: { first: 0, last: 65535 } },
        ],
      },
    ]);
  });

  it('is the same for the same findings in another order', () => {
    expect(text({ ...SAMPLE, findings: SAMPLE.findings.toReversed() })).toBe(text(SAMPLE));
  });

  it('has no two findings of one name', () => {
    const { findings } = checked({ ...SAMPLE, findings: [...SAMPLE.findings, ...SAMPLE.findings] });
    expect(new Set(findings.map((f) => f.fingerprint)).size).toBe(findings.length);
  });

  it('writes ten thousand in a moment', () => {
    const sample = many();
    const start = performance.now();
    expect(text(sample).split('\n').length).toBeGreaterThan(10_000);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
