import { strToU8, Zip, ZipDeflate } from 'fflate';
import { neutralised } from './csv.ts';
import { COLUMN_RULES, type PlanColumn } from './plan-columns.ts';
import { type CellMaker, cellMaker, columnsOf, type PlanLayout } from './plan-export.ts';
import { viewRows } from './plan-page.ts';
import type { PlanTable } from './plan-table.ts';
import {
  areaOf,
  CHUNK,
  sheetHead,
  sheetPath,
  sheetTail,
  TEXTS_PATH,
  textsXml,
  workbookParts,
} from './xlsx-parts.ts';
import { xmlText } from './xml.ts';

/** Rows of a sheet with its heading: Excel opens no more. */
const SHEET_ROWS = 1_048_576;
/** Characters of a cell: Excel opens no more. */
const CELL_LENGTH = 32_767;
/** The same in every run, wherever it is made: a package has dates without a time zone. */
const DATE: readonly [number, number, number] = [2000, 0, 1];

/**
 * Rows of the plan as a workbook, in pieces: a frozen heading with a filter, and text in every cell. What has more rows
 * than a sheet goes on in another.
 */
export function* planXlsx(
  table: PlanTable,
  layout: PlanLayout = {},
  sheetRows: number = SHEET_ROWS,
): Generator<Uint8Array> {
  const columns = columnsOf(layout);
  const rows = viewRows(table, layout.view ?? {});
  const texts = new Texts();
  const cells = cellMaker(table, columns, (text) => texts.cell(text));
  const heading = columns.map((column) => texts.cell(COLUMN_RULES[column].title, 1)).join('');
  const packed = new Packer();
  const areas: string[] = [];
  // A plan without rows has a sheet, too.
  for (let first = 0; first === 0 || first < rows.length; first += sheetRows - 1) {
    const own = rows.subarray(first, first + sheetRows - 1);
    const area = areaOf(columns.length, own.length + 1);
    areas.push(area);
    packed.open(sheetPath(areas.length));
    for (const text of sheetText(columns, heading, own, cells)) yield* packed.write(text);
    yield* packed.close(sheetTail(area));
  }
  packed.open(TEXTS_PATH);
  for (const text of textsXml(texts.all())) yield* packed.write(text);
  yield* packed.close('');
  for (const [path, text] of workbookParts(areas)) {
    packed.open(path);
    yield* packed.close(text);
  }
  yield* packed.end();
}

function* sheetText(
  columns: readonly PlanColumn[],
  heading: string,
  rows: Uint32Array,
  cells: CellMaker,
): Generator<string> {
  let chunk = `${sheetHead(columns.map(widthOf))}<row>${heading}</row>`;
  for (const row of rows) {
    chunk += `<row>${cells(row).join('')}</row>`;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

const WIDTHS: Partial<Record<PlanColumn, number>> = {
  transport: 10,
  ports: 18,
  phase: 12,
  from: 12,
  until: 12,
  direction: 40,
  title: 44,
  flow: 44,
  conversation: 40,
  reason: 80,
};

function widthOf(column: PlanColumn): number {
  return WIDTHS[column] ?? 22;
}

/** Gives each text a number, by which cells refer to it: one that stands in many rows is written once. */
class Texts {
  readonly #numbers = new Map<string, number>();

  /** A cell of text, in a style. */
  cell(text: string, style = 0): string {
    if (text === '') return '<c/>';
    let number = this.#numbers.get(text);
    if (number === undefined) {
      number = this.#numbers.size;
      this.#numbers.set(text, number);
    }
    return `<c${style === 0 ? '' : ` s="${style}"`} t="s"><v>${number}</v></c>`;
  }

  *all(): Generator<string> {
    for (const text of this.#numbers.keys()) yield safeText(text);
  }
}

/** Text that nothing takes for a formula; too long a one is cut where Excel would refuse the file. */
function safeText(text: string): string {
  const safe = neutralised(text).replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_');
  // What can't be said in XML becomes longer by being made visible.
  return xmlText(safe.length > CELL_LENGTH / 8 ? cut(safe) : safe);
}

/** Never between the halves of a character. */
function cut(text: string): string {
  const most = Math.floor(CELL_LENGTH / 8);
  return `${text.slice(0, most).replace(/[\ud800-\udbff]$/u, '')}…`;
}

/** Packs files one after the other, and hands out what is ready. */
class Packer {
  readonly #ready: Uint8Array[] = [];
  readonly #zip: Zip;
  #file: ZipDeflate | undefined;

  constructor() {
    this.#zip = new Zip((error, data) => {
      if (error) throw error;
      this.#ready.push(data);
    });
  }

  open(path: string): void {
    this.#file = new ZipDeflate(path, { level: 4 });
    this.#file.mtime = new Date(...DATE);
    this.#zip.add(this.#file);
  }

  *write(text: string): Generator<Uint8Array> {
    this.#file?.push(strToU8(text));
    yield* this.#take();
  }

  *close(text: string): Generator<Uint8Array> {
    this.#file?.push(strToU8(text), true);
    yield* this.#take();
  }

  *end(): Generator<Uint8Array> {
    this.#zip.end();
    yield* this.#take();
  }

  *#take(): Generator<Uint8Array> {
    yield* this.#ready.splice(0);
  }
}
