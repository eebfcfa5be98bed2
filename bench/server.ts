/** Pages of Contoso's plan over HTTP on one core, against a server of Node alone that answers the same bytes. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import path from 'node:path';
import { PLAN_COLUMNS } from '../src/report/plan-columns.ts';
import { type Figure, formatCount, formatMilliseconds, type Section } from './figures.ts';
import { median } from './measure.ts';
import type { Load, Loaded } from './server-load.ts';
import type { Started, ToServer, Usage } from './server-task.ts';

const LEAST_PER_SECOND = 1_000;
/** Resident memory after many requests against before. */
const GROWTH_LIMIT = 1.1;
const CONNECTIONS = 16;
const ROWS = 100;
const WARM_UP = 20_000;
const SHORT = 10_000;
const LONG = 100_000;
/** Memory is looked at so often meanwhile: V8 lets it grow and tidies up as it likes. */
const LOOKS = 10;
/** Pages that overlap: ten times as many as one turns, and more than are kept. */
const STEP = ROWS / 10;

const FIRST = [`/api/v1/plan?offset=0&limit=${ROWS}`];

interface Running {
  readonly started: Started;
  usage(): Promise<Usage>;
  end(): void;
}

interface Measured extends Loaded {
  readonly perSecond: number;
  /** For a second of the server's processor time. */
  readonly perCoreSecond: number;
  readonly megabytes: number;
}

export async function measureServer(runs: number): Promise<Section> {
  const portolan = await running({ type: 'portolan' });
  const { body, headers, total } = await pageOf(portolan.started);
  const all = pages(total);
  const bare = await running({ type: 'bare', body, headers });
  try {
    for (const server of [portolan, bare]) await asked(server, all, WARM_UP);
    const [same, other, peer] = await inTurns(runs, [
      () => asked(portolan, FIRST, SHORT),
      () => asked(portolan, all, SHORT),
      () => asked(bare, FIRST, SHORT),
    ]);
    if (!same || !other || !peer) throw new Error('nothing was measured');
    const [memory, peerMemory] = [await memoryOver(portolan, all), await memoryOver(bare, all)];
    const rows: readonly (readonly [string, Measured])[] = [
      ['the first page again and again', same],
      [`${formatCount(all.length)} pages in turns`, other],
      ['bare node:http, the first page', peer],
    ];
    return {
      title: `A server on one core: pages of ${ROWS} rows of Contoso’s plan, ${formatCount(body.length / 1e3)} kB each, over ${CONNECTIONS} connections (median of ${runs} times ${formatCount(SHORT)} requests in turns)`,
      facts: rows.map(([name, measured]) => facts(name, measured)),
      figures: [
        speed('requests a second, the first page', same, peer),
        speed(`requests a second, ${formatCount(all.length)} pages in turns`, other, peer),
        growth(memory, peerMemory),
      ],
    };
  } finally {
    portolan.end();
    bare.end();
  }
}

function pages(total: number): string[] {
  const paths: string[] = [];
  for (const sort of PLAN_COLUMNS)
    for (const desc of [false, true])
      for (let offset = 0; offset < total; offset += STEP)
        paths.push(`/api/v1/plan?offset=${offset}&limit=${ROWS}&sort=${sort}&desc=${desc}`);
  return paths;
}

async function pageOf({ port, cookie }: Started): Promise<{
  readonly body: Uint8Array;
  readonly headers: Record<string, string>;
  readonly total: number;
}> {
  const answer = await fetch(`http://127.0.0.1:${port}${FIRST[0]}`, { headers: { cookie } });
  const body = new Uint8Array(await answer.arrayBuffer());
  const { total } = JSON.parse(Buffer.from(body).toString()) as { total: number };
  const own = new Set(['connection', 'date', 'keep-alive', 'content-length']);
  return { body, headers: Object.fromEntries([...answer.headers].filter(([name]) => !own.has(name))), total };
}

