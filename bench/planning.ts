/** From the text of the largest supported hierarchy to its plan, against the time that parsing its YAML takes. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Figure, formatCount, formatMilliseconds, type Section } from './figures.ts';
import { generateHierarchy } from './generate.ts';
import { type Result, repeatTask } from './measure.ts';

const SHARES: readonly number[] = [0.01, 0.1, 1];
const MEMORY_LIMIT = 2000;
/** Time for a row at 100 % against 10 %: linear growth is 1, and caches that no longer fit cost something. */
const GROWTH_LIMIT = 1.5;

interface Measured {
  readonly share: number;
  readonly text: number;
  readonly hosts: number;
  readonly clientNetworks: number;
  readonly parse: Result;
  readonly plan: Result;
}

/** Each measurement is the median of several runs, each in a process of its own. */
export async function measurePlanning(runs: number): Promise<Section> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-bench-'));
  try {
    const measured: Measured[] = [];
    for (const share of SHARES) measured.push(await measureShare(folder, share, runs));
    return {
      title: `Planning (median of ${runs} runs)`,
      facts: measured.map(describe),
      figures: [...measured.map(compareWithParse), ...compareMemory(measured), ...compareGrowth(measured)],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function measureShare(folder: string, share: number, runs: number): Promise<Measured> {
  const { text, hosts, clientNetworks } = generateHierarchy(share);
  const file = path.join(folder, 'hierarchy.yaml');
  writeFileSync(file, text);
  const parse = await repeatTask(runs, 'parse', file);
  const plan = await repeatTask(runs, 'plan', file);
  return { share, text: text.length, hosts, clientNetworks, parse, plan };
}

function value(result: Result, name: string): number {
  return result[name] ?? Number.NaN;
}

function describe(m: Measured): Record<string, string> {
  return {
    share: percent(m.share),
    text: `${(m.text / 1e6).toFixed(1)} MB`,
    hosts: formatCount(m.hosts),
    'client networks': formatCount(m.clientNetworks),
    flows: formatCount(value(m.plan, 'flows')),
    rows: formatCount(value(m.plan, 'rows')),
    'yaml alone': formatMilliseconds(value(m.parse, 'parse')),
    read: formatMilliseconds(value(m.plan, 'read')),
    plan: formatMilliseconds(value(m.plan, 'plan')),
    'all rows': formatMilliseconds(value(m.plan, 'enumerate')),
    peak: `${formatCount(value(m.plan, 'peakMegabytes'))} MB`,
  };
}

function compareWithParse(m: Measured): Figure {
  const [ours, peer] = [value(m.plan, 'plan'), value(m.parse, 'parse')];
  return {
    what: `plan ${percent(m.share)}`,
    ours: formatMilliseconds(ours),
    peer: `yaml's parser: ${formatMilliseconds(peer)}`,
    ratio: ours / peer,
    target: '< 1×',
    holds: ours < peer,
  };
}

function compareMemory(measured: readonly Measured[]): Figure[] {
  const whole = measured.at(-1);
  if (!whole) return [];
  const [ours, peer] = [value(whole.plan, 'peakMegabytes'), value(whole.parse, 'peakMegabytes')];
  return [
    {
      what: `peak memory, ${percent(whole.share)}`,
      ours: `${formatCount(ours)} MB`,
      peer: `yaml's parser: ${formatCount(peer)} MB`,
      ratio: ours / peer,
      target: `< ${formatCount(MEMORY_LIMIT)} MB`,
      holds: ours < MEMORY_LIMIT,
    },
  ];
}

function compareGrowth(measured: readonly Measured[]): Figure[] {
  const [small, large] = [measured.at(-2), measured.at(-1)];
  if (!small || !large) return [];
  const perRow = (m: Measured): number =>
    (value(m.plan, 'plan') + value(m.plan, 'enumerate')) / value(m.plan, 'rows');
  const [ours, peer] = [perRow(large), perRow(small)];
  return [
    {
      what: 'time for a row as the plan grows',
      ours: `${percent(large.share)}: ${formatNanoseconds(ours)}`,
      peer: `${percent(small.share)}: ${formatNanoseconds(peer)}`,
      ratio: ours / peer,
      target: `≤ ${GROWTH_LIMIT}×`,
      holds: ours <= GROWTH_LIMIT * peer,
    },
  ];
}

function formatNanoseconds(milliseconds: number): string {
  return `${Math.round(milliseconds * 1e6)} ns`;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
