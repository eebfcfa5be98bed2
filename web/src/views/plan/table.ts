/** The table's model: columns in the chosen order, rows in the server's. */
import {
  columnOrderingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  tableFeatures as features,
  type Row,
  rowSortingFeature,
  type Table,
} from '@tanstack/react-table';
import type { PlanRow } from '../../../../src/report/plan-page.ts';
import { COLUMN_DEFS, type PlanColumnName } from './columns.ts';

export const tableFeatures = features({ columnOrderingFeature, columnVisibilityFeature, rowSortingFeature });

export type PlanTableModel = Table<typeof tableFeatures, PlanRow>;
export type PlanRowModel = Row<typeof tableFeatures, PlanRow>;

const helper = createColumnHelper<typeof tableFeatures, PlanRow>();

export const tableColumns = helper.columns(
  COLUMN_DEFS.map(({ id, title, text }) => helper.accessor(text, { id, header: title })),
);

const BY_ID = new Map(COLUMN_DEFS.map((column) => [column.id as string, column]));

export const isMono = (id: string): boolean => BY_ID.get(id)?.mono ?? false;

/** `grid-template-columns` of every line. */
export function trackSizes(columns: readonly PlanColumnName[]): string {
  return columns
    .map((id) => BY_ID.get(id))
    .map((column) => `minmax(${column?.width ?? 100}px, ${column?.grow ?? 1}fr)`)
    .join(' ');
}

/** Below this width in pixels the grid scrolls sideways. */
export function leastWidth(columns: readonly PlanColumnName[]): number {
  return columns.reduce((sum, id) => sum + (BY_ID.get(id)?.width ?? 100), 0);
}
