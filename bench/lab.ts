/** Starting and testing a lab, each as a whole command, against the bare network of the same size made by `ip`. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { loadCatalog } from '../src/catalog/load.ts';
import { ownCommands, wiringCommands } from '../src/lab/ip-commands.ts';
import { makeModel } from '../src/lab/make-model.ts';
import type { LabModel } from '../src/lab/model.ts';
import { TOOL_PATH, unshareArguments } from '../src/lab/start.ts';
import { planReading, readText } from '../src/workspace/plan-text.ts';
import { type Figure, formatCount, formatMilliseconds, type Section } from './figures.ts';
import { median } from './measure.ts';
import { runProcess } from './whole-process.ts';

const MAIN = path.resolve(import.meta.dirname, '../src/cli/main.ts');
const SIZES: readonly number[] = [10, 30, 100];
/** Milliseconds in which 30 hosts have to be up. */
const LIMIT = 2000;

/** A site with distribution points behind one filter, and clients behind it as well: as many hosts as asked. */
function hierarchyOf(hosts: number): string {
  const points = Array.from(
    { length: hosts - 4 },
    (_, i) => `  dp${i}: { address: 10.1.${i >> 6}.${(i % 64) + 10}, roles: [dp] }`,
  );
  return `
hierarchy: ${hosts} hosts
version: "2509"
internet: none
zones: { a: [10.0.0.0/16], b: [10.1.0.0/16], c: [10.2.0.0/16] }
filters: { core: { between: [a, b, c], dialect: nftables } }
sites: { BR1: {} }
hosts:
  dc1: { address: 10.0.0.10, roles: [domain-controller, global-catalog, dns-server] }
  cm1: { address: 10.0.0.20, roles: [site-server, sql-server, sms-provider, mp, sup] }
${points.join('\n')}
clients: { office: { subnet: 10.2.0.0/24 } }
consoles: { subnet: 10.0.9.0/24 }
`;
}

export function measureLab(runs: number): Section {
  const facts: Record<string, string>[] = [];
  const figures: Figure[] = [];
  const folder = mkdtempSync(path.join(tmpdir(), 'portolan-bench-lab-'));
  try {
    for (const size of SIZES) {
      const file = path.join(folder, `${size}.yaml`);
      const text = hierarchyOf(size);
      writeFileSync(file, text);
      const bare: number[] = [];
      const up: number[] = [];
      const down: number[] = [];
      const tested: number[] = [];
      const model = modelOf(text);
      let asked = 0;
      for (let run = 0; run <= runs; run++) {
        const times = [bareNetwork(model), lab('up', file).took, lab('down', file).took];
        const test = lab('test', file, '--format', 'json', '--mutations', '0');
        asked = askedIn(test.output);
        // The first round warms the caches.
        if (run === 0) continue;
        for (const [i, list] of [bare, up, down].entries()) list.push(times[i] ?? Number.NaN);
        tested.push(test.took);
      }
      facts.push({
        hosts: String(model.hosts.length),
        'lab up': formatMilliseconds(median(up)),
        'lab down': formatMilliseconds(median(down)),
        'lab test': formatMilliseconds(median(tested)),
        questions: formatCount(asked),
        'network by ip alone': formatMilliseconds(median(bare)),
      });
      figures.push({
        what: `lab up, ${model.hosts.length} hosts`,
        ours: formatMilliseconds(median(up)),
        peer: `the network by ip alone: ${formatMilliseconds(median(bare))}`,
        ratio: median(up) / median(bare),
        target: size === 30 ? `< ${LIMIT} ms` : 'none',
        holds: size !== 30 || median(up) < LIMIT,
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return { title: `Labs (median of ${runs} runs, whole commands, from sources)`, facts, figures };
}

function modelOf(text: string): LabModel {
  const { planned } = planReading(readText({ file: 'lab.yaml', text }, loadCatalog()));
  if (!planned) throw new Error('the hierarchy has errors');
  return makeModel(planned.hierarchy, planned.plan);
}

const lab = (...args: string[]): { readonly took: number; readonly output: string } =>
  runProcess([MAIN, 'lab', ...args]);

function askedIn(report: string): number {
  const { phases } = JSON.parse(report) as { readonly phases: readonly { readonly asked: number }[] };
  return phases.reduce((sum, { asked }) => sum + asked, 0);
}

/** The same namespaces, bridges, addresses and routes, and nothing in them; milliseconds. */
function bareNetwork(model: LabModel): number {
  const own = [...model.filters, ...model.hosts].map(
    ({ id, interfaces }) => `ip -n ${id} -batch - <<'END'\n${ownCommands(interfaces).lines.join('\n')}\nEND`,
  );
  const script = [
    'set -e',
    'mount -t tmpfs tmpfs /run',
    'mkdir /run/netns',
    `ip -batch - <<'END'\n${wiringCommands(model).join('\n')}\nEND`,
    ...own,
  ];
  const began = performance.now();
  const { status, stderr } = spawnSync('unshare', [...unshareArguments(), 'sh'], {
    input: script.join('\n'),
    encoding: 'utf8',
    env: { ...process.env, PATH: TOOL_PATH },
  });
  if (status !== 0) throw new Error(stderr);
  return performance.now() - began;
}
