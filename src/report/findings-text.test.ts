import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyFindings,
  CLEAN,
  EXCESS,
  HOSTILE_FINDINGS,
  MISSING,
  many,
  ORIGIN,
  SAMPLE,
} from '../../test/report/sample-findings.ts';
import { displayWidth } from '../diagnostics/visible.ts';
import { type FindingsTextOptions, findingsTextChunks } from './findings-text.ts';
import { NARROWEST } from './table.ts';

const text = (of: typeof SAMPLE, options: Partial<FindingsTextOptions> = {}): string =>
  [...findingsTextChunks(of, { width: 100, ...options })].join('');

describe('findingsTextChunks', () => {
  it('tells what is wrong, where, on whose behalf, and what to do', () => {
    expect(text(SAMPLE)).toMatchInlineSnapshot(`
      "core.nft: 2 errors, 1 warning

      core.nft:17:5: error PT9101: the line permits tcp and udp packets to 10.10.1.10 that nothing needs
        line     ip daddr 10.10.0.0/16 accept
        in       core, chain inet filter forward
        packet   udp 10.0.0.1:49152 > 10.10.1.10:53
        among    tcp 10.0.0.0/8 > 10.10.1.10 ports 22,3389
                 udp 10.0.0.0/8 > 10.10.1.10 port 53
        share    less than 1 % of what the line permits
        instead  tcp 10.20.0.0/15 > 10.10.1.10 port 443

      core.nft:41:5: error PT9001: "Client to management point" is not permitted: tcp 10.20.0.0/15 > 10.10.1.10 port 443
        line     tcp dport 443 drop
        in       core, chain inet filter forward
        packet   tcp 10.20.0.7:49152 > 10.10.1.10:443
        among    tcp 10.20.0.0/15 > 10.10.1.10 port 443
        with     core.nft:12:5: jump { "clients" } (leads there)
                 policy drop (decides about the rest)
        for      Client to management point (guide clients row 3; Microsoft, “Client to management point”)
        because  clients of hq are assigned to P01 (hierarchy.yaml:12)
        flow     client-to-management-point#0k2j4n6p8q
        permit   tcp 10.20.0.0/15 > 10.10.1.10 port 443
        help     permit it before line 41

      core.nft:60:5: warning PT9202: lines before it take all that this line matches
        line     ip daddr 10.10.1.10 tcp dport 443 accept
        in       core, chain inet filter forward
        with     core.nft:41:5: tcp dport 443 drop (matches it first)
        help     remove it

      edge.cfg: 1 note

      edge.cfg:3:1: note PT9402: lines 3 and 4 could be one

      Not about a single line: 1 error

      edge: error PT9102: the default permits what nothing needs
        packet   icmpv6 fd00::1 > fd00::2 type 128 code 0

      3 errors, 1 warning, 1 note: 1 missing, 2 excess, 1 shadowed, 1 mergeable
      371 flows: 360 permitted on their whole way, 8 blocked, 2 unproven, 1 not wholly looked at
      Looked at core: core.nft (nftables, 210 rules)
      Looked at edge: edge.cfg (cisco-asa, 1 rule)
      "
    `);
  });

  it('says so when there is nothing to report', () => {
    expect(text(CLEAN)).toMatchInlineSnapshot(`
      "Nothing to report: the configurations permit all that is needed and nothing more towards these hosts
      371 flows: 371 permitted on their whole way
      Looked at core: core.nft (nftables, 210 rules)
      Looked at edge: edge.cfg (cisco-asa, 1 rule)
      "
    `);
    expect(text({ parts: [], findings: [] })).toBe('Nothing was looked at\n');
    const [part] = CLEAN.parts;
    expect(text({ parts: part ? [part] : [], findings: [] })).toContain('not known without a hierarchy');
  });

  it('claims nothing about flows that may not get through', () => {
    const flows = { permitted: 1, blocked: 0, unproven: 1, partly: 0, untouched: 0 };
    expect(text({ ...CLEAN, flows })).toContain('but 1 flow may not get through');
  });

  it('cuts long lists, and shows all of them on request', () => {
    const origins = Array.from({ length: 9 }, (_, i) => ({ ...ORIGIN, title: `T${i}`, flow: `f${i}` }));
    const of = { ...SAMPLE, findings: [{ ...MISSING, origins }] };
    expect(text(of)).toContain('… and 4 more (--all shows them)');
    expect(text(of)).not.toContain('T7');
    expect(text(of, { all: true })).toContain('T8');
    expect(text(of, { all: true })).not.toContain('more');
  });

  it('cuts long reports, and is quick about whole ones', () => {
    const sample = many();
    expect(text(sample)).toContain('… and 9,980 more errors here (--all shows them)');
    const start = performance.now();
    expect(text(sample, { all: true })).toContain('core.nft:10000:5: error PT9101');
    expect(performance.now() - start).toBeLessThan(10_000);
  });

  it('tells flows of one conversation together', () => {
    const origins = [ORIGIN, { ...ORIGIN, flow: 'client-to-management-point#other' }];
    const out = text({ ...SAMPLE, findings: [{ ...MISSING, origins }] });
    expect(out.match(/Client to management point in 2 flows/g)).toHaveLength(1);
    expect(out.match(/assigned to P01/g)).toHaveLength(1);
  });

  it('says that nothing has to be permitted instead of what nothing needs', () => {
    const out = text({ ...SAMPLE, findings: [{ ...EXCESS, instead: [] }] });
    expect(out).toContain('instead  nothing: no flow of the plan needs it');
  });

  it('keeps entries within the width, whatever they hold', () => {
    fc.assert(
      fc.property(anyFindings, fc.integer({ min: 20, max: 200 }), (any, width) => {
        for (const line of text(any, { width }).split('\n'))
          if (!/(error|warning|note)( PT|s?$|s?,)/.test(line))
            expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(width, NARROWEST));
      }),
    );
  });

  it('makes visible what plays tricks on a terminal', () => {
    expect(text(HOSTILE_FINDINGS)).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e\ud800]/);
    expect(text(HOSTILE_FINDINGS, { color: true }).replace(/\u001b\[[\d;]*m/g, '')).toBe(
      text(HOSTILE_FINDINGS),
    );
  });
});
