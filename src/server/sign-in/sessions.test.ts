import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Sessions } from './sessions.ts';

const LIMITS = { idle: 1_000, absolute: 5_000, most: 3 };

let sessions: Sessions<string>;
beforeEach(() => {
  vi.useFakeTimers();
  sessions = new Sessions(LIMITS, Date.now);
});
afterEach(() => vi.useRealTimers());

describe('Sessions', () => {
  it('last as long as they are used, up to a limit; looking is no use', () => {
    const secret = sessions.begin('ada');
    for (let i = 0; i < 5; i++) {
      vi.advanceTimersByTime(900);
      expect(sessions.use(secret)).toBe('ada');
    }
    vi.advanceTimersByTime(900);
    expect(sessions.use(secret)).toBeUndefined();
    const other = sessions.begin('bob');
    vi.advanceTimersByTime(600);
    expect(sessions.look(other)).toBe('bob');
    vi.advanceTimersByTime(600);
    expect([sessions.look(other), sessions.use(other), sessions.look(undefined)]).toEqual(
      Array(3).fill(undefined),
    );
  });

  it('tell who watches that they were ended, once', () => {
    const secret = sessions.begin('ada');
    const [first, second] = [vi.fn(), vi.fn()];
    sessions.watch(secret, first);
    sessions.watch(secret, second)();
    expect(sessions.end(secret)).toBe('ada');
    vi.advanceTimersByTime(10_000);
    expect([first.mock.calls.length, second.mock.calls.length]).toEqual([1, 0]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tell who watches that nobody used them for too long, though it is watched', () => {
    const secret = sessions.begin('ada');
    const ended = vi.fn();
    sessions.watch(secret, ended);
    vi.advanceTimersByTime(900);
    sessions.use(secret);
    vi.advanceTimersByTime(900);
    expect(ended).not.toHaveBeenCalled();
    vi.advanceTimersByTime(200);
    expect(ended).toHaveBeenCalledOnce();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tell who watches when their time is over, or others need the room', () => {
    const [used, pushed] = [sessions.begin('ada'), sessions.begin('bob')];
    const [over, out] = [vi.fn(), vi.fn()];
    sessions.watch(used, over);
    sessions.watch(pushed, out);
    for (const name of ['eve', 'fay']) {
      sessions.use(used);
      sessions.begin(name);
    }
    expect([out.mock.calls.length, sessions.use(pushed)]).toEqual([1, undefined]);
    for (let i = 0; i < 7; i++) {
      vi.advanceTimersByTime(800);
      sessions.use(used);
    }
    expect(over).toHaveBeenCalledOnce();
  });

  it('tell at once that there is none', () => {
    const ended = vi.fn();
    sessions.watch('nothing', ended);
    sessions.watch(undefined, ended);
    expect(ended).toHaveBeenCalledTimes(2);
  });
});
