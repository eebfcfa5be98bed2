import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  anyFindings,
  CLEAN,
  HOSTILE,
  HOSTILE_FINDINGS,
  MISSING,
  many,
  ORIGIN,
  SAMPLE,
} from '../../test/report/sample-findings.ts';
import type { Findings } from '../verify/finding.ts';
import { type FindingsMarkdownOptions, findingsMarkdownChunks } from './findings-markdown.ts';

const text = (of: Findings, options?: FindingsMarkdownOptions): string =>
  [...findingsMarkdownChunks(of, options)].join('');

describe('findingsMarkdownChunks', () => {
  it('has a summary, a table and the details', () => {
    expect(text(SAMPLE)).toMatchInlineSnapshot(`
      "# Findings about Contoso

      **3 errors, 1 warning, 1 note: 1 missing, 2 excess, 1 shadowed, 1 mergeable**

      371 flows: 360 permitted on their whole way, 8 blocked, 2 unproven, 1 not wholly looked at

      - core: core.nft (nftables, 210 rules)
      - edge: edge.cfg (cisco-asa, 1 rule)

      | Severity | Code | Line | What | Packet | Conversation |
      | --- | --- | --- | --- | --- | --- |
      | error | PT9101 | core.nft:17:5 | the line permits tcp and udp packets to 10.10.1.10 that nothing needs | udp 10.0.0.1:49152 &gt; 10.10.1.10:53 |  |
      | error | PT9001 | core.nft:41:5 | "Client to management point" is not permitted: tcp 10.20.0.0/15 &gt; 10.10.1.10 port 443 | tcp 10.20.0.7:49152 &gt; 10.10.1.10:443 | Client to management point |
      | warning | PT9202 | core.nft:60:5 | lines before it take all that this line matches |  |  |
      | note | PT9402 | edge.cfg:3:1 | lines 3 and 4 could be one |  |  |
      | error | PT9102 | edge, inbound rules | the default permits what nothing needs | icmpv6 fd00::1 &gt; fd00::2 type 128 code 0 |  |

      ## Details

      ### PT9101, core.nft:17:5

      the line permits tcp and udp packets to 10.10.1.10 that nothing needs

          line     ip daddr 10.10.0.0/16 accept
          in       core, chain inet filter forward
          packet   udp 10.0.0.1:49152 > 10.10.1.10:53
          among    tcp 10.0.0.0/8 > 10.10.1.10 ports 22,3389
          among    udp 10.0.0.0/8 > 10.10.1.10 port 53
          share    less than 1 % of what the line permits
          instead  tcp 10.20.0.0/15 > 10.10.1.10 port 443

      ### PT9001, core.nft:41:5

      "Client to management point" is not permitted: tcp 10.20.0.0/15 &gt; 10.10.1.10 port 443

          line     tcp dport 443 drop
          in       core, chain inet filter forward
          packet   tcp 10.20.0.7:49152 > 10.10.1.10:443
          among    tcp 10.20.0.0/15 > 10.10.1.10 port 443
          with     core.nft:12:5: jump { "clients" } (leads there)
          with     policy drop (decides about the rest)
          for      Client to management point (guide clients row 3; Microsoft, “Client to management point”)
          because  clients of hq are assigned to P01 (hierarchy.yaml:12)
          flow     client-to-management-point#0k2j4n6p8q
          permit   tcp 10.20.0.0/15 > 10.10.1.10 port 443
          help     permit it before line 41

      ### PT9202, core.nft:60:5

      lines before it take all that this line matches

          line     ip daddr 10.10.1.10 tcp dport 443 accept
          in       core, chain inet filter forward
          with     core.nft:41:5: tcp dport 443 drop (matches it first)
          help     remove it

      ### PT9402, edge.cfg:3:1

      lines 3 and 4 could be one

      ### PT9102, edge, inbound rules

      the default permits what nothing needs

          packet   icmpv6 fd00::1 > fd00::2 type 128 code 0
      "
    `);
  });

  it('is short when there is nothing to report', () => {
    expect(text(CLEAN)).toMatchInlineSnapshot(`
      "# Findings about Contoso

      **Nothing to report: the configurations permit all that is needed and nothing more towards these hosts**

      371 flows: 371 permitted on their whole way

      - core: core.nft (nftables, 210 rules)
      - edge: edge.cfg (cisco-asa, 1 rule)
      "
    `);
  });

  it('keeps every row in its six cells, and details in their blocks, whatever they hold', () => {
    const check = (of: Findings): void => {
      const lines = text(of).split('\n');
      const rows = lines.filter((line) => line.startsWith('|'));
      expect(rows).toHaveLength(of.findings.length === 0 ? 0 : of.findings.length + 2);
      for (const row of rows) expect(row.split('|')).toHaveLength(8);
      for (const line of lines.filter((l) => !l.startsWith('    ')))
        expect(line).not.toMatch(/[<`\u001b\u202e]/);
    };
    check(HOSTILE_FINDINGS);
    fc.assert(fc.property(anyFindings, check));
  });

  it('fits into a comment, however much was found', () => {
    const long = many();
    const wordy = long.findings.map((finding) => ({ ...finding, message: HOSTILE.repeat(20) }));
    for (const of of [long, { ...long, findings: wordy }]) {
      const out = text(of);
      expect(out.match(/… and 9\d{3} more: /g)).toHaveLength(2);
      expect(out.length).toBeLessThan(65_536);
    }
    expect(text(many(200), { all: true })).not.toContain('more');
  });

  it('tells nobody who reads a ticket of options', () => {
    const origins = Array.from({ length: 9 }, (_, i) => ({ ...ORIGIN, title: `T${i}`, flow: `f${i}` }));
    const out = text({ ...SAMPLE, findings: [{ ...MISSING, origins }] });
    expect(out).toContain('… and 4 more\n');
    expect(out).toContain('T0; T1; T2; +6 |');
    expect(out).not.toContain('--all');
  });
});
