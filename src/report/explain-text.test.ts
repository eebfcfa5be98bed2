import { describe, expect, it } from 'vitest';
import { HOSTILE, packet, place, services } from '../../test/report/sample-findings.ts';
import { ANY_PACKET, TCP } from '../net/match.ts';
import { ANY_STATE, ESTABLISHED, NEW, RELATED, type StateSet } from '../net/state.ts';
import type { Configuration, FilterRule, Ruleset } from '../policy/ruleset.ts';
import { judgeAll } from '../verify/judge.ts';
import { explainJson } from './explain-json.ts';
import { explainText } from './explain-text.ts';
import { type Explanation, stateNames } from './explanation.ts';

const SMB = packet('tcp 10.20.0.7 > 10.10.1.10:445');

function rule(line: number, more: Partial<FilterRule>): FilterRule {
  return {
    action: 'permit',
    matches: [ANY_PACKET],
    states: ANY_STATE,
    depends: [],
    place: place(line),
    span: { start: 0, end: 1 },
    text: `line ${line}`,
    ...more,
  };
}

const FORWARD: Ruleset = {
  name: 'chain inet filter forward',
  hook: 'forward',
  order: 'first-match',
  stateful: false,
  rules: [
    rule(4, { matches: [services(TCP, ['10.0.0.0/8'], ['10.10.1.10'], 80)] }),
    rule(5, {
      text: 'meta hour "08:00"-"17:00" accept',
      depends: [{ kind: 'schedule', text: 'the time of day' }],
    }),
    rule(6, {
      action: 'deny',
      text: 'tcp dport 445 drop',
      name: 'no SMB',
      via: [{ place: place(12), text: 'jump clients' }],
    }),
    rule(7, {}),
  ],
  otherwise: { action: 'deny', text: 'policy drop', place: place(2) },
};

function explained(rulesets: readonly Ruleset[], of = SMB, state: StateSet = NEW): Explanation {
  const configuration: Configuration = { dialect: 'nftables', file: 'core.nft', rulesets };
  return {
    configuration,
    hook: 'forward',
    packet: of,
    state,
    ...judgeAll(configuration, 'forward', of, state),
  };
}

const text = (explanation: Explanation, width = 100): string => explainText(explanation, { width });

describe('explainText', () => {
  it('tells the way to the line that decides, and what it hangs on', () => {
    expect(text(explained([FORWARD]))).toMatchInlineSnapshot(`
      "Not certain: tcp 10.20.0.7:49152 > 10.10.1.10:445 (new) through core.nft

      chain inet filter forward: not certain
        maybe    core.nft:5:5: meta hour "08:00"-"17:00" accept, which permits; depends on the time of day
        via      core.nft:12:5: jump clients
        else     core.nft:6:5: tcp dport 445 drop ("no SMB"), which denies
        asked    3 of 4 rules
      "
    `);
  });

  it('tells the default where no line decides', () => {
    const { otherwise } = FORWARD;
    expect(text(explained([{ ...FORWARD, rules: [] }]))).toMatchInlineSnapshot(`
      "Denied: tcp 10.20.0.7:49152 > 10.10.1.10:445 (new) through core.nft

      chain inet filter forward: denied
        by       the default, core.nft:2:5: policy drop, which denies
        asked    all of 0 rules
      "
    `);
    const { place: _, ...unwritten } = otherwise;
    expect(text(explained([{ ...FORWARD, rules: [], otherwise: unwritten }]))).toContain(
      'the default: policy drop, which denies',
    );
  });

  it('tells which rule sets do not judge the packet', () => {
    const scope = [services(TCP, ['10.0.0.0/8'], ['10.10.1.10'], 80)];
    const out = text(
      explained(
        [
          { ...FORWARD, scope },
          { ...FORWARD, stateful: true },
        ],
        SMB,
        ESTABLISHED,
      ),
    );
    expect(out).toMatch(/^Permitted: .* \(established\) through core\.nft\n/);
    expect(out.match(/not judged here/g)).toHaveLength(2);
    expect(out).toContain('belongs to a connection');
    expect(text(explained([]))).toContain('No rule set judges packets on this way');
  });

  it('cuts long lists of conditions', () => {
    const depends = FORWARD.rules[1]?.depends ?? [];
    const rules = Array.from({ length: 14 }, (_, i) => rule(i + 1, { action: 'deny', depends }));
    const out = text(explained([{ ...FORWARD, rules }]));
    expect(out).toContain('… and 4 more: --format json lists them');
    expect(out).toContain('asked    all of 14 rules');
    expect(out).toMatch(/^Denied/);
  });

  it('makes visible what plays tricks on a terminal', () => {
    const [first] = FORWARD.rules;
    const hostile = first && { ...first, matches: [ANY_PACKET], text: HOSTILE, name: HOSTILE };
    const out = text(explained([{ ...FORWARD, name: HOSTILE, rules: hostile ? [hostile] : [] }]));
    expect(out).toContain('permits');
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\ud800]/);
  });
});

describe('explainJson', () => {
  it('has the verdict, the line and the conditions', () => {
    expect(JSON.parse(explainJson(explained([FORWARD])))).toMatchObject({
      format: 'portolan/explanation/1',
      file: 'core.nft',
      packet: { text: 'tcp 10.20.0.7:49152 > 10.10.1.10:445', destinationPort: 445 },
      states: ['new'],
      verdict: 'depends',
      judgements: [
        {
          ruleset: 'chain inet filter forward',
          by: 'rule',
          rule: { action: 'deny', place: { line: 6 }, via: [{ text: 'jump clients' }] },
          conditional: [{ action: 'permit', depends: [{ kind: 'schedule' }] }],
          asked: 3,
          rules: 4,
        },
      ],
    });
  });

  it('counts rules in the order in which they are asked', () => {
    const document = JSON.parse(explainJson(explained([{ ...FORWARD, order: 'block-beats-allow' }])));
    expect(document).toMatchObject({ verdict: 'deny', judgements: [{ asked: 1 }] });
  });
});

it('names states', () => {
  expect(stateNames(ESTABLISHED | RELATED)).toEqual(['established', 'related']);
  expect(stateNames(ANY_STATE)).toHaveLength(5);
});
