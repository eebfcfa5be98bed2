/** What is measured of planning, each in a process of its own: see `task.ts`. */
import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { parseDocument } from 'yaml';
import { loadCatalog } from '../src/catalog/load.ts';
import type { Hierarchy } from '../src/hierarchy/model.ts';
import { readHierarchy } from '../src/hierarchy/read.ts';
import type { Plan } from '../src/plan/model.ts';
import { planFlows } from '../src/plan/plan.ts';
import { planRows } from '../src/plan/rows.ts';
import { countRows } from '../src/report/count-rows.ts';
import { csvChunks } from '../src/report/csv.ts';
import { median } from './measure.ts';
import { timed } from './timed.ts';

type Numbers = Record<string, number>;

/** The peer: the parser alone, at its fastest setting. */
export function parse(file = ''): Numbers {
  const text = readFileSync(file, 'utf8');
  const [document, took] = timed(() => parseDocument(text, { uniqueKeys: false }));
  if (document.errors.length > 0) throw new Error('the generated document is not YAML');
  return { parse: took };
}

export function plan(file = ''): Numbers {
  const numbers: Numbers = {};
  const planned = planFile(file, numbers);
  let rows = 0;
  const [, enumerate] = timed(() => {
    for (const _ of planRows(planned)) rows++;
  });
  return { ...numbers, enumerate, flows: planned.flows.length, rows };
}

function planFile(file: string, numbers: Numbers): Plan {
  return readPlan(file, numbers).plan;
}

export function readPlan(
  file: string,
  numbers: Numbers,
): { readonly hierarchy: Hierarchy; readonly plan: Plan } {
  const catalog = loadCatalog();
  const text = readFileSync(file, 'utf8');
  const [read, readTime] = timed(() => readHierarchy(text, file, catalog));
  const { hierarchy, place, diagnostics } = read;
  if (!hierarchy) throw new Error(JSON.stringify(diagnostics.slice(0, 3), undefined, 2));
  const [planned, planTime] = timed(() => planFlows({ hierarchy, place }, catalog));
  numbers.read = readTime;
  numbers.plan = planTime;
  return { hierarchy, plan: planned };
}

const REPEAT = 3;

/** Ours and the bare loop take turns in one process, after the plan is there. */
export function csv(file = '', target = ''): Numbers {
  const planned = planFile(file, {});
  const sample = sampleRows(planned);
  const times: { csv: number[]; bare: number[] } = { csv: [], bare: [] };
  let bytes = 0;
  let rows = 0;
  for (const flow of planned.flows) rows += countRows(flow);
  for (let i = 0; i < REPEAT; i++) {
    const [written, took] = timed(() => writeAll(target, csvChunks(planned.flows)));
    bytes = written;
    times.csv.push(took);
    times.bare.push(timed(() => writeAll(target, bareChunks(sample, bytes)))[1]);
  }
  return { rows, bytes, csv: median(times.csv), bare: median(times.bare) };
}

const SAMPLE = 100_000;

/** Rows made beforehand, and how long the pieces are that they are handed out in. */
interface Sample {
  readonly rows: readonly string[];
  readonly chunk: number;
}

function sampleRows(planned: Plan): Sample {
  const rows: string[] = [];
  let chunk = 0;
  for (const text of csvChunks(planned.flows)) {
    chunk = Math.max(chunk, text.length);
    // Flattened: a row must not drag the piece along that it was cut from.
    for (const row of text.split('\r\n'))
      if (row !== '') rows.push(Buffer.from(`${row}\r\n`).toString('utf8'));
    if (rows.length >= SAMPLE) break;
  }
  return { rows, chunk };
}

/** The least that any writer of rows must do: put them together and hand them out. */
function* bareChunks({ rows, chunk }: Sample, bytes: number): Generator<string> {
  let text = '';
  let left = bytes;
  for (;;) {
    for (const row of rows) {
      text += row;
      if (text.length < chunk && text.length < left) continue;
      yield text;
      left -= text.length;
      if (left <= 0) return;
      text = '';
    }
  }
}

function writeAll(target: string, chunks: Iterable<string>): number {
  const descriptor = openSync(target, 'w');
  let bytes = 0;
  for (const chunk of chunks) bytes += writeSync(descriptor, chunk);
  closeSync(descriptor);
  return bytes;
}
