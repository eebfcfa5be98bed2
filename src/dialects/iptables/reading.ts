import type { Code, Finding } from '../../diagnostics/codes.ts';
import type { Family } from '../../net/network.ts';
import { TableBuilder } from './chain-builder.ts';
import type { Statement } from './statement.ts';

/** The state of reading one file. */
export interface Reading {
  readonly source: string;
  readonly file: string;
  readonly tables: Map<string, TableBuilder>;
  table: TableBuilder | undefined;
  /** How many rules were moved by numbered commands; see `commands.ts`. */
  moved: number;
  /** Lines that are marked for the other family are left out; absent: none are. */
  readonly only: Family | undefined;
  /** Whether a line is marked for one family. */
  marked: boolean;
  report(code: Code, finding: Finding): void;
}

/** The table that a line belongs to: `filter`, where none was opened. */
export function tableOf(reading: Reading, line: Statement, name?: string): TableBuilder {
  if (reading.table && (name === undefined || name === reading.table.name)) return reading.table;
  const wanted = name ?? 'filter';
  let table = reading.tables.get(wanted);
  if (!table) {
    table = new TableBuilder(wanted, line.place);
    table.committed = true;
    reading.tables.set(wanted, table);
  }
  return table;
}
