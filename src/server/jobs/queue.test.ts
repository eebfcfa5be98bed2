import { afterEach, describe, expect, it } from 'vitest';
import { isOver, type Job, type JobEvent } from './job.ts';
import type { LintJob } from './job-input.ts';
import { JobQueue, type QueueLimits } from './queue.ts';

const queues: JobQueue[] = [];
afterEach(() => Promise.all(queues.splice(0).map((queue) => queue.close())));

type Worker = 'hungry' | 'mistaken' | 'endless' | 'quick';

function queueOf(worker: Worker, limits: Partial<QueueLimits> = {}, megabytes = 64): JobQueue {
  const file = new URL(`../../../test/server/workers/${worker}.ts`, import.meta.url);
  const queue = new JobQueue({ file, megabytes }, limits);
  queues.push(queue);
  return queue;
}

const INPUT: LintJob = { kind: 'lint', configurations: [], options: {} };

function submitted(queue: JobQueue): Job {
  const job = queue.submit(INPUT);
  if (!job) throw new Error('the queue is full');
  return job;
}

/** All events up to the end, or up to one that fits. */
function heard(queue: JobQueue, id: string, until: (event: JobEvent) => boolean): Promise<JobEvent[]> {
  const { promise, resolve } = Promise.withResolvers<JobEvent[]>();
  const events: JobEvent[] = [];
  queue.subscribe(id, (event) => {
    events.push(event);
    if (until(event)) resolve(events);
  });
  return promise;
}

const ended = async (queue: JobQueue, id: string): Promise<Job> => {
  const events = await heard(queue, id, ({ type }) => type === 'end');
  return events.at(-1)?.job as Job;
};
const begun = ({ job }: JobEvent): boolean => job.progress.stage === 'deciding';

describe('JobQueue', () => {
  it('tells of each step in order and keeps the result', async () => {
    const queue = queueOf('quick');
    const { id, state } = submitted(queue);
    expect(state).toBe('running');
    const events = await heard(queue, id, ({ type }) => type === 'end');
    expect(events.map((event) => event.job.progress.done)).toEqual([0, 1, 2, 2]);
    expect(events.map((event) => event.id)).toEqual([...events.map((event) => event.id)].sort());
    expect(queue.get(id)).toMatchObject({ state: 'done', document: new Uint8Array(1000) });
  });

  it('ends a job that listens to nothing within a second, and the next one gets its place', async () => {
    const queue = queueOf('endless', { running: 1 });
    const [first, second] = [submitted(queue), submitted(queue)];
    expect(second.state).toBe('queued');
    await heard(queue, first.id, begun);
    const start = performance.now();
    expect(queue.cancel(first.id)?.state).toBe('cancelled');
    await heard(queue, second.id, ({ job }) => job.state === 'running');
    expect(performance.now() - start).toBeLessThan(1000);
  });

  it('takes a job that waits out of the queue', async () => {
    const queue = queueOf('endless', { running: 1 });
    const [, second, third] = [submitted(queue), submitted(queue), submitted(queue)];
    expect(queue.cancel(second.id)?.state).toBe('cancelled');
    expect(queue.get(third.id)?.state).toBe('queued');
    expect(queue.cancel('no such job')).toBeUndefined();
  });

  it('takes no more than may wait', () => {
    const queue = queueOf('endless', { running: 1, waiting: 2 });
    for (let i = 0; i < 3; i++) submitted(queue);
    expect(queue.submit(INPUT)).toBeUndefined();
  });

  it('survives a worker that runs out of memory, and says so', async () => {
    const queue = queueOf('hungry');
    const job = await ended(queue, submitted(queue).id);
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'out-of-memory' } });
    expect(job.problem?.detail).toContain('64 MB');
  });

  it('survives a worker with a mistake, and shows nothing of it', async () => {
    const queue = queueOf('mistaken');
    const job = await ended(queue, submitted(queue).id);
    expect(job).toMatchObject({ state: 'failed', problem: { code: 'internal' } });
    expect(JSON.stringify(job)).not.toContain('secret');
  });

  it('ends a job that takes too long', async () => {
    const queue = queueOf('endless', { longest: 300 });
    expect(await ended(queue, submitted(queue).id)).toMatchObject({ problem: { code: 'out-of-time' } });
  });

  it('forgets the oldest results where there are too many or too large ones', async () => {
    for (const limits of [{ kept: 2 }, { keptBytes: 2500 }]) {
      const queue = queueOf('quick', limits);
      const ids: string[] = [];
      for (let i = 0; i < 3; i++) {
        const { id } = submitted(queue);
        await ended(queue, id);
        ids.push(id);
      }
      expect(ids.map((id) => queue.get(id) !== undefined)).toEqual([false, true, true]);
    }
  });

  it('forgets results after a time', async () => {
    const queue = queueOf('quick', { keptFor: 20 });
    const { id } = submitted(queue);
    await ended(queue, id);
    await new Promise((resolve) => setTimeout(resolve, 60));
    expect(queue.get(id)).toBeUndefined();
  });

  it('repeats to a listener what it missed, and the end always', async () => {
    const queue = queueOf('quick');
    const { id } = submitted(queue);
    await ended(queue, id);
    const again: JobEvent[] = [];
    queue.subscribe(id, (event) => again.push(event), 1000);
    expect(again.map(({ type }) => type)).toEqual(['end']);
    expect(queue.subscribe('no such job', () => {})).toBeUndefined();
  });

  it('ends all that runs when it is closed', async () => {
    const queue = queueOf('endless');
    const jobs = [submitted(queue), submitted(queue), submitted(queue)];
    await queue.close();
    expect(jobs.every(({ id }) => isOver(queue.get(id) as Job))).toBe(true);
    expect(queue.submit(INPUT)).toBeUndefined();
  });
});
