/**
 * Runs in a lab's namespaces, started by `lab.test.ts`: the POSIX kit of each host on that host, with filters that drop,
 * reject, reset or redirect, and what Portolan makes of its results beside what is true. Prints lines of JSON.
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { kitOf } from '../../src/probe/kit/kit.ts';
import { posixKit } from '../../src/probe/kit/posix/script.ts';
import { judgeKit } from '../../src/probe/kit/read.ts';
import { readObservations } from '../../src/probe/read-observations.ts';
import { probesOf } from '../../src/probe/tasks.ts';
import { type Base, type Filtering, judge, truthOf } from '../lab/confusion-truth.ts';
import { enterWorld, hasServer, serve, setFilters } from '../lab/confusion-world.ts';
import { asWindows } from './as-windows.ts';

export interface KitJob {
  readonly text: string;
  readonly base: Base;
  readonly cache: string;
  readonly runs: readonly KitRun[];
}

/** One way of the filters, and the shell that reads the scripts. */
export interface KitRun {
  readonly filtering: Filtering;
  readonly shell: readonly [string, ...string[]];
  readonly options: readonly string[];
}

// Whoever started it is gone: so is the lab.
process.stdin.resume().once('close', () => process.exit());
const job = JSON.parse(process.argv[2] ?? '') as KitJob;
const world = await enterWorld('h.yaml', job.text);
const { hierarchy, plan, model, inside } = world;
await serve(world, job.base, job.cache);
const folder = mkdtempSync(path.join(tmpdir(), 'portolan-kit-lab-'));
const tasks = [...probesOf(plan, hierarchy)];
const byId = new Map(tasks.map((task) => [task.id, task]));
const named = new Map(
  hierarchy.hosts.map(({ name }) => [name, model.hosts.find((host) => host.name === name)]),
);

for (const [index, run] of job.runs.entries()) {
  await setFilters(world, run.filtering);
  const results = [...named.keys()].map(async (name) => ({ name, text: await kitOn(name, index, run) }));
  for (const { name, text } of await Promise.all(results)) {
    await compare(text, run);
    const host = named.get(name);
    if (host && !run.options.includes('-p'))
      await compare(await asWindows(text, host, inside), { ...run, shell: ['as Windows'] });
  }
}
rmSync(folder, { recursive: true });
// What was said is on its way: a pipe isn't written to at once.
process.stdout.write('', () => process.exit());

/** What the host's kit wrote. */
async function kitOn(name: string, index: number, { shell, options }: KitRun): Promise<string> {
  const host = named.get(name);
  if (!host) throw new Error(`the lab has no ${name}`);
  const script = path.join(folder, `${index}-${host.id}.sh`);
  const out = path.join(folder, `${index}-${host.id}.jsonl`);
  writeFileSync(script, posixKit(await kitOf(plan, hierarchy, name)));
  const child = inside.spawnIn(host, [...shell, script, '-o', out, '-t', '4000', ...options], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr?.on('data', (chunk) => (errors += chunk));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`${shell.join(' ')} ends with ${code}: ${errors}`);
  return readFileSync(out, 'utf8');
}

async function compare(text: string, { filtering, shell, options }: KitRun): Promise<void> {
  const reading = readObservations(text);
  if (!('set' in reading)) throw new Error(reading.message);
  for (const one of await judgeKit(reading.set.observations, tasks)) {
    const task = byId.get(one.task ?? '');
    const to = named.get(task?.to.host ?? '');
    const from = named.get(one.on);
    // Who stands elsewhere, on the internet or in a network of clients, is asked by the lab's own test.
    if (!task || !to || !from || task.to.address === undefined) continue;
    const truth = truthOf(task, job.base, filtering, hasServer(world, { task, from, to }));
    const judged = judge(truth, one.verdict);
    const about = { service: task.service, on: one.on, to: to.name, address: one.to.address };
    const line = {
      filtering,
      shell: [...shell, ...options].join(' '),
      ...judged,
      ...about,
      evidence: one.evidence,
    };
    process.stdout.write(`${JSON.stringify(line)}\n`);
  }
}
