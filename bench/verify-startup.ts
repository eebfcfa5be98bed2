/** `portolan verify` of a large configuration as a whole process, against Node that does nothing. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { type Figure, formatCount, formatMilliseconds, type Section } from './figures.ts';
import { median } from './measure.ts';
import { Random } from './random.ts';
import { runProcess, timeInTurns, type Variant } from './whole-process.ts';

const ROOT = path.resolve(import.meta.dirname, '..');
const BUILT = path.join(ROOT, 'dist/cli/main.js');
const EXAMPLE = 'examples/contoso';
const LIMIT = 8;
const LINES = 10_000;
/** Where the printed rules begin to be asked, in the base chain. */
const JUMP = '    jump plan\n';

/** The filter of the example as it is printed, and the same among rules of other people's. */
export function measureVerifyStartup(runs: number): Section {
  if (!existsSync(BUILT)) throw new Error('there is no dist/: run `npm run build` first');
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-bench-'));
  try {
    const printed = runProcess([BUILT, 'rules', EXAMPLE, '--filter', 'core']).output;
    const large = amongOthers(printed);
    const [small, whole] = [path.join(folder, 'core.nft'), path.join(folder, 'large.nft')];
    writeFileSync(small, printed);
    writeFileSync(whole, large);
    return sectionOf(runs, [
      ['node -e 0', ['-e', '0']],
      [`portolan verify, ${sizeOf(large)}`, verifying(whole)],
      [`portolan verify, ${sizeOf(printed)}`, verifying(small)],
      ['portolan plan', [BUILT, 'plan', EXAMPLE]],
    ]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const verifying = (file: string): string[] => [BUILT, 'verify', EXAMPLE, file, '--filter', 'core'];
const sizeOf = (text: string): string => `${formatCount(text.split('\n').length - 1)} lines`;

function sectionOf(runs: number, variants: readonly Variant[]): Section {
  const times = timeInTurns(variants, runs);
  const [empty = Number.NaN, verified = Number.NaN] = times.map(median);
  const figure: Figure = {
    what: `verify Contoso against ${formatCount(LINES)} lines, whole process`,
    ours: formatMilliseconds(verified),
    peer: `node -e 0: ${formatMilliseconds(empty)}`,
    ratio: verified / empty,
    target: `≤ ${LIMIT}×`,
    holds: verified <= LIMIT * empty,
  };
  const facts = variants.map(([name], i) => ({
    process: name,
    median: formatMilliseconds(median(times[i] ?? [])),
    fastest: formatMilliseconds(Math.min(...(times[i] ?? []))),
  }));
  return {
    title: `Verifying a large configuration (${runs} runs each, taking turns)`,
    facts,
    figures: [figure],
  };
}

/** The printed rules with others before them, for addresses of the company that the hierarchy says nothing of. */
function amongOthers(printed: string): string {
  const at = printed.indexOf(JUMP) + JUMP.length;
  if (at < JUMP.length) throw new Error('the printed rules have no jump to the chain of the plan');
  const random = new Random(2026);
  const others: string[] = [];
  for (let i = printed.split('\n').length - 1; i < LINES; i++) others.push(otherRule(random, i));
  return printed.slice(0, at) + others.join('') + printed.slice(at);
}

function otherRule(random: Random, number: number): string {
  const clients = `10.${random.between(100, 149)}.${random.below(256)}.0/24`;
  const server = `10.${random.between(150, 199)}.${random.below(256)}.${random.between(1, 250)}`;
  const ports = `${random.chance(0.5) ? 443 : 1521}, ${random.between(8000, 8999)}`;
  return `    ip saddr ${clients} ip daddr ${server} tcp dport { ${ports} } ct state new counter accept comment "app ${number}"\n`;
}
