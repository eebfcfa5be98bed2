import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examplePlan } from '../../test/report/example-plan.ts';
import { readXlsx } from '../../test/report/read-xlsx.ts';
import { anyPlan } from '../../test/report/sample-plan.ts';
import { csvChunks } from './csv.ts';
import { PLAN_COLUMNS, USUAL_COLUMNS } from './plan-columns.ts';
import { type PlanLayout, planCsv, planMarkdown, planRowsJson } from './plan-export.ts';
import { planPage } from './plan-page.ts';
import { type PlanTable, planTable } from './plan-table.ts';
import { planXlsx } from './xlsx.ts';

const { plan, hierarchy } = examplePlan('contoso');
const table = planTable(plan, hierarchy);
const LAYOUT: PlanLayout = {
  view: { from: 'cm01', to: 'dp02', sort: 'ports', desc: true },
  columns: ['destinationAddress', 'ports', 'guide'],
};

const bytesOf = (...given: Parameters<typeof planXlsx>): Uint8Array => Buffer.concat([...planXlsx(...given)]);
const csvOf = (of: PlanTable, layout: PlanLayout = {}): string => [...planCsv(of, layout)].join('');

describe('planCsv', () => {
  it.each(['contoso', 'branch'] as const)(
    'writes the whole plan of %s as the plan’s own report does',
    (name) => {
      const example = examplePlan(name);
      expect(csvOf(planTable(example.plan, example.hierarchy))).toBe(
        [...csvChunks(example.plan.flows)].join(''),
      );
    },
  );

  it('writes the columns and rows that are asked for, in their order', () => {
    expect(csvOf(table, LAYOUT).replaceAll('\r\n', '\n')).toMatchInlineSnapshot(`
      "destination address,ports,guide rows
      10.20.9.5,49152-65535,site-server/3
      10.20.9.5,445,site-server/3
      10.20.9.5,135,site-server/3
      "
    `);
  });

  it('marks the encoding when asked', () => {
    expect([...planCsv(table, LAYOUT, { bom: true })].join('').startsWith('\ufeffdestination')).toBe(true);
  });
});

describe('planMarkdown', () => {
  it('writes one table', () => {
    expect([...planMarkdown(table, LAYOUT)].join('')).toMatchInlineSnapshot(`
      "# Firewall plan of Contoso

      Configuration Manager 2509: 3 rows of one network to another. Each is started by its source.

      | destination address | ports | guide rows |
      | --- | --- | --- |
      | 10.20.9.5 | 49152-65535 | site-server/3 |
      | 10.20.9.5 | 445 | site-server/3 |
      | 10.20.9.5 | 135 | site-server/3 |
      "
    `);
  });
});

describe('planRowsJson', () => {
  it('holds the rows of a page', () => {
    const { rows } = JSON.parse([...planRowsJson(table, LAYOUT)].join(''));
    expect(rows).toEqual(planPage(table, { ...LAYOUT.view, offset: 0, limit: 100 }).rows);
    expect(JSON.parse([...planRowsJson(table, { view: { end: 'nobody' } })].join('')).rows).toEqual([]);
  });
});

describe('planXlsx', () => {
  it('writes the columns and rows that are asked for, with a heading that stays and can be filtered', () => {
    expect(readXlsx(bytesOf(table, LAYOUT))).toMatchInlineSnapshot(`
      [
        {
          "filter": "A1:C4",
          "frozenRows": 1,
          "name": "Plan",
          "rows": [
            [
              "destination address",
              "ports",
              "guide rows",
            ],
            [
              "10.20.9.5",
              "49152-65535",
              "site-server/3",
            ],
            [
              "10.20.9.5",
              "445",
              "site-server/3",
            ],
            [
              "10.20.9.5",
              "135",
              "site-server/3",
            ],
          ],
          "widths": [
            22,
            18,
            22,
          ],
        },
      ]
    `);
  });

  it('holds every row of an example in each column', () => {
    const [sheet] = readXlsx(bytesOf(table, { columns: PLAN_COLUMNS }));
    expect(sheet?.rows).toHaveLength(table.length + 1);
    expect(new Set(sheet?.rows.map((row) => row.length))).toEqual(new Set([PLAN_COLUMNS.length]));
    const { rows } = planPage(table, { offset: 0, limit: table.length });
    expect(sheet?.rows.slice(1).map((row) => [row[0], row[1], row[3], row[7], row[15]])).toEqual(
      rows.map((r) => [r.source.name, r.source.address, r.destination.name, r.ports, r.flow]),
    );
  });

  it('goes on in another sheet where one is full', () => {
    const sheets = readXlsx(bytesOf(table, { columns: ['flow'] }, 501));
    expect(sheets.map((sheet) => sheet.name).slice(0, 3)).toEqual(['Plan', 'Plan 2', 'Plan 3']);
    const flows = sheets.flatMap((sheet) => sheet.rows.slice(1).map(([flow]) => flow));
    expect(flows).toEqual(planPage(table, { offset: 0, limit: table.length }).rows.map((row) => row.flow));
    expect(sheets.every((sheet) => sheet.rows[0]?.[0] === 'flow' && sheet.rows.length <= 501)).toBe(true);
  });

  it('has a heading where there is no row', () => {
    const [sheet] = readXlsx(bytesOf(table, { view: { end: 'nobody' } }));
    expect(sheet?.rows).toHaveLength(1);
    expect(sheet?.filter).toBe('A1:Q1');
  });

  it('is well-formed and starts no cell with a formula, whatever the names hold', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        const numbered = planTable(any, hierarchy);
        const [sheet] = readXlsx(bytesOf(numbered));
        expect(sheet?.rows).toHaveLength(numbered.length + 1);
        for (const row of sheet?.rows ?? []) {
          expect(row).toHaveLength(USUAL_COLUMNS.length);
          for (const cell of row) expect(cell).not.toMatch(/^[\t\r\n]|^[\s\p{Cf}]*[=+\-@＝＋－＠]/u);
        }
      }),
    );
  });

  it('gives the same bytes every time', () => {
    expect(bytesOf(table, LAYOUT)).toEqual(bytesOf(planTable(plan, hierarchy), LAYOUT));
  });
});