/** A slow moment of the machine meets all of them. */
async function inTurns(
  runs: number,
  measure: readonly (() => Promise<Measured>)[],
): Promise<(Measured | undefined)[]> {
  const results = measure.map((): Measured[] => []);
  for (let run = 0; run < runs; run++)
    for (const [i, one] of measure.entries()) results[i]?.push(await one());
  return results.map((list) => {
    const middle = median(list.map(({ perSecond }) => perSecond));
    return [...list].sort((a, b) => Math.abs(a.perSecond - middle) - Math.abs(b.perSecond - middle))[0];
  });
}

async function asked(server: Running, paths: readonly string[], requests: number): Promise<Measured> {
  const before = await server.usage();
  const load: Load = { ...server.started, paths, requests, connections: CONNECTIONS };
  const child = onCore(1, 'server-load.ts');
  const loaded = await answer<Loaded>(child, load);
  child.disconnect();
  const after = await server.usage();
  if (loaded.failures > 0) throw new Error(`${loaded.failures} answers were no pages`);
  return {
    ...loaded,
    perSecond: requests / loaded.seconds,
    perCoreSecond: requests / (after.seconds - before.seconds),
    megabytes: after.megabytes,
  };
}

async function running(message: ToServer): Promise<Running> {
  const child = onCore(0, 'server-task.ts');
  const started = await answer<Started>(child, message);
  return {
    started,
    usage: () => answer<Usage>(child, { type: 'usage' }),
    end: () => child.disconnect(),
  };
}

/** Where the system can't tie a process to a core, one has as many as there are: a server of Node uses one anyway. */
function onCore(core: number, script: string): ChildProcess {
  const args = [path.join(import.meta.dirname, script)];
  const [command, all] =
    spawnSync('taskset', ['-c', `${core}`, 'true']).status === 0
      ? ['taskset', ['-c', `${core}`, process.execPath, ...args]]
      : [process.execPath, args];
  return spawn(command as string, all as string[], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    serialization: 'advanced',
  });
}

function answer<T>(child: ChildProcess, message: ToServer | Load): Promise<T> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null): void => reject(new Error(`it ended with ${code}`));
    child.once('exit', gone);
    child.once('message', (told) => {
      child.off('exit', gone);
      resolve(told as T);
    });
    child.send(message);
  });
}

function facts(name: string, { perSecond, perCoreSecond, bytes, seconds }: Measured): Record<string, string> {
  return {
    asked: name,
    'requests a second': formatCount(perSecond),
    'for a second of processor time': formatCount(perCoreSecond),
    'MB a second': formatCount(bytes / seconds / 1e6),
    'time for one': formatMilliseconds(1000 / perSecond),
  };
}

function speed(what: string, ours: Measured, peer: Measured): Figure {
  return {
    what,
    ours: formatCount(ours.perSecond),
    peer: `bare node:http: ${formatCount(peer.perSecond)}`,
    ratio: ours.perSecond / peer.perSecond,
    target: `≥ ${formatCount(LEAST_PER_SECOND)} a second`,
    holds: ours.perSecond >= LEAST_PER_SECOND,
  };
}

/** Megabytes in the first and in the second half of many requests: the middle one of several looks each. */
async function memoryOver(server: Running, paths: readonly string[]): Promise<readonly [number, number]> {
  const looks: number[] = [];
  for (let i = 0; i < LOOKS; i++) looks.push((await asked(server, paths, LONG / LOOKS)).megabytes);
  return [median(looks.slice(0, LOOKS / 2)), median(looks.slice(LOOKS / 2))];
}

function growth(ours: readonly [number, number], peer: readonly [number, number]): Figure {
  const ratio = ours[1] / ours[0];
  const text = ([from, to]: readonly [number, number]): string =>
    `${formatCount(from)} → ${formatCount(to)} MB`;
  return {
    what: `resident memory over ${formatCount(LONG)} requests, second half to first`,
    ours: text(ours),
    peer: `bare node:http: ${text(peer)}`,
    ratio,
    target: `≤ ${GROWTH_LIMIT}×`,
    holds: ratio <= GROWTH_LIMIT,
  };
}
