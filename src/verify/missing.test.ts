import { describe, expect, it } from 'vitest';
import {
  clientsEnd,
  flow,
  hierarchyOf,
  hostEnd,
  internetEnd,
  planOf,
  service,
} from '../../test/rules/plan-kit.ts';
import { ruleFor, rulesetFor } from '../../test/verify/ruleset-kit.ts';
import { ANY_PACKET, type Match } from '../net/match.ts';
import { ESTABLISHED, NEW, RELATED } from '../net/state.ts';
import type { FlowService } from '../plan/model.ts';
import type { Configuration, FilterRule, Ruleset } from '../policy/ruleset.ts';
import { cutOf, verifyCut } from './verify.ts';

const CAMPUS = clientsEnd('campus', '10.1.0.0/24', 'fd00:1::/64');
const DP = hostEnd('dp01', '10.0.0.1', 'fd00::1');
const hierarchy = hierarchyOf({ zones: ['10.0.0.0/8', 'fd00::/16'], hosts: { dp01: { os: 'linux' } } });

function cutFor(services: readonly FlowService[], kind: 'filter' | 'host' = 'filter') {
  const plan = planOf([flow('c', [CAMPUS], [DP], services)]);
  return cutOf(plan, hierarchy, kind, kind === 'filter' ? 'core' : 'dp01');
}

type Cut = ReturnType<typeof cutFor>;

const found = (cut: Cut, rulesets: readonly Ruleset[], more: Partial<Configuration> = {}) =>
  verifyCut({ ...cut, scopes: new Map() }, [{ dialect: 'test', file: 'f', rulesets, ...more }]);
const told = (...args: Parameters<typeof found>): string[] =>
  found(...args).map((f) => `${f.code} ${f.message}`);

/** Permits the first packets of all that is needed. */
const first = (cut: Cut, more: Partial<FilterRule> = {}): FilterRule[] =>
  cut.needs.map(({ allowed }, n) => ruleFor(n + 1, 'permit', allowed, more));
const established = (states: number, matches: readonly Match[] = [ANY_PACKET]): FilterRule =>
  ruleFor(50, 'permit', matches, { states });

describe('missing: ICMP', () => {
  it('is asked in the protocol of each family', () => {
    const cut = cutFor([service('ping', 'icmp')]);
    const pings = [4, 6].map((family): Match => {
      const [protocol, type] = family === 4 ? [1, 8] : [58, 128];
      const own = (ranges: Match['sources']) => ranges.filter((r) => r.family === family);
      return {
        sources: own(CAMPUS.networks),
        destinations: own(DP.networks),
        services: [
          {
            protocol: { first: protocol as number, last: protocol as number },
            source: { first: (type as number) * 256, last: (type as number) * 256 + 255 },
            destination: { first: 0, last: 65535 },
          },
        ],
      };
    });
    expect(told(cut, [rulesetFor([ruleFor(1, 'permit', pings)], { stateful: true })])).toEqual([]);
    const half = told(cut, [rulesetFor([ruleFor(1, 'permit', pings.slice(1))], { stateful: true })]);
    expect(half).toEqual(['PT9002 "campus to dp01: PING" is permitted in part only']);
  });
});

describe('missing: packets after the first', () => {
  const cut = cutFor([service('https', 'tcp/443')]);

  it('are asked both ways where a filter does not follow connections', () => {
    const news = first(cut, { states: NEW });
    expect(told(cut, [rulesetFor(news)])).toEqual([
      'PT9003 packets of "campus to dp01: HTTPS" after the first are not permitted',
      'PT9003 answers to "campus to dp01: HTTPS" are not permitted',
    ]);
    expect(told(cut, [rulesetFor([...news, established(ESTABLISHED)])])).toEqual([]);
    expect(told(cut, [rulesetFor(news, { stateful: true })])).toEqual([]);
    const answers = cut.needs.flatMap((need) => need.answers);
    expect(told(cut, [rulesetFor([...news, established(ESTABLISHED, answers)])])).toEqual([
      'PT9003 packets of "campus to dp01: HTTPS" after the first are not permitted',
    ]);
    expect(told(cut, [rulesetFor([...first(cut), established(ESTABLISHED, answers)])])).toEqual([]);
  });

  it('are unproven where they depend on something', () => {
    const depends = [{ kind: 'interface', text: 'the interface "x"' }] as const;
    const rule = ruleFor(50, 'permit', [ANY_PACKET], { states: ESTABLISHED, depends });
    expect(told(cut, [rulesetFor([...first(cut), rule])])).toEqual([
      'PT9501 whether answers to "campus to dp01: HTTPS" are permitted depends on the interface "x"',
    ]);
  });

  it('are not asked where no first packet passes', () => {
    expect(told(cut, [rulesetFor([])])).toEqual(['PT9001 "campus to dp01: HTTPS" is not permitted']);
  });

  it('are judged by the other way’s rules on a host', () => {
    const host = cutFor([service('https', 'tcp/443')], 'host');
    const inbound = rulesetFor(first(host), { hook: 'in', name: 'in' });
    const outbound = (rules: FilterRule[]): Ruleset => rulesetFor(rules, { hook: 'out', name: 'out' });
    expect(found(host, [inbound, outbound([])]).map((f) => [f.code, f.ruleset])).toEqual([['PT9003', 'out']]);
    expect(told(host, [inbound, outbound([established(ESTABLISHED)])])).toEqual([]);
  });
});

describe('missing: a protocol that is followed', () => {
  const cut = cutFor([service('tftp', 'udp/69'), service('tftp-data', 'udp/49152-65535')]);
  const request = cut.needs
    .filter(({ rule }) => rule.follows === undefined)
    .map(({ allowed }) => ruleFor(1, 'permit', allowed, { states: NEW }));

  it('needs no rule of its own, but one for what is related', () => {
    const follows = { follows: ['tftp'] };
    expect(told(cut, [rulesetFor([...request, established(ESTABLISHED | RELATED)])], follows)).toEqual([]);
    expect(told(cut, [rulesetFor(request, { stateful: true })], follows)).toEqual([]);
    expect(told(cut, [rulesetFor([...request, established(ESTABLISHED)])], follows)).toEqual([
      'PT9003 answers to "campus to dp01: TFTP-DATA" are not permitted',
    ]);
  });

  it('needs its ports open where nobody follows it', () => {
    expect(told(cut, [rulesetFor(request, { stateful: true })])).toEqual([
      'PT9001 "campus to dp01: TFTP-DATA" is not permitted',
    ]);
  });
});

describe('missing: ends that are known by name only', () => {
  it('ask for each flow, also where another to the same end is open', () => {
    // The host's own way out: one flow is refused by a filter on its way, the other crosses none.
    const plan = planOf([
      flow('refused', [DP], [internetEnd('a', 'a.example')], [service('http', 'tcp/80')], {
        filters: ['core'],
      }),
      flow('open', [DP], [internetEnd('b', 'b.example')], [service('https', 'tcp/443')], { filters: [] }),
    ]);
    const cut = cutOf(plan, hierarchy, 'host', 'dp01');
    const asked = cut.needs.map(({ known, rule }) => [known, rule.ports.map(({ first: port }) => port)]);
    expect(asked).toEqual([
      ['exact', [443]],
      ['by-name', [80]],
    ]);
  });
});
