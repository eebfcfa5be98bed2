import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyPlan, CM01, DP01, flow, plan, SAMPLE } from '../../test/report/sample-plan.ts';
import { planRows } from '../plan/rows.ts';
import { CSV_COLUMNS, csvCell, csvChunks } from './csv.ts';
import { namesOf, portsText } from './words.ts';

/** Reads RFC 4180 by its own rules, knowing nothing of how the text was written. */
function parseCsv(text: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let i = 0;
  while (i < text.length) {
    let cell = '';
    if (text[i] === '"') {
      for (i++; !(text[i] === '"' && text[i + 1] !== '"'); i++) {
        if (i >= text.length) throw new Error('a quote is never closed');
        if (text[i] === '"') i++;
        cell += text[i];
      }
      i++;
    } else {
      while (i < text.length && text[i] !== ',' && text[i] !== '\r') {
        if (text[i] === '"' || text[i] === '\n') throw new Error(`a bare ${JSON.stringify(text[i])}`);
        cell += text[i++];
      }
    }
    row.push(cell);
    if (text[i] === ',') i++;
    else if (text.startsWith('\r\n', i)) {
      i += 2;
      rows.push(row);
      row = [];
    } else throw new Error(`neither a comma nor the end of a line at ${i}`);
  }
  if (row.length > 0) throw new Error('the last line has no end');
  return rows;
}

const whole = (
  flows: Iterable<Parameters<typeof flow> extends never ? never : ReturnType<typeof flow>>,
): string => [...csvChunks(flows)].join('');

/** What the neutraliser added. */
const plain = (cell: string): string =>
  cell.replace(/(^|[;\t\r\n]["\s\p{Cf}]*)'(?=[\t\r\n=+\-@＝＋－＠]|[\s\p{Cf}]+[=+\-@＝＋－＠])/gu, '$1');

describe('csvChunks', () => {
  it('writes a row for each pair of networks and each service', () => {
    const rows = parseCsv(whole(SAMPLE.flows));
    expect(rows[0]).toEqual([...CSV_COLUMNS]);
    expect(rows[1]).toEqual([
      'cm01',
      '10.0.0.10',
      'datacenter',
      'dp01',
      '10.1.0.10',
      'campus',
      'tcp',
      '445',
      'SMB',
      'site-server to distribution-point',
      'always',
      '',
      '',
      'core',
      'Site server to distribution point',
      'content',
      'dp01 and dp02 belong to site P01 (hosts.dp01.site = P01, hierarchy.yaml:12)',
    ]);
    expect(rows.at(-1)?.slice(6, 9)).toEqual(['icmp', 'echo-request', 'Ping']);
  });

  it('writes host names where there are no addresses, and the window', () => {
    const row = parseCsv(whole(SAMPLE.flows)).find((cells) => cells[15] === 'updates');
    expect(row?.slice(4, 14)).toEqual([
      '*.update.microsoft.com download.windowsupdate.com',
      'internet',
      'tcp',
      '80,443',
      'SMB',
      'site-server to distribution-point',
      'install',
      '',
      '2026-12-31',
      'core > edge',
    ]);
  });

  it('leaves out a host that would talk to itself', () => {
    const flows = [flow('both', [CM01, DP01], [CM01])];
    expect(
      parseCsv(whole(flows))
        .slice(1)
        .map((row) => row[0]),
    ).toEqual(['dp01', 'dp01']);
  });

  it('reads back to the cells of the planned rows, whatever the names hold', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        const rows = parseCsv(whole(any.flows)).slice(1);
        const expected = [...planRows(any)].map((row) => [
          row.from.name,
          row.source?.text ?? namesOf(row.from).join(' '),
          row.to.name,
          row.destination?.text ?? namesOf(row.to).join(' '),
          row.service.transport,
          portsText(row.service),
          row.service.service.name,
          row.flow.id,
        ]);
        expect(rows.map((r) => r.length).every((n) => n === CSV_COLUMNS.length)).toBe(true);
        const read = rows.map((r) =>
          [r[0], r[1], r[3], r[4], r[6], r[7], r[8], r[15]].map((cell) => plain(cell ?? '')),
        );
        expect(read).toEqual(expected.map((r) => r.map(plain)));
      }),
    );
  });

  it('starts no cell with a formula', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        for (const row of parseCsv(whole(any.flows))) {
          for (const cell of row) expect(cell).not.toMatch(/^[\t\r\n]|^[\s\p{Cf}]*[=+\-@＝＋－＠]/u);
        }
      }),
    );
  });

  it('starts no cell with a formula where a spreadsheet splits at semicolons or at quoted line ends', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        for (const cell of whole(any.flows).split(/[;\t\r\n]/)) {
          expect(cell).not.toMatch(/^["\s\p{Cf}]*[=+\-@＝＋－＠]/u);
        }
      }),
    );
  });

  it('marks the encoding when asked', () => {
    expect([...csvChunks([], { bom: true })].join('')).toBe(`\ufeff${CSV_COLUMNS.join(',')}\r\n`);
  });

  it('hands out a large plan in pieces', () => {
    const ends = Array.from({ length: 60 }, (_, i) => ({ ...DP01, name: `dp${i}`, owner: `dp${i}` }));
    const pieces = [...csvChunks(plan(flow('many', ends, ends)).flows)];
    expect(pieces.length).toBeGreaterThan(1);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(300_000);
    expect(parseCsv(pieces.join(''))).toHaveLength(1 + 60 * 59 * 2);
  });
});

describe('csvCell', () => {
  it.each([
    ['plain', 'plain'],
    ['=1+1', "'=1+1"],
    ['-', "'-"],
    ['＝1', "'＝1"],
    ['\t=1', '"\'\t\'=1"'],
    ['a,b', '"a,b"'],
    ['say "x"', '"say ""x"""'],
    ['a\n=1', '"a\n\'=1"'],
    ['10.0.0.1-10.0.0.9', '10.0.0.1-10.0.0.9'],
    ['*.example.com', '*.example.com'],
  ])('%j becomes %j', (text, cell) => {
    expect(csvCell(text)).toBe(cell);
  });
});
