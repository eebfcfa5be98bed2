import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPlan, SAMPLE } from '../../test/report/sample-plan.ts';
import type { Plan } from '../plan/model.ts';
import { planJsonChunks } from './json.ts';

const schema = JSON.parse(
  readFileSync(new URL('../../schema/plan.schema.json', import.meta.url), 'utf8'),
) as object;
const valid = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
const text = (plan: Plan): string => [...planJsonChunks(plan)].join('');

interface Document {
  readonly endpoints: readonly { readonly name: string }[];
  readonly services: readonly { readonly id: string }[];
  readonly conversations: readonly { readonly id: string }[];
  readonly flows: readonly {
    readonly id: string;
    readonly conversation: string;
    readonly from: readonly number[];
    readonly to: readonly number[];
    readonly services: readonly { readonly service: string }[];
  }[];
}

describe('planJsonChunks', () => {
  it('writes what the schema describes, whatever the names hold', () => {
    fc.assert(
      fc.property(anyPlan, (plan) => {
        expect(valid(JSON.parse(text(plan))), JSON.stringify(valid.errors)).toBe(true);
      }),
    );
  });

  it('keeps ends, services and conversations of each flow', () => {
    const document = JSON.parse(text(SAMPLE)) as Document;
    expect(document.flows.map((flow) => flow.from.map((i) => document.endpoints[i]?.name))).toEqual([
      ['cm01'],
      ['cm01'],
      ['hq'],
    ]);
    expect(document.flows.map((flow) => flow.to.map((i) => document.endpoints[i]?.name))).toEqual([
      ['dp01', 'dp02'],
      ['Microsoft Update'],
      ['dp01'],
    ]);
    const services = document.services.map((service) => service.id);
    for (const flow of document.flows)
      for (const { service } of flow.services) expect(services).toContain(service);
    expect(document.conversations.map((c) => c.id)).toEqual(['site-server-to-distribution-point', 'updates']);
  });

  it('puts each flow on a line of its own', () => {
    expect(
      text(SAMPLE)
        .split('\n')
        .filter((line) => line.startsWith('{"id":"content"')),
    ).toHaveLength(1);
  });

  it('tells the places of diagnostics', () => {
    const place = { file: 'h.yaml', line: 3, column: 1, length: 4 };
    const plan = {
      ...SAMPLE,
      diagnostics: [
        {
          code: 'PT6001',
          severity: 'error',
          message: 'no way',
          place,
          related: [{ message: 'here', place }],
        },
      ],
    } as const;
    const document = JSON.parse(text(plan)) as { readonly diagnostics: unknown };
    expect(valid(document), JSON.stringify(valid.errors)).toBe(true);
    expect(document.diagnostics).toEqual(plan.diagnostics);
  });

  it('is refused by the schema where a key is missing or unknown', () => {
    const document = JSON.parse(text(SAMPLE)) as Record<string, unknown>;
    expect(valid({ ...document, surprise: 1 })).toBe(false);
    expect(valid({ ...document, flows: undefined })).toBe(false);
    expect(valid({ ...document, format: 'portolan/plan/2' })).toBe(false);
  });
});
