import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Observation, type ObservationSet, VERDICTS } from '../plan/observation.ts';
import { readObservations } from '../probe/read-observations.ts';
import { observationsCsvChunks } from './observations-csv.ts';
import { observationsJsonChunks } from './observations-json.ts';
import { observationsJunitChunks } from './observations-junit.ts';
import { observationsMarkdownChunks } from './observations-markdown.ts';
import { isFine } from './observations-order.ts';
import { observationsTextChunks } from './observations-text.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../schema/observations.schema.json', import.meta.url), 'utf8'),
) as object;
const validate = new Ajv2020({ strict: true }).compile(schema);

const OPEN: Observation = {
  time: '2026-01-01T00:00:00.000Z',
  kind: 'probe',
  on: 'cm01',
  task: 'task/1',
  flow: 'flow#1',
  conversation: 'site-server-distribution-point',
  service: 'smb',
  transport: 'tcp',
  from: { name: 'cm01', address: '10.0.0.1', port: 40_000 },
  to: { name: 'dp01', address: '10.0.0.9', port: 445 },
  verdict: 'open',
  evidence: 'SMB 3.1.1, signing required',
  facts: { dialect: '3.1.1' },
  milliseconds: 3.5,
};
const FILTERED: Observation = {
  ...OPEN,
  task: 'task/2',
  service: 'rpc-endpoint-mapper',
  to: { ...OPEN.to, port: 135 },
  verdict: 'filtered',
  evidence: 'Silence',
  next: 'Look at the rule',
  hop: { distance: 2, address: '10.1.0.1', filter: 'core' },
};
const HOSTILE: Observation = {
  ...FILTERED,
  to: { name: '=cmd|"</testsuite>\u001b[31m|\n', address: '10.0.0.7', port: 1 },
  evidence: '<script>alert(1)</script> | `x` \u0000',
  service: '@evil',
};

const anyText = fc.string({ unit: 'binary', maxLength: 30 });
const anyEnd = fc.record(
  { name: anyText, address: anyText, port: fc.integer({ min: 0, max: 65_535 }) },
  { requiredKeys: [] },
);
const anyObservation = fc.record(
  {
    time: fc.constant('2026-01-01T00:00:00.000Z'),
    kind: fc.constantFrom('probe', 'listen'),
    on: anyText,
    task: anyText,
    flow: anyText,
    conversation: anyText,
    service: anyText,
    transport: fc.constantFrom('tcp', 'udp', 'icmp'),
    from: anyEnd,
    to: anyEnd,
    verdict: fc.constantFrom(...VERDICTS),
    evidence: anyText,
    next: anyText,
    facts: fc.dictionary(
      anyText.filter((key) => key !== '__proto__'),
      anyText,
    ),
    hop: fc.record(
      { distance: fc.integer({ min: 0, max: 255 }), address: anyText, filter: anyText },
      { requiredKeys: [] },
    ),
    milliseconds: fc.nat({ max: 100_000 }),
    token: anyText,
  },
  { requiredKeys: ['time', 'kind', 'on', 'transport', 'from', 'to', 'verdict', 'evidence', 'facts'] },
) as fc.Arbitrary<Observation>;

const set = (...observations: readonly Observation[]): ObservationSet => ({
  hierarchy: 'Contoso',
  observations,
});
const text = (of: ObservationSet, width = 80): string => [...observationsTextChunks(of, { width })].join('');

