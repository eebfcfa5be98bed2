/** Printing the same 10,000-term policy as a whole process, against Capirca's `aclgen` (Debian's python3-capirca). */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rolldown } from 'rolldown';
import type { Policy } from '../src/policy/model.ts';
import { type Figure, formatCount, formatMilliseconds, type Section } from './figures.ts';
import { median } from './measure.ts';
import { generatePolicy } from './policies.ts';
import { runProcess } from './whole-process.ts';

const COUNT = 10_000;
const LIMIT = 20;
/** Seconds that Capirca gets; what takes it longer than a few isn't repeated. */
const MOST_SECONDS = 60;
const REPEATED_SECONDS = 20;

interface Pair {
  readonly ours: string;
  /** Capirca's target with its options. */
  readonly theirs: string;
  /** Half of the terms are answers, which Capirca wants to be told and Portolan adds by itself. */
  readonly isStateless?: true;
}

/**
 * Languages that both know. (Capirca 2.0.6 knows nftables, too, but leaves a term's ports out; and for Google Cloud it
 * refuses terms with a source and a destination.)
 */
const PAIRS: readonly Pair[] = [
  { ours: 'cisco-ios', theirs: 'cisco CORE extended', isStateless: true },
  { ours: 'cisco-nxos', theirs: 'cisconx CORE extended', isStateless: true },
  { ours: 'cisco-asa', theirs: 'ciscoasa CORE' },
  { ours: 'junos-srx', theirs: 'srx from-zone outside to-zone inside' },
  { ours: 'panos-xml', theirs: 'paloalto from-zone outside to-zone inside' },
  { ours: 'iptables', theirs: 'iptables FORWARD DROP' },
];

/** Both processes read the policy, say it in the language and write it to a file. */
export async function measureCapirca(runs: number): Promise<Section> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-capirca-'));
  try {
    const facts: Record<string, string>[] = [];
    const figures: Figure[] = [];
    const script = await bundled(folder);
    for (const { ours, theirs, isStateless = false } of PAIRS) {
      const policy = generatePolicy('network', isStateless ? COUNT / 2 : COUNT, ours);
      const own = [script, writeOwn(folder, policy), path.join(folder, 'ours.txt')];
      const peer = writePeer(folder, policy, theirs, isStateless);
      const [mine, other]: [number[], number[]] = [[], []];
      for (let run = 0; run <= runs; run++) {
        const { took } = runProcess(own);
        // Its first run finds nothing in the machine's caches, unless it is the only one.
        const isLong = (other[0] ?? 0) > REPEATED_SECONDS * 1000;
        const his = isLong ? undefined : runPeer(peer);
        if (run === 0 && (his ?? 0) <= REPEATED_SECONDS * 1000) continue;
        mine.push(took);
        if (!isLong) other.push(his ?? Number.NaN);
      }
      const [a, b] = [median(mine), median(other)];
      facts.push({
        language: ours,
        terms: formatCount(COUNT),
        ours: formatMilliseconds(a),
        Capirca: Number.isNaN(b) ? 'refused' : peerTime(b),
      });
      if (Number.isNaN(b)) continue;
      figures.push({
        what: `print ${formatCount(COUNT)} terms in ${ours}`,
        ours: formatMilliseconds(a),
        peer: `Capirca: ${peerTime(b)}`,
        ratio: b / a,
        target: `≥ ${LIMIT}×`,
        holds: b / a >= LIMIT,
      });
    }
    return {
      title: `Printing against Capirca, whole processes (median of ${runs} runs in turns)`,
      facts,
      figures,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const peerTime = (took: number): string =>
  took < MOST_SECONDS * 1000 ? formatMilliseconds(took) : `> ${MOST_SECONDS} s`;

/** As the package is built: types taken away, and one file for each language. */
async function bundled(folder: string): Promise<string> {
  const bundle = await rolldown({
    input: path.join(import.meta.dirname, 'print-policy.ts'),
    platform: 'node',
    logLevel: 'warn',
  });
  await bundle.write({
    dir: path.join(folder, 'built'),
    format: 'esm',
    minify: true,
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name]-[hash].mjs',
  });
  await bundle.close();
  return path.join(folder, 'built/print-policy.mjs');
}

function writeOwn(folder: string, policy: Policy): string {
  const file = path.join(folder, 'policy.json');
  writeFileSync(
    file,
    JSON.stringify(policy, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  );
  return file;
}

/** A term for each rule, with its networks and services defined as Capirca wants them. */
function writePeer(folder: string, policy: Policy, target: string, isStateless: boolean): string[] {
  for (const name of ['def', 'pol', 'out']) mkdirSync(path.join(folder, name), { recursive: true });
  const networks: string[] = [];
  const services = new Map<string, string>();
  const terms = policy.rules.flatMap((rule, i) => {
    const [from, to] = [rule.from[0], rule.to[0]];
    networks.push(`FROM_${i} = ${from?.networks[0]?.text}`, `TO_${i} = ${to?.networks[0]?.text}/32`);
    const ports = rule.ports.map(({ first }) => {
      const name = `${rule.transport.toUpperCase()}_${first}`;
      services.set(name, `${first}/${rule.transport}`);
      return name;
    });
    const term = (name: string, from: string, to: string, side: string, option: string): string =>
      `term ${name} {\n  comment:: "${rule.title}"\n  source-address:: ${from}\n  destination-address:: ${to}\n  ${side}-port:: ${ports.join(' ')}\n  protocol:: ${rule.transport}\n${option}  action:: accept\n}`;
    const request = term(`t${i}`, `FROM_${i}`, `TO_${i}`, 'destination', '');
    if (!isStateless) return [request];
    const option = rule.transport === 'tcp' ? '  option:: tcp-established\n' : '';
    return [request, term(`a${i}`, `TO_${i}`, `FROM_${i}`, 'source', option)];
  });
  writeFileSync(path.join(folder, 'def/NETWORK.net'), `${networks.join('\n')}\n`);
  writeFileSync(
    path.join(folder, 'def/SERVICES.svc'),
    `${[...services].map(([name, text]) => `${name} = ${text}`).join('\n')}\n`,
  );
  const file = path.join(folder, 'pol/core.pol');
  writeFileSync(file, `header {\n  target:: ${target}\n}\n${terms.join('\n')}\n`);
  return [
    `--base_directory=${path.join(folder, 'pol')}`,
    `--definitions_directory=${path.join(folder, 'def')}`,
    `--output_directory=${path.join(folder, 'out')}`,
    `--policy_file=${file}`,
  ];
}

/** Milliseconds, at most its limit; nothing where it ends with an error. */
function runPeer(args: readonly string[]): number | undefined {
  const start = performance.now();
  const options = { stdio: 'ignore', timeout: MOST_SECONDS * 1000, killSignal: 'SIGKILL' } as const;
  const { status, error } = spawnSync('aclgen', args, options);
  const took = performance.now() - start;
  if (took >= MOST_SECONDS * 1000) return took;
  if (error) throw new Error('aclgen is missing: apt-get install python3-capirca');
  return status === 0 ? took : undefined;
}
