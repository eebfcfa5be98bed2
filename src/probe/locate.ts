/**
 * The second look, at one address: who sent the resets, whether what answered is the host, where silence begins. What
 * the host's ports have in common tells them from what stands on the way.
 */
import { isBannerOf, readBanner, startsLikeBanner } from './banner.ts';
import {
  answersTtl,
  isOnLink,
  knock,
  lastRouter,
  type Trace,
  trace,
  usualTtls,
  type Wire,
  whoSaysDown,
} from './hops.ts';
import { originOfReset, type Reference } from './origin.ts';
import { fromNearer } from './relayed.ts';
import type { Finding } from './second-look.ts';
import type { ProbeTask } from './task.ts';
import type { Origin, Seen, Silence } from './verdict.ts';

/** Ports at once. */
const AT_ONCE = 8;
/** How long a router looks for a host before it says that there is none: three questions, a second each. */
const NEIGHBOUR = 3500;

/** What is known of the address besides, and how to ask it once more. */
export interface About {
  readonly isOwn: boolean;
  readonly isUp: boolean;
  /** Asks again, and takes only what comes with at least this time to live; absent where that can't be. */
  again?(finding: Finding, minimumTtl: number): Promise<Seen>;
}

/** Adds to what was seen where it came from. The order stays. */
export async function locate(
  findings: readonly Finding[],
  wireTo: (port: number, timeout?: number) => Wire,
  about: About,
): Promise<Seen[]> {
  const [first] = findings;
  if (!first) return [];
  if (about.isOwn) return findings.map(({ seen }) => withOrigin(seen, OWN));
  const isSaidUp = about.isUp || findings.some(({ seen }) => isConnected(seen));
  if (await isOnLink(wireTo(first.port))) return await onLink(findings, wireTo, isSaidUp);
  const traces = await traceAll(findings, wireTo);
  const common = commonOf(findings, traces);
  const known = (await referenceOf(findings, traces, wireTo)) ?? farthestOf(findings, traces);
  const told = await inTurn(findings, async (finding, i): Promise<Seen> => {
    const { seen, port, task } = finding;
    const path: Trace = traces[i] ?? { routers: [] };
    if (isReset(seen)) return withOrigin(seen, await originOf(path, known, task, wireTo(port)));
    if (!isConnected(seen) || !common || path.distance === undefined) return seen;
    if (path.distance >= common.distance) return seen;
    return await fromNearer(finding, path, common, { wireTo, ...(about.again && { again: about.again }) });
  });
  // A reset is a sign of the host only where it is the host's.
  const isUp = isSaidUp || told.some((seen) => isReset(seen) && seen.origin?.origin === 'host');
  const mayBeOff = !isUp && findings.some(({ seen }) => isSilence(seen));
  const ask = () => whoSaysDown(wireTo(silentPort(findings), NEIGHBOUR));
  // Of many packets for a router that is off, the kernel forgets some: where none of the way answers it is asked again.
  const isBlind = traces.every((path) => lastRouter(path) === undefined && path.distance === undefined);
  const down = mayBeOff ? ((await ask()) ?? (isBlind ? await ask() : undefined)) : undefined;
  return told.map((seen, i) =>
    isSilence(seen) ? { ...seen, silence: silenceOf(traces[i] ?? { routers: [] }, isUp, down) } : seen,
  );
}

/** A port that something on the way answers for says nothing of the host. */
function silentPort(findings: readonly Finding[]): number {
  return (findings.find(({ seen }) => isSilence(seen)) ?? findings[0])?.port ?? 0;
}

const OWN: Origin = { origin: 'host', why: 'it is this machine' };

function isReset(seen: Seen): seen is Seen & { seen: 'unreachable' } {
  return seen.seen === 'unreachable' && seen.how.outcome === 'reset';
}

function isSilence(seen: Seen): seen is Seen & { seen: 'unreachable' } {
  return seen.seen === 'unreachable' && seen.how.outcome === 'silence';
}

function isConnected(seen: Seen): boolean {
  return seen.seen === 'answer' || seen.seen === 'connected';
}

function answers(seen: Seen): boolean {
  return isConnected(seen) || isReset(seen);
}

function withOrigin(seen: Seen, origin: Origin): Seen {
  return isReset(seen) || isConnected(seen) ? ({ ...seen, origin } as Seen) : seen;
}

async function onLink(
  findings: readonly Finding[],
  wireTo: (port: number, timeout?: number) => Wire,
  isUp: boolean,
): Promise<Seen[]> {
  const [first] = findings;
  const isHere = isUp || findings.some(({ seen, task }) => isReset(seen) && task.path.length === 0);
  const down = isHere || !first ? undefined : await whoSaysDown(wireTo(silentPort(findings), NEIGHBOUR));
  return findings.map(({ seen, task }) => {
    if (isSilence(seen)) return { ...seen, silence: { isUp: isHere, ...(down && { down }) } };
    if (!isReset(seen)) return seen;
    if (task.path.length === 0)
      return { ...seen, origin: { origin: 'host', why: 'no router stands between' } };
    const why = `no router stands between, but the plan has ${task.path.join(', ')} on the way`;
    return { ...seen, origin: { origin: 'unknown', why } };
  });
}

