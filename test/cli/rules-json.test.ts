/** The chain's last links as a document: rules, their printed lines, and the way back to the plan. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { typed } from './portolan.ts';

describe('rules --format json', () => {
  const schema = JSON.parse(
    readFileSync(new URL('../../schema/policy.schema.json', import.meta.url), 'utf8'),
  ) as object;
  const validate = new Ajv2020().compile(schema);

  it.each([['examples/contoso'], ['examples/branch']])('of %s fits its schema', async (example) => {
    const { code, out } = await typed(['rules', example, '--all', '--format', 'json']);
    expect(code).toBe(0);
    const valid = validate(JSON.parse(out));
    expect(validate.errors ?? []).toEqual([]);
    expect(valid).toBe(true);
  });

  it('leads from each printed line to a rule, and from each rule to a flow of the plan', async () => {
    const rules = await typed(['rules', 'examples/contoso', '--filter', 'core', '--format', 'json']);
    const plan = await typed(['plan', 'examples/contoso', '--filter', 'core', '--format', 'json']);
    const flows = new Set((JSON.parse(plan.out) as { flows: { id: string }[] }).flows.map((f) => f.id));
    const [policy] = (JSON.parse(rules.out) as { policies: Printed[] }).policies;
    const ids = new Set(policy?.rules.map((r) => r.id));
    const text = policy?.text.split('\n') ?? [];
    expect(policy?.lines.length).toBeGreaterThan(50);
    for (const { line, rule } of policy?.lines ?? []) {
      expect(ids).toContain(rule);
      expect(text[line - 1]).toContain(rule);
    }
    for (const { origins } of policy?.rules ?? [])
      for (const { flow } of origins) expect(flows).toContain(flow);
  });

  it('is not written to files', async () => {
    const { code, err } = await typed([
      'rules',
      'examples/branch',
      '--all',
      '--format',
      'json',
      '--out',
      'x',
    ]);
    expect(code).toBe(2);
    expect(err).toContain('--out');
  });
});

interface Printed {
  readonly text: string;
  readonly rules: readonly { readonly id: string; readonly origins: readonly { readonly flow: string }[] }[];
  readonly lines: readonly { readonly line: number; readonly rule: string }[];
}
