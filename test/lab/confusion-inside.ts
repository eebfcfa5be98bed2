/**
 * Runs in a lab's namespaces, started by `confusion.ts`: sets the lab up in one way after the other, probes
 * everything, and prints a line of JSON for each probe.
 */
import { runProbes } from '../../src/probe/run.ts';
import type { ConfusionJob } from './confusion-lab.ts';
import { type Filtering, judge, truthOf } from './confusion-truth.ts';
import { enterWorld, hasServer, serve, setFilters } from './confusion-world.ts';
import { labTasks } from './lab-tasks.ts';

// Whoever started it is gone: so is the lab.
process.stdin.resume().once('close', () => process.exit());
const job = JSON.parse(process.argv[2] ?? '') as ConfusionJob;
const world = await enterWorld(job.file, job.text);
const { inside, model, hierarchy, plan } = world;
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

const start = performance.now();
await serve(world, job.base, job.cache);
say({ up: (performance.now() - start) / 1000 });
const tasks = [...labTasks(model, hierarchy, plan)];
const byTask = new Map(tasks.map((one) => [one.task, one]));
for (const filtering of job.filterings) {
  await setFilters(world, filtering);
  const began = performance.now();
  await probe(filtering);
  say({ filtering, seconds: (performance.now() - began) / 1000, probes: tasks.length });
}
// What was said is on its way: a pipe isn't written to at once.
process.stdout.write('', () => process.exit());

async function probe(filtering: Filtering): Promise<void> {
  const addresses = new Map(
    model.hosts.map((host) => [
      host.id,
      host.interfaces.flatMap((one) => one.addresses.map(({ address }) => address)),
    ]),
  );
  await runProbes(byTask.keys(), {
    on: 'lab',
    rate: 0,
    concurrency: job.concurrency,
    timeout: job.timeout,
    placeOf: (task) => {
      const from = byTask.get(task)?.from;
      if (!from) return undefined;
      const { id, label } = from;
      return { namespace: inside.namespaces.handle(id), addresses: addresses.get(id) ?? [], on: label };
    },
    found: ({ verdict, evidence, on, to }, task) => {
      const one = byTask.get(task);
      if (!one) return;
      const truth = truthOf(task, job.base, filtering, hasServer(world, one));
      const judged = judge(truth, verdict);
      const { service, conversation, transport, id } = task;
      const about = { id, on, to: one.to?.label, address: to.address, evidence };
      say({ base: job.base, filtering, service, conversation, transport, ...judged, ...about });
    },
  });
}
