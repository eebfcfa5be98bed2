import { describe, expect, it } from 'vitest';
import { HOSTILE, ORIGIN, packet, place, services } from '../../test/report/sample-findings.ts';
import { TCP } from '../net/match.ts';
import type { Change, DifferenceReport } from '../verify/difference-report.ts';
import { differenceJsonChunks } from './difference-json.ts';
import { differenceTextChunks } from './difference-text.ts';
import type { FindingsTextOptions } from './findings-text.ts';

const CHANGE: Change = {
  kind: 'denied',
  hook: 'forward',
  packets: [services(TCP, ['10.20.0.0/15'], ['10.10.1.10'], 443)],
  size: 1n,
  witness: packet('tcp 10.20.0.7 > 10.10.1.10:443'),
  before: [{ place: place(4, 5, 1, 'old.nft'), text: 'tcp dport 443 accept', note: 'permits' }],
  after: [{ text: 'policy drop', note: 'denies' }],
  origins: [ORIGIN],
};

const REPORT: DifferenceReport = {
  kind: 'configurations',
  before: 'old.nft',
  after: 'new.nft',
  changes: [CHANGE, { ...CHANGE, kind: 'perhaps-permitted', hook: 'in', origins: [] }],
  named: [],
  undecided: ['the IPv6 half would have taken too long'],
};

const text = (of: Partial<DifferenceReport>, options: Partial<FindingsTextOptions> = {}): string =>
  [...differenceTextChunks({ ...REPORT, ...of }, { width: 100, ...options })].join('');

describe('differenceTextChunks', () => {
  it('tells which packets change their fate, and by which lines', () => {
    expect(text({})).toMatchInlineSnapshot(`
      "no longer permitted: tcp 10.20.0.7:49152 > 10.10.1.10:443
        among    tcp 10.20.0.0/15 > 10.10.1.10 port 443
        before   old.nft:4:5: tcp dport 443 accept (permits)
        after    policy drop (denies)
        for      Client to management point (guide clients row 3; Microsoft, “Client to management point”)
        because  clients of hq are assigned to P01 (hierarchy.yaml:12)
        flow     client-to-management-point#0k2j4n6p8q

      perhaps newly permitted, inbound: tcp 10.20.0.7:49152 > 10.10.1.10:443
        among    tcp 10.20.0.0/15 > 10.10.1.10 port 443
        before   old.nft:4:5: tcp dport 443 accept (permits)
        after    policy drop (denies)

      Not compared: the IPv6 half would have taken too long
      2 changes between old.nft and new.nft: 1 no longer permitted, 1 perhaps newly permitted
      "
    `);
  });

  it('says no more than was compared', () => {
    expect(text({ changes: [], undecided: [] })).toBe(
      'No change: old.nft and new.nft permit the same packets\n',
    );
    expect(text({ changes: [], undecided: [], kind: 'plans' })).toContain('need the same packets');
    expect(text({ changes: [] })).toContain('not everything could be compared');
  });

  it('speaks of plans as of what is needed', () => {
    expect(text({ kind: 'plans' })).toContain(
      '2 changes between old.nft and new.nft: 1 no longer needed, 1 perhaps newly needed',
    );
  });

  it('cuts long lists, and shows all of them on request', () => {
    const changes = Array.from({ length: 60 }, () => CHANGE);
    expect(text({ changes })).toContain('… and 10 more changes (--format json lists them)');
    expect(text({ changes }, { all: true })).not.toContain('more');
  });

  it('makes visible what plays tricks on a terminal', () => {
    const line = { text: HOSTILE, note: HOSTILE };
    const out = text({ before: HOSTILE, undecided: [HOSTILE], changes: [{ ...CHANGE, before: [line] }] });
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\ud800]/);
  });
});

describe('differenceJsonChunks', () => {
  it('has every change with its packets and lines', () => {
    expect(JSON.parse([...differenceJsonChunks(REPORT)].join(''))).toMatchObject({
      format: 'portolan/difference/1',
      kind: 'configurations',
      before: 'old.nft',
      undecided: REPORT.undecided,
      changes: [
        {
          kind: 'denied',
          hook: 'forward',
          witness: { text: 'tcp 10.20.0.7:49152 > 10.10.1.10:443' },
          packets: [{ text: 'tcp 10.20.0.0/15 > 10.10.1.10 port 443' }],
          size: '1',
          before: [{ place: { line: 4 } }],
          after: [{ text: 'policy drop' }],
          origins: [{ flow: ORIGIN.flow }],
        },
        { kind: 'perhaps-permitted' },
      ],
    });
    expect(JSON.parse([...differenceJsonChunks({ ...REPORT, changes: [] })].join(''))).toMatchObject({
      changes: [],
    });
  });
});
