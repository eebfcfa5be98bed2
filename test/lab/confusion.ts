/**
 * The table of verdicts against truths: `node test/lab/confusion.ts [--hierarchy FILE]… [--base NAME]… [--json FILE]`. It sets
 * the lab of each hierarchy, Contoso if none is named, up in all ways that a network can be in, lets the probe runner ask everything, and counts what it says. A false verdict
 * makes it fail.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { ROOT } from '../../scripts/process.ts';
import type { Verdict } from '../../src/plan/observation.ts';
import { confuse, type Line } from './confusion-lab.ts';
import { BASES, type Base, type Filtering, type Judged, TRUTHS } from './confusion-truth.ts';

const BY_BASE: Readonly<Record<Base, readonly Filtering[]>> = {
  nothing: ['pass', 'rules'],
  listeners: ['pass', 'drop', 'port-unreachable', 'prohibited', 'reset', 'redirect'],
  swapped: ['pass'],
  servers: ['pass', 'rules', 'drop', 'prohibited', 'reset', 'redirect'],
};

/** Truths in rows, verdicts in columns; Markdown. */
function tableOf(lines: readonly Judged[]): string {
  const verdicts = [...new Set(lines.map(({ verdict }) => verdict))].sort();
  const count = (truth: string, verdict: Verdict): number =>
    lines.filter((line) => line.truth === truth && line.verdict === verdict).length;
  const rows = TRUTHS.filter((truth) => lines.some((line) => line.truth === truth)).map((truth) => [
    truth,
    ...verdicts.map((verdict) => count(truth, verdict) || ''),
    lines.filter((line) => line.truth === truth && line.isFalse).length,
  ]);
  const head = ['what is true', ...verdicts, 'false'];
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      base: { type: 'string', multiple: true },
      filtering: { type: 'string', multiple: true },
      hierarchy: { type: 'string', multiple: true },
      json: { type: 'string' },
      timeout: { type: 'string' },
      concurrency: { type: 'string' },
    },
  });
  const files = values.hierarchy ?? [path.join(ROOT, 'examples/contoso/hierarchy.yaml')];
  const cache = path.join(process.env.XDG_CACHE_HOME ?? path.join(homedir(), '.cache'), 'portolan/lab');
  mkdirSync(cache, { recursive: true });
  const all: Line[] = [];
  const timeout = Number(values.timeout ?? 5000);
  const concurrency = Number(values.concurrency ?? 128);
  for (const file of files) {
    const text = readFileSync(file, 'utf8');
    for (const base of BASES) {
      if (values.base && !values.base.includes(base)) continue;
      const filterings = BY_BASE[base].filter((one) => !values.filtering || values.filtering.includes(one));
      if (filterings.length === 0) continue;
      const job = { file, text, base, filterings, cache, timeout, concurrency };
      all.push(...(await confuse(job, (line) => process.stderr.write(`${line}\n`))));
    }
  }
  if (values.json) writeFileSync(values.json, JSON.stringify(all, undefined, 1));
  const wrong = all.filter((line) => line.isFalse);
  const conversations = new Set(all.map((line) => line.conversation)).size;
  process.stdout.write(`${tableOf(all)}\n\n`);
  process.stdout.write(
    `${all.length} probes of ${conversations} conversations, ${wrong.length} false, ${all.filter((l) => l.verdict === 'unproven').length} unproven\n`,
  );
  const kinds = Map.groupBy(
    wrong,
    (w) => `${w.base}/${w.filtering} ${w.service}: ${w.truth}, but ${w.verdict}`,
  );
  for (const [kind, some] of kinds)
    process.stdout.write(
      `${some.length} × ${kind} (${some[0]?.on} → ${some[0]?.to}): ${some[0]?.evidence}\n`,
    );
  process.exitCode = wrong.length > 0 ? 1 : 0;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
