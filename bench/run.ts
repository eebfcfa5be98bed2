/**
 * `npm run bench`: every figure against a peer in the same run; exit code 1 if a target is missed.
 * `-- --only startup,compare` picks some, `--runs N` repeats more often, `--write` puts the result into
 * docs/performance.md, each part in the place of its former one as soon as it is measured.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { measureCapirca } from './capirca.ts';
import { measureChart } from './chart.ts';
import { measureCompare } from './compare.ts';
import { measureCsv } from './csv.ts';
import { measureDialects } from './dialects.ts';
import { renderSections, type Section } from './figures.ts';
import { measureFirstMatch } from './first-match.ts';
import { measureFirstView } from './first-view.ts';
import { measureHard } from './hard.ts';
import { measureLab } from './lab.ts';
import { measureLargest } from './largest.ts';
import { measurePlanning } from './planning.ts';
import { measureProbe } from './probe.ts';
import { measureServer } from './server.ts';
import { measureStartup } from './startup.ts';
import { measureUnreachable } from './unreachable.ts';
import { measureVerifyStartup } from './verify-startup.ts';

const DOCUMENT = path.resolve(import.meta.dirname, '../docs/performance.md');
const BEGIN = '<!-- figures: written by `npm run bench -- --write` -->';
const END = '<!-- end of figures -->';

const PARTS: Readonly<Record<string, (runs: number | undefined) => Section | Promise<Section>>> = {
  planning: (runs) => measurePlanning(runs ?? 3),
  csv: (runs) => measureCsv(runs ?? 1),
  unreachable: (runs) => measureUnreachable(runs ?? 3),
  compare: (runs) => measureCompare(runs ?? 3),
  'first-match': (runs) => measureFirstMatch(runs ?? 3),
  hard: (runs) => measureHard(runs ?? 1),
  dialects: (runs) => measureDialects(runs ?? 3),
  largest: () => measureLargest(),
  capirca: (runs) => measureCapirca(runs ?? 5),
  startup: (runs) => measureStartup(runs ?? 15),
  server: (runs) => measureServer(runs ?? 3),
  'verify-startup': (runs) => measureVerifyStartup(runs ?? 15),
  'first-view': (runs) => measureFirstView(runs ?? 5),
  probe: (runs) => measureProbe(runs ?? 5),
  lab: (runs) => measureLab(runs ?? 5),
  chart: (runs) => measureChart(runs ?? 3),
};

const { values } = parseArgs({
  options: { only: { type: 'string' }, runs: { type: 'string' }, write: { type: 'boolean' } },
});
const names = values.only?.split(',') ?? Object.keys(PARTS);
const sections: Section[] = [];
for (const name of names) {
  const part = PARTS[name];
  if (part === undefined) throw new Error(`no part "${name}"; there are: ${Object.keys(PARTS).join(', ')}`);
  process.stderr.write(`measuring ${name} …\n`);
  const section = await part(values.runs === undefined ? undefined : Number(values.runs));
  sections.push(section);
  // What is measured is told at once: a later part may fail.
  const text = renderSections([section]);
  process.stderr.write(`${text}\n\n`);
  if (values.write) writeFigures(name, text);
}

process.stdout.write(`${describeMachine()}\n\n${renderSections(sections)}\n`);
process.exitCode = sections.every((section) => section.figures.every((figure) => figure.holds)) ? 0 : 1;

function describeMachine(): string {
  const [first] = cpus();
  const memory = Math.round(totalmem() / 2 ** 30);
  return `${cpus().length} × ${first?.model.trim()}, ${memory} GB of memory, ${process.platform}, Node ${process.versions.node}`;
}

function writeFigures(part: string, figures: string): void {
  const old = readFileSync(DOCUMENT, 'utf8');
  const [begin, end] = [old.indexOf(BEGIN), old.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error(`${DOCUMENT} has no place for the figures`);
  const texts = partsIn(old.slice(begin + BEGIN.length, end)).set(part, figures);
  const written = Object.keys(PARTS).flatMap((name) => {
    const text = texts.get(name);
    return text === undefined ? [] : [`${markOf(name)}\n\n${text}`];
  });
  const all = [BEGIN, describeMachine(), ...written].join('\n\n');
  writeFileSync(DOCUMENT, `${old.slice(0, begin)}${all}\n\n${old.slice(end)}`);
}

function markOf(part: string): string {
  return `<!-- part: ${part} -->`;
}

/** The figures of each part, by its name. */
function partsIn(figures: string): Map<string, string> {
  const [, ...pieces] = figures.split(/<!-- part: ([\w-]+) -->/);
  const parts = new Map<string, string>();
  for (let i = 0; i < pieces.length; i += 2) parts.set(pieces[i] ?? '', (pieces[i + 1] ?? '').trim());
  return parts;
}
