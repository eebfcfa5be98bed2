import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPlan, CM01, flow, host, plan, SAMPLE } from '../../test/report/sample-plan.ts';
import { markdownChunks, markdownText } from './markdown.ts';

const text = (of: typeof SAMPLE): string => [...markdownChunks(of)].join('');

describe('markdownChunks', () => {
  it('has a table for each way through the network', () => {
    expect(text(SAMPLE)).toMatchInlineSnapshot(`
      "# Firewall plan of Contoso

      Configuration Manager 2509: 3 flows, 9 rows of one network to another. Each flow is started by its source.

      ## datacenter -&#91;core&#93;-&gt; campus

      | Source | Destination | Protocol | Ports | Service | Phase | Why |
      | --- | --- | --- | --- | --- | --- | --- |
      | cm01 (10.0.0.10, fd00::10) | dp01 (10.1.0.10)<br>dp02 (10.1.0.11, fd00:1::11) | tcp | 445 | SMB | always | Site server to distribution point; dp01 and dp02 belong to site P01 (hosts.dp01.site = P01, hierarchy.yaml:12) |
      | cm01 (10.0.0.10, fd00::10) | dp01 (10.1.0.10)<br>dp02 (10.1.0.11, fd00:1::11) | tcp | 49152-65535 | RPC dynamic ports | always | Site server to distribution point; dp01 and dp02 belong to site P01 (hosts.dp01.site = P01, hierarchy.yaml:12) |

      ## datacenter -&#91;core&#93;-&gt; dmz -&#91;edge&#93;-&gt; internet

      | Source | Destination | Protocol | Ports | Service | Phase | Why |
      | --- | --- | --- | --- | --- | --- | --- |
      | cm01 (10.0.0.10, fd00::10) | Microsoft Update (&#42;.update.microsoft.com, download.windowsupdate.com) | tcp | 80,443 | SMB | install until 2026-12-31 | Software update point to the internet |

      ## inside campus

      | Source | Destination | Protocol | Ports | Service | Phase | Why |
      | --- | --- | --- | --- | --- | --- | --- |
      | hq (10.1.16.0/20) | dp01 (10.1.0.10) | icmp | echo-request | Ping | on-demand | Site server to distribution point |
      "
    `);
  });

  it('keeps every row in its seven cells, whatever the names hold', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        const rows = text(any)
          .split('\n')
          .filter((line) => line.startsWith('|'));
        expect(rows.length).toBeGreaterThanOrEqual(any.flows.flatMap((f) => f.services).length);
        for (const row of rows) expect(row.split('|')).toHaveLength(9);
      }),
    );
  });

  it('says how many ends it does not show', () => {
    const many = Array.from({ length: 40 }, (_, i) => host(`dp${i}`, 'campus', `10.1.0.${i}`));
    expect(text(plan(flow('many', [CM01], many)))).toContain('<br>+28 |');
  });
});

describe('markdownText', () => {
  it.each([
    ['a|b', 'a&#124;b'],
    ['`x`', '&#96;x&#96;'],
    ['<b>&', '&lt;b&gt;&amp;'],
    ['a\nb', 'a␊b'],
    ['[x](http://y)', '&#91;x&#93;(http&#58;//y)'],
    ['*.example.com', '&#42;.example.com'],
  ])('%j becomes %j', (from, to) => {
    expect(markdownText(from)).toBe(to);
  });

  it('leaves nothing that Markdown or HTML would act upon', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (any) => {
        expect(markdownText(any)).not.toMatch(/[\n\r|`<>[\]*_\\~!{}@]|&(?!amp;|lt;|gt;|#\d+;)/);
      }),
    );
  });
});
