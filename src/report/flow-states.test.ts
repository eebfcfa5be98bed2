import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../catalog/load.ts';
import { readHierarchy } from '../hierarchy/read.ts';
import { planFlows } from '../plan/plan.ts';
import type { KeptFinding } from './findings-document.ts';
import { flowStates } from './flow-states.ts';
import type { KeptResult } from './kept-result.ts';

const catalog = loadCatalog();
const text = readFileSync(new URL('../../examples/contoso/hierarchy.yaml', import.meta.url), 'utf8');
const reading = readHierarchy(text, 'hierarchy.yaml', catalog);
if (!reading.hierarchy) throw new Error('the example has errors');
const { hierarchy, place } = reading;
const plan = planFlows({ hierarchy, place }, catalog);

/** A flow over one filter alone, and one over two. */
const crossing = (...filters: string[]): string => {
  const found = plan.flows.find(
    ({ path }) => path.length === filters.length && path.every((c, i) => c.filter === filters[i]),
  );
  if (!found) throw new Error(`nothing crosses ${filters.join(', ')} alone`);
  return found.id;
};
const core = crossing('core');
const both = plan.flows.find(({ path }) => path.length > 1 && path.some((c) => c.filter === 'core'))
  ?.id as string;

const result = (name: string, findings: readonly KeptFinding[] = []): KeptResult => ({
  kind: 'filter',
  name,
  file: `filters/${name}`,
  revision: 'r',
  hierarchy: 'h',
  document: {
    format: 'portolan/findings/1',
    parts: [{ filter: name, dialect: 'nftables', files: [`filters/${name}`], rules: 1 }],
    counts: {},
    findings,
  },
});
const finding = (kind: string, ...flows: string[]): KeptFinding => ({
  code: 'PT9001',
  kind,
  severity: 'error',
  message: `it is ${kind}`,
  origins: flows.map((flow) => ({ flow })),
});
const states = (results: readonly KeptResult[], stale: readonly string[] = []) =>
  flowStates(plan, hierarchy, results, ({ name }) => !stale.includes(name));

describe('flowStates', () => {
  it('knows nothing before anything was verified', () => {
    expect(states([])).toEqual({
      verified: [],
      counts: { planned: plan.flows.length, proven: 0, missing: 0, unproven: 0, open: 0, blocked: 0 },
      flows: {},
      excess: [],
    });
  });

  it('takes a flow for proven only where its whole way was looked at', () => {
    const { flows, counts } = states([result('core')]);
    expect(flows[core]).toEqual({ state: 'proven' });
    expect(flows[both]).toEqual({ state: 'planned', partly: true });
    expect(counts.planned + counts.proven).toBe(plan.flows.length);
  });

  it('says which finding stands against it; what is missing counts more than what is unproven', () => {
    const { flows } = states([result('core', [finding('unproven', core, both), finding('missing', core)])]);
    expect(flows[core]?.state).toBe('missing');
    expect(flows[core]?.findings?.map(({ message }) => message)).toEqual(['it is unproven', 'it is missing']);
    expect(flows[both]).toMatchObject({ state: 'unproven' });
  });

  it('counts what is permitted beyond, which is no flow’s', () => {
    const { verified, flows } = states([result('core', [finding('excess'), finding('excess', core)])]);
    expect(verified[0]?.counts).toEqual({ excess: 2 });
    expect(flows[core]).toEqual({ state: 'proven' });
  });

  it('says between which ends something is permitted beyond', () => {
    const witness = (source: string, destination: string) => ({
      text: `tcp ${source}:49152 > ${destination}:445`,
      protocol: 6,
      source,
      destination,
      destinationPort: 445,
    });
    const between = (source: string, destination: string) =>
      states([result('core', [{ ...finding('excess'), witness: witness(source, destination) }])]).excess;
    expect(between('10.20.0.9', '10.10.2.31')).toMatchObject([
      {
        filter: 'core',
        from: { zone: 'campus', name: 'hq', address: '10.20.0.9' },
        to: { zone: 'datacenter', name: 'mp01', address: '10.10.2.31' },
        service: 'tcp/445',
      },
    ]);
    expect(between('10.21.255.9', '203.0.113.7')).toMatchObject([
      { from: { zone: 'campus', address: '10.21.255.9' }, to: { zone: 'internet' } },
    ]);
    expect(between('10.21.255.9', '203.0.113.7')[0]?.from).not.toHaveProperty('name');
    expect(between('nowhere', '203.0.113.7')).toEqual([]);
  });

  it('marks what is about another state of things', () => {
    const { verified, flows } = states([result('core')], ['core']);
    expect(verified[0]?.stale).toBe(true);
    expect(flows[core]).toEqual({ state: 'proven', stale: true });
  });
});
