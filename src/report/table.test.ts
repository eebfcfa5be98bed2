import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPlan, CM01, flow, host, plan, RPC, SAMPLE, service } from '../../test/report/sample-plan.ts';
import { displayWidth } from '../diagnostics/visible.ts';
import { NARROWEST, tableChunks } from './table.ts';
import { portsText } from './words.ts';

const table = (of: typeof SAMPLE, width: number): string => [...tableChunks(of, { width })].join('');

describe('tableChunks', () => {
  it('shows a flow in a block, its services a line each', () => {
    expect(table(SAMPLE, 140)).toMatchInlineSnapshot(`
      "From  To                Protocol  Ports         Service            Phase                     Filters      Why
      ────  ────────────────  ────────  ────────────  ─────────────────  ────────────────────────  ───────────  ──────────────────────────────────
      cm01  dp01, dp02        tcp       445           SMB                always                    core         Site server to distribution point
                              tcp       49152-65535   RPC dynamic ports  always
      cm01  Microsoft Update  tcp       80,443        SMB                install until 2026-12-31  core > edge  Software update point to the
                                                                                                                internet
      hq    dp01              icmp      echo-request  Ping               on-demand                 -            Site server to distribution point

      3 flows, 4 services, 9 rows of one network to another
      "
    `);
  });

  it('leaves out columns where the terminal is narrow, never ports or protocol', () => {
    expect(table(SAMPLE, 60)).toMatchInlineSnapshot(`
      "From  To              Protocol  Ports         Service
      ────  ──────────────  ────────  ────────────  ──────────────
      cm01  dp01, dp02      tcp       445           SMB
                            tcp       49152-65535   RPC dynamic
                                                    ports
      cm01  Microsoft       tcp       80,443        SMB
            Update
      hq    dp01            icmp      echo-request  Ping

      3 flows, 4 services, 9 rows of one network to another
      "
    `);
  });

  it('says how many ends it does not show', () => {
    const many = Array.from({ length: 40 }, (_, i) =>
      host(`distribution-point-${i}`, 'campus', `10.1.0.${i}`),
    );
    expect(table(plan(flow('many', [CM01], many)), 80)).toMatch(/\+\d+/);
  });

  it('breaks long lists of ports, and shows all of them', () => {
    const ports = Array.from({ length: 12 }, (_, i): [number, number] => [10000 + i * 2, 10000 + i * 2]);
    const text = table(
      plan(flow('long', [CM01], [host('dp', 'campus', '10.1.0.1')], { services: [service(RPC, ports)] })),
      80,
    );
    for (const [port] of ports) expect(text).toContain(String(port));
  });

  it('says so when nothing fits', () => {
    expect(table(plan(), 80)).toBe('No flow fits.\n');
  });

  it('stays inside of the width, and keeps every port and protocol, whatever the names hold', () => {
    fc.assert(
      fc.property(anyPlan, fc.integer({ min: 1, max: 250 }), (any, width) => {
        const text = table(any, width);
        for (const line of text.split('\n'))
          expect(displayWidth(line)).toBeLessThanOrEqual(Math.max(width, NARROWEST));
        expect(text).not.toMatch(/[\p{Cf}\p{Zl}\p{Zp}]|(?!\n)\p{Cc}/u);
        for (const one of any.flows.flatMap((f) => f.services)) {
          for (const part of portsText(one).split(',')) expect(text).toContain(part);
          expect(text).toMatch(new RegExp(`\\b${one.transport}\\b`));
        }
      }),
    );
  });
});
