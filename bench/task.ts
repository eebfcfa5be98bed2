/**
 * One measurement in a process of its own: prints its numbers as JSON. Times in milliseconds. Only what a task needs
 * is loaded: its memory is measured, too.
 */
type Task = (...args: readonly string[]) => Record<string, number> | Promise<Record<string, number>>;

const planning = async (name: 'parse' | 'plan' | 'csv'): Promise<Task> =>
  (await import('./planning-tasks.ts'))[name];
const verification = async (
  name: 'unreachable' | 'redundant' | 'compare' | 'firstMatch' | 'hard',
): Promise<Task> => (await import('./verification-tasks.ts'))[name];
const dialects = async (name: 'dialect' | 'largest'): Promise<Task> =>
  (await import('./dialect-tasks.ts'))[name];

const TASKS: Readonly<Record<string, () => Promise<Task>>> = {
  parse: () => planning('parse'),
  plan: () => planning('plan'),
  csv: () => planning('csv'),
  unreachable: () => verification('unreachable'),
  redundant: () => verification('redundant'),
  compare: () => verification('compare'),
  firstMatch: () => verification('firstMatch'),
  hard: () => verification('hard'),
  dialect: () => dialects('dialect'),
  largest: () => dialects('largest'),
  probe: async () => {
    const { probe } = await import('./probe-tasks.ts');
    return (kind = '', count = '', concurrency = '') => probe(kind, count, concurrency);
  },
};

const [name = '', ...args] = process.argv.slice(2);
const load = TASKS[name];
if (!load) throw new Error(`no task "${name}"`);
const task = await load();
const numbers = await task(...args);
// The operating system's own account, in kilobytes.
const peakMegabytes = (process.resourceUsage().maxRSS * 1024) / 1e6;
process.stdout.write(JSON.stringify({ ...numbers, peakMegabytes }));