/** The ways to all ports: most have the first's, which two packets confirm. */
async function traceAll(findings: readonly Finding[], wireTo: (port: number) => Wire): Promise<Trace[]> {
  const index = findings.findIndex(({ seen }) => answers(seen));
  const model = index < 0 ? undefined : await trace(wireTo(findings[index]?.port ?? 0));
  return await inTurn(findings, async ({ port, seen }, i) => {
    if (i === index && model) return model;
    const wire = wireTo(port);
    if (model?.distance !== undefined && answers(seen) && (await isAsFar(wire, model.distance))) return model;
    return await trace(wire);
  });
}

async function isAsFar(wire: Wire, distance: number): Promise<boolean> {
  const [at, before] = await Promise.all([
    knock(wire, { ttl: distance }),
    distance > 1 ? knock(wire, { ttl: distance - 1 }) : undefined,
  ]);
  const came = (outcome: string | undefined): boolean => outcome === 'connected' || outcome === 'reset';
  return came(at.outcome) && !came(before?.outcome);
}

function farthestOf(
  findings: readonly Finding[],
  traces: readonly Trace[],
): { distance: number; port: number } | undefined {
  let farthest: { distance: number; port: number } | undefined;
  for (const [i, { port, seen }] of findings.entries()) {
    const distance = traces[i]?.distance;
    if (distance === undefined || !answers(seen)) continue;
    if (!farthest || distance > farthest.distance) farthest = { distance, port };
  }
  return farthest;
}

/**
 * The distance that most ports answer from, and one of them: the host's. One port alone that answers from further away
 * proves nothing of the others: it may be the one that is led elsewhere.
 */
function commonOf(
  findings: readonly Finding[],
  traces: readonly Trace[],
): { distance: number; port: number } | undefined {
  const ports = new Map<number, Set<number>>();
  for (const [i, { port, seen }] of findings.entries()) {
    const distance = traces[i]?.distance;
    if (distance === undefined || !answers(seen)) continue;
    ports.set(distance, (ports.get(distance) ?? new Set()).add(port));
  }
  const all = [...ports.values()].reduce((sum, { size }) => sum + size, 0);
  for (const [distance, group] of ports) {
    const [port] = group;
    if (port !== undefined && group.size >= 2 && group.size > all - group.size) return { distance, port };
  }
  return undefined;
}

/** A port in whose protocol the host answered, at the distance that most such ports have. */
async function referenceOf(
  findings: readonly Finding[],
  traces: readonly Trace[],
  wireTo: (port: number) => Wire,
): Promise<Reference | undefined> {
  if (!findings.some(({ seen }) => isReset(seen))) return undefined;
  const ports = new Map<number, number[]>();
  for (const [i, finding] of findings.entries()) {
    const distance = traces[i]?.distance;
    if (distance === undefined || !isTrusted(finding)) continue;
    ports.set(distance, [...(ports.get(distance) ?? []), finding.port]);
  }
  const [most] = [...ports].sort(([d, a], [e, b]) => b.length - a.length || e - d);
  const port = most?.[1][0];
  if (most === undefined || port === undefined) return undefined;
  const ttl = await answersTtl(wireTo(port), usualTtls(most[0]));
  return { distance: most[0], port, ...(ttl !== undefined && { ttl }) };
}

/** The protocol of the port was spoken, or the listener of this very host answered. */
function isTrusted({ seen, task }: Finding): boolean {
  if (seen.seen !== 'answer') return false;
  const banner = readBanner(seen.head);
  if (banner || startsLikeBanner(seen.head))
    return task.to.host !== undefined && banner !== undefined && isBannerOf(banner, task.to.host);
  return seen.answer.answer === 'right';
}

async function originOf(
  path: Trace,
  reference: Reference | undefined,
  task: ProbeTask,
  wire: Wire,
): Promise<Origin> {
  const os = task.hints.os === 'windows' || task.hints.os === 'linux' ? task.hints.os : undefined;
  const { distance } = path;
  const isKnown = reference?.ttl !== undefined && distance === reference.distance;
  const guesses = isKnown ? [reference.ttl] : distance === undefined ? [] : usualTtls(distance);
  const ttl = await answersTtl(wire, guesses);
  return originOfReset({ trace: path, ...(ttl !== undefined && { ttl }) }, reference, os);
}

function silenceOf(path: Trace, isUp: boolean, down: Silence['down']): Silence {
  const lastHop = lastRouter(path);
  return { isUp, ...(lastHop && { lastHop }), ...(down && { down }) };
}

async function inTurn<T, R>(items: readonly T[], work: (item: T, index: number) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let i = 0; i < items.length; i += AT_ONCE) {
    const part = items.slice(i, i + AT_ONCE);
    results.push(...(await Promise.all(part.map((item, n) => work(item, i + n)))));
  }
  return results;
}