describe('observations as JSON', () => {
  it('are of the schema, and read back as they were', () => {
    fc.assert(
      fc.property(fc.array(anyObservation, { maxLength: 5 }), (observations) => {
        const json = [...observationsJsonChunks(set(...observations))].join('');
        validate(JSON.parse(json));
        expect(validate.errors ?? []).toEqual([]);
        expect(readObservations(json)).toEqual({ set: JSON.parse(JSON.stringify(set(...observations))) });
      }),
    );
  });

  it('are read from a journal, also from one that was cut off', () => {
    const head = '{"format":"portolan/observations/1","hierarchy":"Contoso"}\n';
    const line = `${JSON.stringify(OPEN)}\n`;
    expect(readObservations(head + line)).toEqual({ set: set(OPEN) });
    expect(readObservations(head)).toEqual({ set: set() });
    expect(readObservations(head + line + line.slice(0, 40))).toEqual({ set: set(OPEN), cut: true });
    expect(readObservations(`${head}{"a\n${line}`)).toMatchObject({ code: 'PT9702' });
  });

  it('are told from what is none', () => {
    for (const other of ['', '{}', '[]', 'null', 'text', '{"format":"portolan/plan/1"}', '\u0000'])
      expect(readObservations(other)).toMatchObject({ code: 'PT9701' });
    const wrong = { ...OPEN, verdict: 'fine' };
    const document = { format: 'portolan/observations/1', hierarchy: 'Contoso', observations: [wrong] };
    expect(readObservations(JSON.stringify(document))).toMatchObject({
      code: 'PT9702',
      message: expect.stringContaining('observations[0].verdict is none of open,') as string,
    });
  });

  it('never throw, whatever is read', () => {
    fc.assert(
      fc.property(fc.json(), (json) => {
        readObservations(json);
      }),
    );
  });
});

describe('observations as text', () => {
  it('say in one line what is fine, and of the rest what was seen and what to do', () => {
    expect(text(set(OPEN, FILTERED))).toMatchInlineSnapshot(`
      "cm01 → dp01 (10.0.0.9): 1 of 2 not fine
        fine: smb tcp/445
        filtered rpc-endpoint-mapper tcp/135
          seen     Silence
          hop      filter core, 10.1.0.1, 2 hops away
          for      site-server-distribution-point
          next     Look at the rule

      2 questions: 1 filtered, 1 open.
      "
    `);
  });

  it('say all when asked', () => {
    const all = [...observationsTextChunks(set(OPEN), { width: 80, all: true })].join('');
    expect(all).toContain('SMB 3.1.1, signing required');
  });

  it('do no harm on a terminal', () => {
    expect(text(set(HOSTILE))).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f]/);
  });
});

describe('observations for others', () => {
  it('are rows of CSV without formulas', () => {
    const csv = [...observationsCsvChunks(set(OPEN, HOSTILE))].join('');
    expect(csv.split('\r\n')[1]).toContain(',cm01,cm01,10.0.0.1,40000,dp01,10.0.0.9,445,tcp,smb,open,');
    expect(csv).not.toMatch(/(^|,)"?[=@+-]/m);
  });

  it('are Markdown without markup of their own', () => {
    const markdown = [...observationsMarkdownChunks(set(OPEN, HOSTILE))].join('');
    expect(markdown).toContain('- cm01 → dp01: smb tcp/445');
    expect(markdown).not.toContain('<script>');
    const row = markdown.split('\n').find((line) => line.includes('@evil') || line.includes('&#64;evil'));
    expect(row?.split('|')).toHaveLength(8);
  });

  it('are JUnit, in which the unproven is skipped', () => {
    const unproven: Observation = { ...OPEN, task: 'task/3', verdict: 'unproven', evidence: 'No answer' };
    const junit = [...observationsJunitChunks(set(OPEN, FILTERED, unproven, HOSTILE))].join('');
    expect(junit).toContain(
      '<testsuites name="portolan probe" tests="4" failures="2" errors="0" skipped="1">',
    );
    expect(junit).toContain('<skipped message="No answer"/>');
    expect(junit.match(/<\/testsuite>/g)).toHaveLength(2);
  });

  it('are fine only if all of them are', () => {
    expect(isFine([OPEN, { ...OPEN, verdict: 'listener' }])).toBe(true);
    for (const verdict of VERDICTS.filter((v) => v !== 'open' && v !== 'listener'))
      expect(isFine([OPEN, { ...OPEN, verdict }])).toBe(false);
  });
});
