import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyFindings,
  CLEAN,
  EXCESS,
  finding,
  HOSTILE_FINDINGS,
  MISSING,
  many,
  place,
  SAMPLE,
} from '../../test/report/sample-findings.ts';
import type { Finding, Findings } from '../verify/finding.ts';
import { FINDING_CODES } from '../verify/finding-codes.ts';
import { findingsSarifChunks, type SarifOptions } from './findings-sarif.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../test/fixtures/sarif/sarif-2.1.0.json', import.meta.url), 'utf8'),
) as object;
const validate = new Ajv2020({
  formats: {
    uri: (text: string) => URL.canParse(text) && !/[\s<>"{}|\\^`]/.test(text),
    'uri-reference': (text: string) =>
      URL.canParse(text, 'file:///base/') && !/[\s<>"{}|\\^`]|%(?![\dA-F]{2})/.test(text),
    uuid: true,
    'date-time': true,
  },
}).compile(schema);

interface Sarif {
  readonly runs: readonly [
    {
      readonly tool: {
        readonly driver: { readonly version?: string; readonly rules: { readonly id: string }[] };
      };
      readonly results: readonly Result[];
    },
  ];
}
interface Result {
  readonly ruleId: string;
  readonly ruleIndex: number;
  readonly message: { readonly text: string };
  readonly locations?: readonly unknown[];
  readonly partialFingerprints: Readonly<Record<string, string>>;
}

const text = (of: Findings, options?: SarifOptions): string => [...findingsSarifChunks(of, options)].join('');

function checked(of: Findings, options?: SarifOptions): Sarif['runs'][0] {
  const log = JSON.parse(text(of, options)) as Sarif;
  validate(log);
  expect(validate.errors ?? []).toEqual([]);
  return log.runs[0];
}

const result = (of: Finding): Result | undefined => checked({ ...SAMPLE, findings: [of] }).results[0];

describe('findingsSarifChunks', () => {
  it('is valid by the schema of the standard, whatever is found', () => {
    checked(SAMPLE);
    checked(HOSTILE_FINDINGS);
    expect(checked(CLEAN).results).toEqual([]);
    fc.assert(
      fc.property(anyFindings, (any) => {
        expect(checked(any).results).toHaveLength(any.findings.length);
      }),
    );
  });

  it('tells where, what, and whose', () => {
    expect(result(MISSING)).toMatchInlineSnapshot(`
      {
        "level": "error",
        "locations": [
          {
            "logicalLocations": [
              {
                "fullyQualifiedName": "core/chain inet filter forward",
              },
            ],
            "physicalLocation": {
              "artifactLocation": {
                "uri": "core.nft",
              },
              "region": {
                "endColumn": 19,
                "startColumn": 5,
                "startLine": 41,
              },
            },
          },
        ],
        "message": {
          "text": ""Client to management point" is not permitted: tcp 10.20.0.0/15 > 10.10.1.10 port 443. For example tcp 10.20.0.7:49152 > 10.10.1.10:443. Decides about the rest: policy drop. Permit it before line 41.",
        },
        "partialFingerprints": {
          "portolanFinding/v1": "1d048e6a6f43652b:1",
          "primaryLocationLineHash": "1d048e6a6f43652b:1",
        },
        "properties": {
          "conversations": [
            "Client to management point",
          ],
          "flows": [
            "client-to-management-point#0k2j4n6p8q",
          ],
          "instead": [
            "tcp 10.20.0.0/15 > 10.10.1.10 port 443",
          ],
          "kind": "missing",
          "packets": [
            "tcp 10.20.0.0/15 > 10.10.1.10 port 443",
          ],
          "sources": [
            "guide clients row 3",
            "Microsoft, “Client to management point”",
          ],
          "text": "tcp dport 443 drop",
          "witness": "tcp 10.20.0.7:49152 > 10.10.1.10:443",
        },
        "relatedLocations": [
          {
            "id": 1,
            "message": {
              "text": "leads there: jump {{ "clients" }}",
            },
            "physicalLocation": {
              "artifactLocation": {
                "uri": "core.nft",
              },
              "region": {
                "endColumn": 25,
                "startColumn": 5,
                "startLine": 12,
              },
            },
          },
        ],
        "ruleId": "PT9001",
        "ruleIndex": 0,
      }
    `);
  });

  it('has a rule for each code, and results that lead to theirs', () => {
    const { tool, results } = checked(SAMPLE, { version: '1.2.3' });
    expect(tool.driver.version).toBe('1.2.3');
    expect(tool.driver.rules.map((rule) => rule.id)).toEqual(Object.keys(FINDING_CODES));
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex]?.id).toBe(ruleId);
    expect(tool.driver.rules[3]).toMatchInlineSnapshot(`
      {
        "defaultConfiguration": {
          "level": "error",
        },
        "fullDescription": {
          "text": "A line permits what nothing needs.",
        },
        "help": {
          "text": "The configuration permits packets to or from hosts of the hierarchy that no flow of the plan needs. Replace the line by the narrower ones that the finding names, or describe what needs it in the hierarchy.",
        },
        "id": "PT9101",
        "name": "ALinePermitsWhatNothingNeeds",
        "properties": {
          "kind": "excess",
          "tags": [
            "firewall",
            "excess",
          ],
        },
        "shortDescription": {
          "text": "A line permits what nothing needs.",
        },
      }
    `);
  });

  it('keeps fingerprints when lines move', () => {
    expect(result({ ...MISSING, place: place(99) })?.partialFingerprints).toEqual(
      result(MISSING)?.partialFingerprints,
    );
  });

  it('says of a default that is written nowhere which file lacks it', () => {
    const of = finding('PT9102', { filter: 'edge', ruleset: 'inbound rules' });
    expect(result(of)?.locations).toEqual([
      {
        physicalLocation: {
          artifactLocation: { uri: 'edge.cfg' },
          region: { startLine: 1, startColumn: 1 },
        },
        logicalLocations: [{ fullyQualifiedName: 'edge/inbound rules' }],
      },
    ]);
    expect(result(finding('PT9102', {}))?.locations).toBeUndefined();
  });

  it('keeps placeholders and links out of messages', () => {
    const of = finding('PT9301', { message: 'remove {0} of [x](1) at C:\\' });
    expect(result(of)?.message.text).toBe('Remove {{0}} of \\[x\\](1) at C:\\\\.');
  });

  it('marks a point where only a point is meant', () => {
    expect(result({ ...EXCESS, place: place(4, 2, 0) })?.locations).toMatchObject([
      { physicalLocation: { region: { startLine: 4, startColumn: 2 } } },
    ]);
    expect(JSON.stringify(result({ ...EXCESS, place: place(4, 2, 0) }))).not.toContain('endColumn');
  });

  it('writes ten thousand in a moment', () => {
    const sample = many();
    const start = performance.now();
    expect(text(sample).split('\n').length).toBeGreaterThan(10_000);
    expect(performance.now() - start).toBeLessThan(10_000);
  });
});
