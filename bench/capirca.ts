/** Printing the same 10,000-term policy as a whole process, against Capirca's `aclgen` (Debian's python3-capirca). */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rolldown } from 'rolldown';
import { plainBuiltins } from '../scripts/plain-builtins.ts';
import type { Party, Policy } from '../src/policy/model.ts';
import { type Figure, formatCount, formatMilliseconds, type Section } from './figures.ts';
import { median } from './measure.ts';
import { generatePolicy, generateSharedPolicy } from './policies.ts';
import { writePolicyTable } from './policy-table.ts';
import { runProcess } from './whole-process.ts';

const COUNT = 10_000;
const LIMIT = 20;
/** Seconds that Capirca gets; what takes it longer than a few isn't repeated. */
const MOST_SECONDS = 60;
const REPEATED_SECONDS = 20;

interface Pair {
  readonly ours: string;
  /** Its folder, and what is exported there. */
  readonly source: readonly [folder: string, name: string];
  /** Capirca's target with its options. */
  readonly theirs: string;
  /** Half of the terms are answers, which Capirca wants to be told and Portolan adds by itself. */
  readonly isStateless?: boolean;
}

/**
 * Languages that both know. (Capirca 2.0.6 knows nftables, too, but leaves a term's ports out; and for Google Cloud it
 * refuses terms with a source and a destination.)
 */
const PAIRS: readonly Pair[] = [
  { ours: 'cisco-ios', source: ['cisco-ios', 'ciscoIos'], theirs: 'cisco CORE extended', isStateless: true },
  {
    ours: 'cisco-nxos',
    source: ['cisco-ios', 'ciscoNxos'],
    theirs: 'cisconx CORE extended',
    isStateless: true,
  },
  { ours: 'cisco-asa', source: ['cisco-asa', 'ciscoAsa'], theirs: 'ciscoasa CORE' },
  { ours: 'junos-srx', source: ['junos-srx', 'junosSrx'], theirs: 'srx from-zone outside to-zone inside' },
  { ours: 'panos-xml', source: ['panos', 'panosXml'], theirs: 'paloalto from-zone outside to-zone inside' },
  { ours: 'iptables', source: ['iptables', 'iptables'], theirs: 'iptables FORWARD DROP' },
];

interface Kind {
  readonly ends: string;
  readonly make: (count: number, dialect: string) => Policy;
  readonly hasTarget: boolean;
}

const KINDS: readonly Kind[] = [
  { ends: 'of 100 terms each', make: generateSharedPolicy, hasTarget: true },
  {
    ends: 'of one term each',
    make: (count, dialect) => generatePolicy('network', count, dialect),
    hasTarget: false,
  },
];

