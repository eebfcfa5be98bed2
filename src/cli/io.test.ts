import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { processIo, type Surroundings } from './io.ts';

function surroundings(
  env: Record<string, string>,
  terminal: { isTTY?: boolean; columns?: number } = {},
): Surroundings {
  const stream = (): NodeJS.WriteStream =>
    Object.assign(new PassThrough(), terminal) as unknown as NodeJS.WriteStream;
  return { stdout: stream(), stderr: stream(), env } as unknown as Surroundings;
}

describe('processIo', () => {
  it.each([
    [{}, {}, false, 100, false],
    [{}, { isTTY: true, columns: 132 }, false, 132, true],
    [{ COLUMNS: '80' }, { isTTY: true, columns: 132 }, false, 80, true],
    [{ COLUMNS: 'many' }, {}, false, 100, false],
    [{ NO_COLOR: '1' }, { isTTY: true, columns: 80 }, false, 80, false],
    [{ NO_COLOR: '' }, { isTTY: true, columns: 80 }, false, 80, true],
    [{ TERM: 'dumb' }, { isTTY: true, columns: 80 }, false, 80, false],
    [{}, { isTTY: true, columns: 80 }, true, 80, false],
  ])('%j on %j with --no-color %j: %i cells, colours %j', (env, terminal, noColor, width, color) => {
    const io = processIo(surroundings(env, terminal), noColor);
    expect(io.width).toBe(width);
    expect(io.color).toEqual({ out: color, err: color });
  });

  it('waits for a slow reader, and asks for no piece before it is needed', async () => {
    const process = surroundings({});
    const stdout = process.stdout as unknown as PassThrough;
    let made = 0;
    function* pieces(): Generator<string> {
      for (; made < 50; made++) yield 'x'.repeat(100_000);
    }
    const done = processIo(process, false).out(pieces());
    await new Promise((resolve) => setImmediate(resolve));
    expect(made).toBeLessThan(10);
    stdout.resume();
    await done;
    expect(made).toBe(50);
  });
});
