/** A flow over its whole way: two filters, and the firewalls of both hosts. */
import { describe, expect, it } from 'vitest';
import type { Configuration, FilterRule, Ruleset } from '../../src/policy/ruleset.ts';
import type { FlowTally } from '../../src/verify/finding.ts';
import { separately, type Target, together, verify, verifyEach } from '../../src/verify/verify.ts';
import {
  clientsEnd,
  flow,
  hierarchyOf,
  hostEnd,
  listenerEnd,
  net,
  planOf,
  service,
} from '../rules/plan-kit.ts';
import { ruleFor, rulesetFor, tcp } from './ruleset-kit.ts';

const [MP, SQL] = [hostEnd('mp01', '10.1.0.1'), hostEnd('sql01', '10.2.0.1')];
const plan = planOf([
  flow('mp to sql', [MP], [SQL], [service('sql', 'tcp/1433')], { id: 'way', filters: ['core', 'dmz'] }),
  flow(
    'elsewhere',
    [clientsEnd('c', '10.9.0.0/24')],
    [hostEnd('dp01', '10.3.0.1')],
    [service('smb', 'tcp/445')],
    {
      id: 'elsewhere',
      filters: ['branch'],
    },
  ),
]);
const hierarchy = hierarchyOf({
  zones: ['10.0.0.0/8'],
  filters: { core: {}, dmz: {}, branch: {} },
  hosts: { mp01: { addresses: MP.networks }, sql01: { addresses: SQL.networks }, dp01: {} },
});

type Says = 'permit' | 'deny' | 'depends';
const RULE = tcp('10.1.0.1', '10.2.0.1', 1433);

function target(kind: Target['kind'], name: string, says: Says): Target {
  const depends: FilterRule['depends'] =
    says === 'depends' ? [{ kind: 'schedule', text: 'the schedule "day"' }] : [];
  const rules = says === 'deny' ? [] : [ruleFor(1, 'permit', [RULE], { depends })];
  const of = (hook: Ruleset['hook']): Ruleset => rulesetFor(rules, { hook, stateful: true, name: hook });
  const rulesets = kind === 'filter' ? [of('forward')] : [of('in'), of('out')];
  const configuration: Configuration = { dialect: 'test', file: name, rulesets };
  return { kind, name, configurations: [configuration] };
}

const STEPS = [
  ['host', 'mp01'],
  ['filter', 'core'],
  ['filter', 'dmz'],
  ['host', 'sql01'],
] as const;

const tallied = (says: readonly (Says | undefined)[]): FlowTally | undefined =>
  verify({
    plan,
    hierarchy,
    targets: STEPS.flatMap(([kind, name], n) => {
      const own = says[n];
      return own ? [target(kind, name, own)] : [];
    }),
  }).flows;

const NONE: FlowTally = { permitted: 0, blocked: 0, unproven: 0, partly: 0, untouched: 1 };

describe('a flow over its whole way', () => {
  const four = [0, 1, 2, 3].map(() => ['permit', 'deny', 'depends'] as const);
  const all = four.reduce<Says[][]>(
    (ways, step) => ways.flatMap((way) => step.map((s) => [...way, s])),
    [[]],
  );

  it.each(all.map((way) => [way.join(', '), way] as const))('%s', (_, way) => {
    const fate = way.includes('deny') ? 'blocked' : way.includes('depends') ? 'unproven' : 'permitted';
    expect(tallied(way)).toEqual({ ...NONE, [fate]: 1 });
  });

  it('is not permitted as long as a step was not looked at', () => {
    for (let n = 0; n < 4; n++) {
      const way = ['permit', 'permit', 'permit', 'permit'] as (Says | undefined)[];
      way[n] = undefined;
      expect(tallied(way), `without ${STEPS[n]}`).toEqual({ ...NONE, partly: 1 });
    }
  });

  it('is permitted by its filters where no host firewall was given', () => {
    expect(tallied([undefined, 'permit', 'permit', undefined])).toEqual({ ...NONE, permitted: 1 });
    expect(tallied([undefined, 'permit', undefined, undefined])).toEqual({ ...NONE, partly: 1 });
    expect(tallied([undefined, undefined, undefined, undefined])).toEqual({ ...NONE, untouched: 2 });
  });

  it('is blocked by a part of it', () => {
    const wide = planOf([
      flow('both', [MP, hostEnd('mp02', '10.1.0.2')], [SQL], [service('sql', 'tcp/1433')], {
        filters: ['core'],
      }),
    ]);
    const { flows, findings } = verify({
      plan: wide,
      hierarchy,
      targets: [target('filter', 'core', 'permit')],
    });
    expect(flows).toMatchObject({ blocked: 1, permitted: 0 });
    expect(findings.map(({ code }) => code)).toEqual(['PT9002']);
  });

  it('ends at every host that answers on a listener', () => {
    const listener = listenerEnd('ag1', '10.2.0.9');
    const sites = [
      {
        database: {
          hosts: ['sql01'],
          listener: { name: 'ag1', networks: [net('10.2.0.9')] },
          availabilityGroup: true,
          at: {},
        },
      },
    ] as unknown as NonNullable<Parameters<typeof hierarchyOf>[0]>['sites'];
    const group = planOf([
      flow('mp to group', [MP], [listener], [service('sql', 'tcp/1433')], { filters: [] }),
    ]);
    const own = { ...hierarchy, sites: sites ?? [] };
    const tally = (says: Says): FlowTally | undefined =>
      verify({ plan: group, hierarchy: own, targets: [target('host', 'sql01', says)] }).flows;
    expect(tally('deny')).toEqual({ ...NONE, untouched: 0, blocked: 1 });
  });
});

describe('several at once', () => {
  it('says of each by itself what it would say of it alone', () => {
    const targets = STEPS.map(([kind, name], n) => target(kind, name, n === 1 ? 'deny' : 'permit'));
    const held = { plan, hierarchy, targets };
    const each = verifyEach(held);
    expect(together(held, each)).toEqual(verify(held));
    expect(separately(held, each)).toEqual(targets.map((one) => verify({ ...held, targets: [one] })));
    expect(separately(held, each).map(({ flows }) => flows?.untouched)).toEqual([1, 1, 1, 1]);
  });
});
