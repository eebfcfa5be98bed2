import { describe, expect, it } from 'vitest';
import { each, Gate, Pace } from './limiter.ts';

const UNLIMITED = { concurrency: 100, perKey: 100, key: String };

async function run(
  options: { concurrency?: number; perKey?: number },
  items: readonly string[],
): Promise<{ most: number; mostOfA: number; done: string[] }> {
  let [running, most, ofA, mostOfA] = [0, 0, 0, 0];
  const done: string[] = [];
  const signal = new AbortController().signal;
  await each(items, { ...UNLIMITED, pace: new Pace(0), signal, ...options }, async (item) => {
    running++;
    most = Math.max(most, running);
    if (item === 'a') mostOfA = Math.max(mostOfA, ++ofA);
    await new Promise((resolve) => setTimeout(resolve, 2));
    running--;
    if (item === 'a') ofA--;
    done.push(item);
  });
  return { most, mostOfA, done };
}

describe('each', () => {
  it('does everything, and never more at once than it may', async () => {
    const items = Array.from({ length: 50 }, (_, i) => `${i}`);
    const { most, done } = await run({ concurrency: 7 }, items);
    expect(most).toBe(7);
    expect(done.sort()).toEqual(items.sort());
  });

  it('holds back what one key has too much of, and goes on with others', async () => {
    const items = [...Array<string>(20).fill('a'), 'b', 'c'];
    const { mostOfA, done } = await run({ concurrency: 10, perKey: 2 }, items);
    expect(mostOfA).toBe(2);
    expect(done).toHaveLength(22);
    expect(done.indexOf('b')).toBeLessThan(6);
  });

  it('ends when it is told to, with what is under way', async () => {
    const controller = new AbortController();
    let done = 0;
    await each(
      Array(1000).keys(),
      { ...UNLIMITED, concurrency: 5, pace: new Pace(0), signal: controller.signal },
      async () => {
        await new Promise((resolve) => setTimeout(resolve, 1));
        if (++done === 10) controller.abort();
      },
    );
    expect(done).toBeGreaterThanOrEqual(10);
    expect(done).toBeLessThan(16);
  });

  it('passes a failure on when nothing is under way any more, and starts nothing after it', async () => {
    const signal = new AbortController().signal;
    const [started, ended]: [number[], number[]] = [[], []];
    const all = each(
      [1, 2, 3, 4, 5],
      { ...UNLIMITED, concurrency: 2, pace: new Pace(0), signal },
      async (item) => {
        started.push(item);
        if (item === 2) throw new Error('no space left');
        await new Promise((resolve) => setTimeout(resolve, 20));
        ended.push(item);
      },
    );
    await expect(all).rejects.toThrow('no space left');
    expect(started).toEqual([1, 2]);
    expect(ended).toEqual([1]);
  });

  it('waits for nothing where there is nothing to do', async () => {
    expect((await run({}, [])).done).toEqual([]);
  });
});

describe('Pace', () => {
  it('spaces what starts', () => {
    const pace = new Pace(100);
    const waits = Array.from({ length: 30 }, () => pace.take());
    // A twentieth of a second may be caught up with at once; after that a hundredth of a second each.
    expect(waits.at(-1)).toBeGreaterThan(200);
    expect(waits.at(-1)).toBeLessThan(300);
    expect(new Pace(0).take()).toBe(0);
  });
});

describe('a gate', () => {
  it('lets in no more at once, nor sooner, than it may', async () => {
    const gate = new Gate(3, new Pace(100));
    let [running, most] = [0, 0];
    const start = performance.now();
    await Promise.all(
      Array.from({ length: 30 }, () =>
        gate.through(async () => {
          most = Math.max(most, ++running);
          await new Promise((resolve) => setTimeout(resolve, 1));
          running--;
        }),
      ),
    );
    expect(most).toBeLessThanOrEqual(3);
    // A twentieth of a second may be caught up with.
    expect(performance.now() - start).toBeGreaterThan(30 * 10 - 50 - 20);
  });

  it('makes room where something fails', async () => {
    const gate = new Gate(1, new Pace(0));
    await expect(gate.through(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
    expect(await gate.through(async () => 7)).toBe(7);
  });
});
