/** diff of rules and of saved plans, as a person or a pipeline types it. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { typed } from './portolan.ts';
import { BROKEN, CONTOSO, file, RULES, unfit } from './rule-files.ts';

describe('diff', () => {
  it('says what opens and closes: 1; nothing where both mean the same: 0', async () => {
    const { code, out } = await typed(['diff', RULES, BROKEN, '--hierarchy', CONTOSO]);
    expect(out).toContain('newly permitted');
    expect(out).toContain('no longer permitted');
    expect(code).toBe(1);
    const same = await typed(['diff', RULES, RULES]);
    expect(same.out).toContain('No change');
    expect(same.code).toBe(0);
    const json = await typed(['diff', RULES, BROKEN, '--format', 'json']);
    expect(JSON.parse(json.out)).toMatchObject({ format: 'portolan/difference/1', kind: 'configurations' });
    expect(unfit('difference', json.out)).toEqual([]);
  });

  it('compares hierarchies, also what is known by name only', async () => {
    const text = readFileSync(new URL('../../examples/branch/hierarchy.yaml', import.meta.url), 'utf8');
    const cloud = text.replace(/^( {4}roles: \[site-server, )/m, '$1service-connection-point, ');
    expect(cloud).not.toBe(text);
    const { code, out } = await typed(['diff', file('old.yaml', text), file('new.yaml', cloud)]);
    expect(out).toContain('newly needed, known by name only: tcp/443');
    expect(code).toBe(1);
    const json = await typed(['diff', file('old.yaml', text), file('new.yaml', cloud), '--format', 'json']);
    expect(JSON.parse(json.out)).toMatchObject({ kind: 'plans' });
    expect(unfit('difference', json.out)).toEqual([]);
  });
});

describe('diff of saved plans', () => {
  const BRANCH = 'examples/branch/hierarchy.yaml';
  const text = readFileSync(new URL(`../../${BRANCH}`, import.meta.url), 'utf8');
  const changed = text.replace(/^( {4}roles: \[site-server, )/m, '$1service-connection-point, ');

  it.each(['branch', 'contoso'])(
    'has no difference between %s and its saved plan, either way',
    async (name) => {
      const hierarchy = `examples/${name}/hierarchy.yaml`;
      const saved = file(`${name}.json`, (await typed(['plan', hierarchy, '--format', 'json'])).out);
      for (const pair of [
        [hierarchy, saved],
        [saved, hierarchy],
        [saved, saved],
      ]) {
        const { code, out } = await typed(['diff', ...pair]);
        expect(out).toContain('No change');
        expect(code).toBe(0);
      }
    },
  );

  it('says the same of saved plans as of their hierarchies', async () => {
    const [old, now] = [file('old.yaml', text), file('new.yaml', changed)];
    const plans: string[] = [];
    for (const hierarchy of [old, now]) {
      const { out } = await typed(['plan', hierarchy, '--format', 'json']);
      plans.push(file(`${path.basename(hierarchy, '.yaml')}.json`, out));
    }
    const said = async (...pair: string[]): Promise<unknown> => {
      const { out } = await typed(['diff', ...pair, '--format', 'json']);
      expect(unfit('difference', out)).toEqual([]);
      const { before, after, ...rest } = JSON.parse(out) as Record<string, unknown>;
      return rest;
    };
    const expected = await said(old, now);
    expect(expected).toMatchObject({ kind: 'plans' });
    expect(await said(...plans)).toEqual(expected);
    expect(await said(plans[0] ?? '', now)).toEqual(expected);
  });

  it.each([
    ['{ "format": "portolan/plan/1",', 'PT6009', 'is not JSON from here on'],
    ['', 'PT6009', 'is not JSON'],
    ['[]', 'PT6010', 'the document is no object'],
    ['{}', 'PT6010', 'the document has no format'],
    [
      '{ "format": "portolan/findings/1" }',
      'PT6010',
      'its format is "portolan/findings/1", not "portolan/plan/1"',
    ],
  ])('says what is wrong with %j: 1', async (content, code, message) => {
    const ran = await typed(['diff', file('foreign.json', content), BRANCH]);
    expect([ran.code, ran.out]).toEqual([1, '']);
    expect(ran.err).toContain(code);
    expect(ran.err).toContain(message);
  });

  it('says where a plan was changed into something else', async () => {
    const { out } = await typed(['plan', BRANCH, '--format', 'json']);
    const spoiled = (from: RegExp, to: string): string => file('spoiled.json', out.replace(from, to));
    for (const [from, to, message] of [
      [/"from":\[\d+/, '"from":[999', 'flows[0].from[0] is no whole number from 0 to'],
      [/"networks":\["192/, '"networks":["1920', 'endpoints[0].networks[0] is no network'],
      [/"service":"\w+/, '"service":"x', 'flows[0].services[0].service is none of the document’s services'],
      [/"phase":"always"/, '"phase":"sometimes"', 'flows[0].services[0].phase is none of always, install'],
      [/"reverse":false/, '"reverse":0', 'flows[0].reverse is neither true nor false'],
    ] as const) {
      const { code, err } = await typed(['diff', spoiled(from, to), BRANCH]);
      expect(err).toContain(message);
      expect(code).toBe(1);
    }
  });

  it('refuses to compare a plan with a configuration, and what is not there', async () => {
    const { code, err } = await typed(['diff', BRANCH, RULES]);
    expect(err).toContain('is a hierarchy, and examples/contoso/rules/filters/core.nft is a configuration');
    expect(code).toBe(2);
    expect((await typed(['diff', BRANCH, 'nowhere.json'])).code).toBe(2);
  });
});