/** Both processes read the policy, say it in the language and write it to a file. */
export async function measureCapirca(runs: number): Promise<Section> {
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-capirca-'));
  try {
    const facts: Record<string, string>[] = [];
    const figures: Figure[] = [];
    for (const pair of PAIRS) {
      const script = await bundled(folder, pair);
      for (const kind of KINDS) {
        const [mine, other] = inTurns(folder, script, pair, kind, runs);
        const theirs = Number.isNaN(other) ? 'refused' : peerTime(other);
        facts.push({
          language: pair.ours,
          ends: kind.ends,
          ours: formatMilliseconds(mine),
          Capirca: theirs,
          ratio: Number.isNaN(other) ? '–' : `${(other / mine).toFixed(1)}×`,
        });
        if (Number.isNaN(other) || !kind.hasTarget) continue;
        figures.push({
          what: `print ${formatCount(COUNT)} terms in ${pair.ours}`,
          ours: formatMilliseconds(mine),
          peer: `Capirca: ${theirs}`,
          ratio: other / mine,
          target: `≥ ${LIMIT}×`,
          holds: other / mine >= LIMIT,
        });
      }
    }
    return {
      title: `Printing ${formatCount(COUNT)} terms against Capirca, whole processes (median of ${runs} runs in turns)`,
      facts,
      figures,
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Milliseconds of ours and of the peer's; no number where it refuses. */
function inTurns(
  folder: string,
  script: string,
  { ours, theirs, isStateless = false }: Pair,
  { make }: Kind,
  runs: number,
): readonly [number, number] {
  const policy = make(isStateless ? COUNT / 2 : COUNT, ours);
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
  return [median(mine), median(other)];
}

const peerTime = (took: number): string =>
  took < MOST_SECONDS * 1000 ? formatMilliseconds(took) : `> ${MOST_SECONDS} s`;

/** As the package is built: types taken away, few files, and the compile cache on before the language is loaded. */
async function bundled(folder: string, { ours, source: [file, name] }: Pair): Promise<string> {
  const own = path.join(folder, ours);
  mkdirSync(own);
  const asked = path.join(own, 'asked.ts');
  const from = (file: string): string => JSON.stringify(path.resolve(import.meta.dirname, file));
  writeFileSync(
    asked,
    `import { ${name} } from ${from(`../src/dialects/${file}/dialect.ts`)};
import { printPolicyFile } from ${from('print-policy.ts')};
printPolicyFile(${name}, process.argv.slice(2));
`,
  );
  const bundle = await rolldown({
    input: asked,
    platform: 'node',
    plugins: [plainBuiltins],
    logLevel: 'warn',
  });
  await bundle.write({ dir: own, format: 'esm', minify: true, entryFileNames: 'language.mjs' });
  await bundle.close();
  const start = path.join(own, 'start.mjs');
  writeFileSync(
    start,
    `process.getBuiltinModule('node:module').enableCompileCache();
process.getBuiltinModule('node:v8').setFlagsFromString('--no-lazy');
await import('./language.mjs');
`,
  );
  return start;
}

function writeOwn(folder: string, policy: Policy): string {
  const file = path.join(folder, 'policy.json');
  writeFileSync(file, writePolicyTable(policy));
  return file;
}

/** A term for each rule, with its networks and services defined once, as Capirca wants them. */
function writePeer(folder: string, policy: Policy, target: string, isStateless: boolean): string[] {
  for (const name of ['def', 'pol', 'out']) mkdirSync(path.join(folder, name), { recursive: true });
  const networks = new Map<string, string>();
  const services = new Map<string, string>();
  const token = (party: Party | undefined): string => {
    const name = (party?.name ?? '').toUpperCase().replaceAll('-', '_');
    const text = party?.networks[0]?.text ?? '';
    networks.set(name, text.includes('/') ? text : `${text}/32`);
    return name;
  };
  const terms = policy.rules.flatMap((rule, i) => {
    const [from, to] = [token(rule.from[0]), token(rule.to[0])];
    const ports = rule.ports.map(({ first }) => {
      const name = `${rule.transport.toUpperCase()}_${first}`;
      services.set(name, `${first}/${rule.transport}`);
      return name;
    });
    const term = (name: string, from: string, to: string, side: string, option: string): string =>
      `term ${name} {\n  comment:: "${rule.title}"\n  source-address:: ${from}\n  destination-address:: ${to}\n  ${side}-port:: ${ports.join(' ')}\n  protocol:: ${rule.transport}\n${option}  action:: accept\n}`;
    const request = term(`t${i}`, from, to, 'destination', '');
    if (!isStateless) return [request];
    const option = rule.transport === 'tcp' ? '  option:: tcp-established\n' : '';
    return [request, term(`a${i}`, to, from, 'source', option)];
  });
  writeFileSync(path.join(folder, 'def/NETWORK.net'), definitions(networks));
  writeFileSync(path.join(folder, 'def/SERVICES.svc'), definitions(services));
  const file = path.join(folder, 'pol/core.pol');
  writeFileSync(file, `header {\n  target:: ${target}\n}\n${terms.join('\n')}\n`);
  return [
    `--base_directory=${path.join(folder, 'pol')}`,
    `--definitions_directory=${path.join(folder, 'def')}`,
    `--output_directory=${path.join(folder, 'out')}`,
    `--policy_file=${file}`,
  ];
}

const definitions = (tokens: ReadonlyMap<string, string>): string =>
  [...tokens].map(([name, text]) => `${name} = ${text}\n`).join('');

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
