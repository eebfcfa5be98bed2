import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { examplePlan } from '../../test/report/example-plan.ts';
import { anyPlan } from '../../test/report/sample-plan.ts';
import { matrixDocument } from './matrix.ts';
import { planPage } from './plan-page.ts';
import { planTable } from './plan-table.ts';

describe.each(['contoso', 'branch'] as const)('matrixDocument of %s', (name) => {
  const { plan, hierarchy, catalog } = examplePlan(name);
  const table = planTable(plan, hierarchy);

  it.each(['role', 'host'] as const)('has a cell for each pair by %s, and all rows in them', (by) => {
    const { rows, columns, cells, omitted } = matrixDocument(table, catalog, by);
    expect(omitted).toBeUndefined();
    expect(cells.reduce((sum, cell) => sum + cell.rows, 0)).toBe(table.length);
    const [rowIds, columnIds] = [rows.map((head) => head.id), columns.map((head) => head.id)];
    expect(cells.filter((c) => !rowIds.includes(c.row) || !columnIds.includes(c.column))).toEqual([]);
    expect(new Set(cells.flatMap((c) => c.conversations))).toEqual(
      new Set(plan.flows.map((flow) => flow.conversation.id)),
    );
  });

  it('leads from a cell to its rows', () => {
    for (const cell of matrixDocument(table, catalog, 'role').cells) {
      const filter = { fromRole: cell.row, toRole: cell.column };
      expect(planPage(table, { ...filter, offset: 0, limit: 0 }).total).toBe(cell.rows);
    }
    for (const cell of matrixDocument(table, catalog, 'host').cells) {
      const filter = { from: cell.row, to: cell.column };
      expect(planPage(table, { ...filter, offset: 0, limit: 0 }).total).toBe(cell.rows);
    }
  });
});

describe('matrixDocument', () => {
  const { plan, hierarchy, catalog } = examplePlan('contoso');
  const table = planTable(plan, hierarchy);

  it('brings the guide’s rows to a pair of hosts', () => {
    expect(matrixDocument(table, catalog, 'host', { from: 'cm01', to: 'dp02' })).toMatchInlineSnapshot(`
      {
        "by": "host",
        "cells": [
          {
            "column": "dp02",
            "conversations": [
              "site-server-distribution-point",
            ],
            "flows": 1,
            "guide": [
              "site-server/3",
            ],
            "row": "cm01",
            "rows": 3,
            "services": [
              "tcp/445 SMB",
              "tcp/135 RPC endpoint mapper",
              "tcp/49152-65535 RPC dynamic ports",
            ],
          },
        ],
        "columns": [
          {
            "id": "dp02",
            "label": "dp02",
          },
        ],
        "rows": [
          {
            "id": "cm01",
            "label": "cm01",
          },
        ],
      }
    `);
  });

  it('tells how many cells there is no room for', () => {
    const all = matrixDocument(table, catalog, 'host');
    const some = matrixDocument(table, catalog, 'host', {}, 10);
    expect(some.cells).toEqual(all.cells.slice(0, 10));
    expect(some.omitted).toBe(all.cells.length - 10);
  });

  it('holds all rows whatever the names are', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        const numbered = planTable(any, hierarchy);
        for (const by of ['role', 'host'] as const) {
          const { cells } = matrixDocument(numbered, catalog, by);
          expect(cells.reduce((sum, cell) => sum + cell.rows, 0)).toBe(numbered.length);
        }
      }),
    );
  });
});
