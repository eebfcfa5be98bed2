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
import { formatPorts } from '../net/ports.ts';
import type { Rule } from './model.ts';
import { networkPolicy } from './network-policy.ts';

const cm = hostEnd('cm01', '10.0.0.1');
const dp = hostEnd('dp01', '10.0.0.2');
const hq = clientsEnd('hq', '10.20.0.0/20');

const brief = (rule: Rule): string =>
  `${rule.title} ${rule.transport}/${formatPorts(rule.ports)} ${rule.phase} ${rule.origins.map((o) => o.flow).join('+')}`;
const briefs = (flows: Parameters<typeof planOf>[0]): string[] =>
  networkPolicy(planOf(flows), hierarchyOf(), 'core').rules.map(brief);

describe('networkPolicy', () => {
  it('holds only what crosses the filter', () => {
    expect(
      briefs([
        flow('a', [hq], [dp], [service('http', 'tcp/80')], { id: 'a' }),
        flow('b', [hq], [cm], [service('http', 'tcp/80')], { id: 'b', filters: ['other'] }),
        flow('c', [cm], [dp], [service('smb', 'tcp/445')], { id: 'c', filters: [] }),
      ]),
    ).toEqual(['hq to dp01: HTTP tcp/80 always a']);
  });

  it('joins ports of the same ends, and origins of the same packets', () => {
    expect(
      briefs([
        flow('a', [hq], [cm, dp], [service('http', 'tcp/80'), service('https', 'tcp/443')], { id: 'a' }),
        flow('b', [hq], [dp, cm], [service('http', 'tcp/80'), service('sql', 'tcp/81')], { id: 'b' }),
      ]),
    ).toEqual(['hq to cm01, dp01: HTTP, HTTPS, SQL tcp/80-81,443 always a+b']);
  });

  it('keeps apart what differs in time, and drops from the temporary rule what is always permitted', () => {
    const window = { from: '2026-01-01', until: '2026-01-31' };
    expect(
      briefs([
        flow('a', [cm], [dp], [service('smb', 'tcp/445')], { id: 'a' }),
        flow('b', [cm], [dp], [service('smb', 'tcp/445', { phase: 'install', window })], { id: 'b' }),
        flow('c', [cm], [dp], [service('sql', 'tcp/1433', { phase: 'install', window })], { id: 'c' }),
      ]),
    ).toEqual(['cm01 to dp01: SMB tcp/445 always a+b', 'cm01 to dp01: SQL tcp/1433 install c']);
  });

  it('keeps a rule for a destination known by name only apart, with what to say where there are no names', () => {
    const { rules, named, diagnostics } = networkPolicy(
      planOf([
        flow('a', [cm], [internetEnd('mu', 'update.example')], [service('https', 'tcp/443')], { id: 'a#1' }),
      ]),
      hierarchyOf(),
      'core',
    );
    expect(rules).toEqual([]);
    expect(diagnostics).toEqual([]);
    expect(named.map(({ rule }) => [brief(rule), rule.to])).toEqual([
      ['cm01 to mu: HTTPS tcp/443 always a#1', [{ name: 'mu', networks: [], fqdns: ['update.example'] }]],
    ]);
    expect(named.map(({ finding }) => [finding.code, finding.message])).toEqual([
      [
        'PT7001',
        'the filter core has no rule for the flow a#1 (tcp/443): update.example is known by name only',
      ],
    ]);
  });

  it('keeps the addressed ends of a flow that also has ends known by name', () => {
    expect(
      briefs([
        flow('a', [cm], [internetEnd('mu', 'u.example'), dp], [service('https', 'tcp/443')], { id: 'a' }),
      ]),
    ).toEqual(['cm01 to dp01: HTTPS tcp/443 always a']);
  });

  it('gives rules names that stay when an address or a port changes', () => {
    const idOf = (address: string, port: string): string | undefined =>
      networkPolicy(
        planOf([flow('a', [cm], [hostEnd('dp01', address)], [service('x', `tcp/${port}`)])]),
        hierarchyOf(),
        'core',
      ).rules[0]?.id;
    expect(idOf('10.0.0.2', '80')).toBe(idOf('10.9.9.9', '8080'));
    expect(idOf('10.0.0.2', '80')).toMatch(/^r[0-9a-f]{10}$/);
  });

  it('says what a broadcast needs besides the rule', () => {
    const { rules, diagnostics } = networkPolicy(
      planOf([flow('pxe', [hq], [dp], [service('dhcp', 'udp/67')])]),
      hierarchyOf(),
      'core',
    );
    expect(rules).toHaveLength(1);
    expect(diagnostics.map((d) => d.code)).toEqual(['PT7004']);
  });

  it('refuses a filter that the hierarchy lacks', () => {
    expect(() => networkPolicy(planOf([]), hierarchyOf(), 'x')).toThrow(TypeError);
  });
});
