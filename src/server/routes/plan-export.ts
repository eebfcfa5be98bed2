import { createRoute, z } from '@hono/zod-openapi';
import { PLAN_COLUMNS, type PlanColumn } from '../../report/plan-columns.ts';
import { type PlanLayout, planCsv, planMarkdown, planRowsJson } from '../../report/plan-export.ts';
import type { PlanTable } from '../../report/plan-table.ts';
import { planXlsx } from '../../report/xlsx.ts';
import type { App, AppContext } from '../context.ts';
import { define, PROBLEMS } from '../define.ts';
import { tableOf } from '../kept.ts';
import { COLUMN, FILTER_QUERY, filterOf, unknown } from '../plan-query.ts';
import { flag, text } from '../query.ts';
import { plannedNow } from '../state.ts';
import { streamed } from '../stream.ts';

interface Format {
  readonly type: string;
  readonly extension: string;
  make(table: PlanTable, layout: PlanLayout, bom: boolean): Iterable<string | Uint8Array>;
}

const FORMATS: Readonly<Record<'csv' | 'markdown' | 'xlsx' | 'json', Format>> = {
  csv: {
    type: 'text/csv; charset=utf-8',
    extension: 'csv',
    make: (table, layout, bom) => planCsv(table, layout, { bom }),
  },
  markdown: {
    type: 'text/markdown; charset=utf-8',
    extension: 'md',
    make: planMarkdown,
  },
  xlsx: {
    type: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    extension: 'xlsx',
    make: (table, layout) => planXlsx(table, layout),
  },
  json: { type: 'application/json', extension: 'json', make: planRowsJson },
};

export function registerPlanExport(app: App, { workspace }: AppContext): void {
  define(
    app,
    createRoute({
      method: 'get',
      path: '/api/v1/plan/export',
      summary: 'The rows that are meant, as a file',
      request: {
        query: FILTER_QUERY.extend({
          format: z.enum(['csv', 'markdown', 'xlsx', 'json']),
          columns: text('Columns in the order that they are wanted in, with commas between', 1000),
          bom: flag().openapi({
            description: 'A CSV begins with a byte order mark: Excel then reads it as UTF-8',
          }),
          sort: COLUMN.optional(),
          desc: flag(),
          group: COLUMN.optional(),
        }),
      },
      responses: {
        200: {
          description: 'The file',
          content: Object.fromEntries(
            Object.values(FORMATS).map(({ type }) => [type.split(';')[0] ?? type, { schema: z.string() }]),
          ),
        },
        ...PROBLEMS,
      },
    }),
    (c) => {
      const state = plannedNow(workspace);
      const { format, columns, bom, sort, desc, group, ...query } = c.req.valid('query');
      const view = { ...filterOf(query, state), desc, ...(sort && { sort }), ...(group && { group }) };
      const { type, extension, make } = FORMATS[format];
      const pieces = make(tableOf(state), { view, columns: columnsOf(columns) }, bom);
      return streamed(c, pieces, type, { name: `plan-${state.hierarchy.name}`, extension });
    },
  );
}

function columnsOf(names: string | undefined): PlanColumn[] {
  return (names ?? '')
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '')
    .map((name) => {
      const column = PLAN_COLUMNS.find((one) => one === name);
      if (column === undefined) throw unknown('columns', name, PLAN_COLUMNS);
      return column;
    });
}
