import { describe, expect, it } from 'vitest';
import { ANY_PACKET, type Match } from '../../src/net/match.ts';
import { ESTABLISHED, NEW, RELATED } from '../../src/net/state.ts';
import type { Configuration, FilterRule, Ruleset } from '../../src/policy/ruleset.ts';
import { lint } from '../../src/verify/lint/lint.ts';
import { ruleFor, rulesetFor, tcp } from './ruleset-kit.ts';

const linted = (...rulesets: Ruleset[]): [string, number | undefined][] => {
  const configuration: Configuration = { dialect: 'test', file: 'f', rulesets };
  return lint(configuration).map(({ code, place }) => [code, place?.line]);
};

const WEB: Match = tcp('10.1.0.0/24', '10.0.0.1', 443);

describe('lint', () => {
  it.each([
    [ESTABLISHED, NEW, 2],
    [NEW, ESTABLISHED, 1],
  ])('keeps a line that others need in another state (%i, %i)', (here, there, needless) => {
    // Each of the first two is needless as long as the other stands: in its own state.
    const rules = [
      ruleFor(1, 'permit', [WEB], { states: here }),
      ruleFor(2, 'permit', [WEB], { states: NEW | ESTABLISHED }),
      ruleFor(3, 'permit', [tcp('10.1.0.0/16', '10.0.0.1', 443)], { states: there }),
    ];
    expect(linted(rulesetFor(rules)).filter(([code]) => code === 'PT9301')).toEqual([['PT9301', needless]]);
  });

  it('finds what is needless in each of several states', () => {
    const rules = [
      ruleFor(1, 'permit', [ANY_PACKET], { states: ESTABLISHED | RELATED }),
      ruleFor(2, 'permit', [tcp('10.1.0.0/25', '10.0.0.1', 443)]),
      ruleFor(3, 'deny', [tcp('10.2.0.0/24', '10.0.0.1', 443)]),
      ruleFor(4, 'permit', [WEB]),
    ];
    expect(linted(rulesetFor(rules))).toEqual(
      expect.arrayContaining([
        ['PT9301', 2],
        ['PT9301', 3],
      ]),
    );
  });

  it('tells of a line that several chains lead to only if it is needless in each', () => {
    const shadowing = ruleFor(1, 'permit', [tcp('10.0.0.0/8', '10.0.0.1', 443)]);
    const shared = ruleFor(2, 'permit', [WEB]);
    const both = linted(rulesetFor([shadowing, shared]), rulesetFor([shadowing, shared], { name: 'other' }));
    const one = linted(rulesetFor([shadowing, shared]), rulesetFor([shared], { name: 'other' }));
    expect(both.filter(([code]) => code === 'PT9202')).toEqual([['PT9202', 2]]);
    expect(one.filter(([code]) => code === 'PT9202')).toEqual([]);
  });

  it('leaves lines alone that say on purpose what happens anyway', () => {
    const last = ruleFor(2, 'deny', [ANY_PACKET]);
    const invalid = ruleFor(1, 'deny', [WEB], { states: ESTABLISHED });
    expect(linted(rulesetFor([invalid, last]))).toEqual([]);
    const unwritten = rulesetFor([ruleFor(1, 'permit', [WEB])], {
      otherwise: { action: 'permit', text: 'what Windows does' },
    });
    expect(linted(unwritten)).toEqual([]);
    expect(linted(rulesetFor([ruleFor(1, 'deny', [WEB])]))).toEqual([['PT9301', 1]]);
  });

  it('says nothing is redundant where it is not known what else happens', () => {
    const condition = { depends: [{ kind: 'schedule', text: 'the schedule "night"' }] } as const;
    const rules = [ruleFor(1, 'deny', [WEB]), ruleFor(2, 'permit', [WEB], condition)];
    expect(linted(rulesetFor(rules)).filter(([code]) => code === 'PT9301')).toEqual([]);
  });

  it('names what no packet can match', () => {
    expect(
      linted(rulesetFor([ruleFor(1, 'permit', []), ruleFor(2, 'permit', [WEB], { states: 0 })])),
    ).toEqual([
      ['PT9404', 1],
      ['PT9404', 2],
    ]);
  });
});

describe('a line that permits very much', () => {
  const told = (depends: FilterRule['depends']): string[] =>
    lint({
      dialect: 'd',
      file: 'f',
      rulesets: [rulesetFor([ruleFor(1, 'permit', [ANY_PACKET], { depends })])],
    })
      .filter(({ code }) => code === 'PT9403')
      .map(({ message }) => message);

  it('says so plainly where nothing else decides', () =>
    expect(told([])).toEqual(['the line permits every protocol from any address to any other']));

  it('names what else decides', () =>
    expect(told([{ kind: 'schedule', text: 'the schedule "night"' }])).toEqual([
      'the line permits every protocol from any address to any other, depending on the schedule "night"',
    ]));

  it('only may permit it where a part of the line was not understood', () =>
    expect(told([{ kind: 'not-understood', text: '`frob 3`, which was not understood' }])).toEqual([
      'the line may permit every protocol from any address to any other, depending on `frob 3`, which was not understood',
    ]));
});
