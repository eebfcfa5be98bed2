/** The matrix's cells by row and column, and how one is told. */
import type { MatrixCell, MatrixDocument } from '../../../../src/report/matrix.ts';

export type Cells = ReadonlyMap<string, ReadonlyMap<string, MatrixCell>>;

/** Rows → columns → cells. */
export function indexCells(document: MatrixDocument): Cells {
  const rows = new Map<string, Map<string, MatrixCell>>();
  for (const cell of document.cells) {
    const row = rows.get(cell.row) ?? new Map<string, MatrixCell>();
    row.set(cell.column, cell);
    rows.set(cell.row, row);
  }
  return rows;
}

/** `tcp/445 SMB` and two more → `tcp/445 +2`. */
export function shortServices(cell: MatrixCell): string {
  const ports = [...new Set(cell.services.map(portOf))];
  const [first = '', ...more] = ports;
  return more.length === 0 ? first : `${first} +${more.length}`;
}

/** `tcp/445 SMB` → `tcp/445`. */
function portOf(service: string): string {
  return service.split(' ', 1)[0] ?? service;
}

/** Shades from 1 to 4: more flows, a darker cell. The number says it, too. */
export function shadeOf(flows: number): 1 | 2 | 3 | 4 {
  if (flows <= 1) return 1;
  if (flows <= 4) return 2;
  return flows <= 16 ? 3 : 4;
}

export interface Position {
  readonly row: number;
  readonly column: number;
}

/** Where a key leads in a grid; nothing for other keys. `page` is how many rows are seen at once. */
export function moveInGrid(
  key: string,
  withControl: boolean,
  { row, column }: Position,
  rows: number,
  columns: number,
  page: number,
): Position | undefined {
  const clamp = (value: number, count: number): number => Math.min(Math.max(value, 0), count - 1);
  const to = (nextRow: number, nextColumn: number): Position => ({
    row: clamp(nextRow, rows),
    column: clamp(nextColumn, columns),
  });
  switch (key) {
    case 'ArrowUp':
      return to(row - 1, column);
    case 'ArrowDown':
      return to(row + 1, column);
    case 'ArrowLeft':
      return to(row, column - 1);
    case 'ArrowRight':
      return to(row, column + 1);
    case 'PageUp':
      return to(row - page, column);
    case 'PageDown':
      return to(row + page, column);
    case 'Home':
      return to(withControl ? 0 : row, 0);
    case 'End':
      return to(withControl ? rows - 1 : row, columns - 1);
    default:
      return undefined;
  }
}
