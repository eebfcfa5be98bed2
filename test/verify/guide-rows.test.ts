/** Every row of the guide: a configuration that permits the plan is clean, and without the row's port it names the row. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { ANY_ADDRESS, ANY_PORT, type Match } from '../../src/net/match.ts';
import type { Flow, Plan } from '../../src/plan/model.ts';
import type { Configuration, FilterRule } from '../../src/policy/ruleset.ts';
import { cutOf, verify, verifyCut } from '../../src/verify/verify.ts';
import { fixture, planOf } from '../plan/plan-of.ts';
import { ruleFor, rulesetFor } from './ruleset-kit.ts';

interface GuideLine {
  readonly table: string;
  readonly row: number;
  readonly cells: Readonly<Record<string, string>>;
}

const ROWS = readFileSync(new URL('../fixtures/facts/guide.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as GuideLine)
  .filter(({ cells }) => cells.Source !== undefined);

/** The hierarchy with a host for each role, all of whose flows cross one filter. */
const planned = planOf(fixture('everything.yaml'), 'everything.yaml');
const hierarchy = {
  ...planned.hierarchy,
  filters: [
    { name: 'core', between: [], dialect: 'test', internetDestinations: 'any-address' as const, at: {} },
  ],
};
const plan: Plan = {
  ...planned.plan,
  flows: planned.plan.flows.map((flow) => ({ ...flow, path: [{ filter: 'core', from: 'a', to: 'b' }] })),
};
const cut = cutOf(plan, hierarchy, 'filter', 'core');

/** Permits exactly what the plan needs; TFTP's answers are followed. */
const PERMITS: readonly FilterRule[] = cut.needs
  .filter(({ rule }) => rule.follows === undefined)
  .map(({ allowed }, n) => ruleFor(n + 1, 'permit', allowed));

const configuration = (...first: FilterRule[]): Configuration => ({
  dialect: 'test',
  file: 'f',
  follows: ['tftp'],
  rulesets: [rulesetFor([...first, ...PERMITS], { stateful: true })],
});

const carries = ({ conversation }: Flow, { table, row }: GuideLine): boolean =>
  conversation.guide.some((guide) => guide.table === table && guide.row === row);

/** Denies one port of a flow between its ends. */
function without({ from, to, services }: Flow): FilterRule {
  const own = services.find(({ ports }) => ports.length > 0);
  const [port] = own?.ports ?? [];
  if (!own || !port) throw new Error('the flow has no port');
  const protocol = own.transport === 'tcp' ? 6 : 17;
  const addresses = (side: Flow['from']): Match['sources'] => {
    const networks = side.flatMap((end) => end.networks);
    return networks.length > 0 ? networks : ANY_ADDRESS;
  };
  const denied = [{ protocol: { first: protocol, last: protocol }, source: ANY_PORT, destination: port }];
  return ruleFor(1000, 'deny', [{ sources: addresses(from), destinations: addresses(to), services: denied }]);
}

describe('rows of the guide', () => {
  it('are the 63 with two ends, all planned', () => {
    expect(ROWS).toHaveLength(63);
    for (const row of ROWS) expect(plan.flows.some((flow) => carries(flow, row))).toBe(true);
  });

  it('leave nothing to report where exactly the plan is permitted', () => {
    expect(verifyCut(cut, [configuration()])).toEqual([]);
    const targets = [{ kind: 'filter', name: 'core', configurations: [configuration()] }] as const;
    const { flows } = verify({ plan, hierarchy, targets });
    expect(flows).toEqual({
      permitted: plan.flows.length,
      blocked: 0,
      unproven: 0,
      partly: 0,
      untouched: 0,
    });
  });

  it.each(
    ROWS.map((row): [string, GuideLine] => [
      `${row.table}/${row.row}: ${row.cells.Source} | ${row.cells.Destination} | ${row.cells['Protocol and Port Number']}`,
      row,
    ]),
  )('are named where their port is closed: %s', (_, row) => {
    const flow = plan.flows.find((f) => carries(f, row) && f.services.some(({ ports }) => ports.length > 0));
    const blocked = verifyCut(cut, [configuration(without(flow as Flow))]);
    const missing = blocked.filter(({ kind }) => kind === 'missing');
    const origins = missing.flatMap((finding) => finding.origins);
    expect(origins.filter((origin) => origin.flow === flow?.id)).not.toEqual([]);
    expect(origins.flatMap(({ sources }) => sources)).toContain(`guide row ${row.table}/${row.row}`);
    for (const { place } of missing) expect(place?.line).toBe(1000);
    expect(blocked.filter(({ kind }) => kind !== 'missing' && kind !== 'shadowed')).toEqual([]);
  });
});
