import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { catalog, fixture, planOf } from './plan-of.ts';

const contoso = readFileSync(new URL('../../examples/contoso/hierarchy.yaml', import.meta.url), 'utf8');
const before = [fixture('everything.yaml'), fixture('rest.yaml'), contoso].map((text) => planOf(text));
const newest = fixture('rest.yaml').replace('"2211"', '"2603"');
const after = [planOf(fixture('everything.yaml').replace('"2303"', '"2603"')), planOf(newest)];
const ids = (planned: typeof before): Set<string> =>
  new Set(planned.flatMap((p) => p.plan.flows.map((f) => f.conversation.id)));

describe('every conversation of the catalog is planned where its conditions hold', () => {
  it.each(catalog.conversations.map((c) => c.id))('%s', (id) => {
    expect([...ids(before), ...ids(after)]).toContain(id);
  });
});

describe('what a version removed is planned only for older ones', () => {
  it.each(catalog.conversations.filter((c) => c.lifecycle.removed !== undefined).map((c) => c.id))(
    '%s',
    (id) => {
      expect(ids(before)).toContain(id);
      expect(ids(after)).not.toContain(id);
      const title = catalog.conversations.find((c) => c.id === id)?.title ?? '';
      const remarks = after.flatMap((p) => p.plan.diagnostics).filter((d) => d.code === 'PT6004');
      expect(remarks.map((d) => d.message)).toContainEqual(expect.stringContaining(title));
    },
  );
});

it('plans what a version brought only from that version on', () => {
  expect(ids(before)).not.toContain('management-point-entra-id');
  expect(ids(after)).toContain('management-point-entra-id');
});

it('says that a conversation is deprecated', () => {
  expect(before.flatMap((p) => p.plan.diagnostics).filter((d) => d.code === 'PT6005').length).toBeGreaterThan(
    5,
  );
});
