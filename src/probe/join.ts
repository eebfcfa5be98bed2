/** What both ends saw, as one verdict for each task. Pure. */
import type { Observation } from '../plan/observation.ts';

export interface Joined {
  /** One for each task, in the order in which they first appear. */
  readonly observations: readonly Observation[];
  /** Tasks of the observations that `isTask` doesn't know. */
  readonly unknown: readonly string[];
}

/** @param isTask whether the plan has a task */
export function joinObservations(
  observations: readonly Observation[],
  isTask: (id: string) => boolean = () => true,
): Joined {
  const probes = new Map<string, Observation>();
  const unknown = new Set<string>();
  for (const one of observations) {
    const { task, kind } = one;
    if (kind !== 'probe' || task === undefined) continue;
    if (!isTask(task)) {
      unknown.add(task);
      continue;
    }
    const known = probes.get(task);
    // The latest counts: a rule may have been added between.
    if (!known || known.time <= one.time) probes.set(task, one);
  }
  const records = recordsOf(observations.filter(({ kind }) => kind === 'listen'));
  const skews = skewsOf([...probes.values()], records);
  return {
    observations: [...probes.values()].map((probe) => joinOne(probe, records, skews)),
    unknown: [...unknown],
  };
}

/** Connections and datagrams that listeners wrote down, and that no probe here knows of: somebody else's. */
export function unaskedArrivals<T extends Observation>(observations: readonly T[]): T[] {
  const tokens = new Set<string>();
  const ends = new Map<string, Set<string | undefined>>();
  for (const probe of observations) {
    if (probe.kind !== 'probe') continue;
    if (probe.token !== undefined) tokens.add(probe.token);
    const names = ends.get(endsKey(probe)) ?? new Set();
    ends.set(endsKey(probe), names.add(probe.to.name));
  }
  return observations.filter((one) => {
    if (one.kind !== 'listen' || one.facts.state !== 'came') return false;
    if (one.token !== undefined && tokens.has(one.token)) return false;
    const names = ends.get(endsKey(one));
    return !names?.has(one.on) && !names?.has(undefined);
  });
}

interface Records {
  readonly byToken: ReadonlyMap<string, Observation>;
  readonly byEnds: ReadonlyMap<string, Observation>;
  /** By host, transport and port: when the port was open, in milliseconds. */
  readonly open: ReadonlyMap<string, readonly Span[]>;
  /** By host, transport and port: something else has the port. */
  readonly taken: ReadonlySet<string>;
}

interface Span {
  readonly from: number;
  until: number;
}

function recordsOf(list: readonly Observation[]): Records {
  const byToken = new Map<string, Observation>();
  const byEnds = new Map<string, Observation>();
  const open = new Map<string, Span[]>();
  const taken = new Set<string>();
  const last = new Map<string, number>();
  for (const one of list) last.set(one.on, Math.max(last.get(one.on) ?? 0, Date.parse(one.time)));
  for (const one of [...list].sort((a, b) => (a.time < b.time ? -1 : 1))) {
    const key = portKey(one.on, one);
    if (one.token !== undefined) byToken.set(one.token, one);
    if (one.from.port !== undefined) byEnds.set(endsKey(one), one);
    const time = Date.parse(one.time);
    const spans = open.get(key) ?? [];
    open.set(key, spans);
    // Until the listener says that it ended, it was there for as long as it wrote down anything.
    if (one.facts.state === 'listening') spans.push({ from: time, until: last.get(one.on) ?? time });
    const span = spans.at(-1);
    if (one.facts.state === 'closed' && span) span.until = time;
    if (one.facts.state === 'taken') taken.add(key);
  }
  return { byToken, byEnds, open, taken };
}

function portKey(host: string, { transport, to }: Observation): string {
  return JSON.stringify([host, transport, to.port]);
}

function endsKey({ transport, from, to }: Observation): string {
  return JSON.stringify([transport, from.address, from.port, to.port]);
}

/** How much later a listener's clock is than a prober's, in milliseconds: somewhere between these. */
interface Skew {
  readonly least: number;
  readonly most: number;
}

/** By the records that both have of one token: what was written down came while the probe was under way. */
function skewsOf(probes: readonly Observation[], { byToken }: Records): ReadonlyMap<string, Skew> {
  const skews = new Map<string, Skew>();
  for (const probe of probes) {
    const record = probe.token === undefined ? undefined : byToken.get(probe.token);
    if (!record) continue;
    const key = pairKey(probe.on, record.on);
    const most = Date.parse(record.time) - Date.parse(probe.time);
    const least = most - (probe.milliseconds ?? 0);
    const known = skews.get(key) ?? { least, most };
    skews.set(key, { least: Math.max(known.least, least), most: Math.min(known.most, most) });
  }
  return skews;
}

function pairKey(prober: string, listener: string): string {
  return JSON.stringify([prober, listener]);
}

function joinOne(probe: Observation, records: Records, skews: ReadonlyMap<string, Skew>): Observation {
  const record = recordFor(probe, records);
  if (record) return withRecord(probe, record);
  const { name } = probe.to;
  if (name === undefined) return probe;
  if (probe.verdict === 'unproven' && probe.transport === 'udp' && wasOpen(probe, name, records, skews)) {
    return {
      ...probe,
      verdict: 'filtered',
      evidence: `Portolan’s listener on ${name} had the port open, and no datagram came: it is dropped on the way there`,
      next: 'Have the rule of this flow checked on the filters of its way',
      facts: { ...probe.facts, bothEnds: 'sent, not received' },
    };
  }
  if (probe.verdict === 'refused' && records.taken.has(portKey(name, probe)))
    return {
      ...probe,
      evidence: `${probe.evidence}. On ${name} a program has the port, though: it may listen on another address only`,
    };
  return probe;
}

function recordFor(probe: Observation, { byToken, byEnds }: Records): Observation | undefined {
  const byTheToken = probe.token === undefined ? undefined : byToken.get(probe.token);
  const found = byTheToken ?? (probe.from.port === undefined ? undefined : byEnds.get(endsKey(probe)));
  return found && (probe.to.name === undefined || found.on === probe.to.name) ? found : undefined;
}

function withRecord(probe: Observation, record: Observation): Observation {
  const { address, port } = record.from;
  const seenAs = address === undefined ? undefined : `${address}${port === undefined ? '' : ` port ${port}`}`;
  const translated =
    address !== undefined && probe.from.address !== undefined && address !== probe.from.address;
  const facts = {
    ...probe.facts,
    bothEnds: 'sent and received',
    ...(seenAs !== undefined && { seenAs }),
    ...(translated && { translated: `${probe.from.address} to ${address}` }),
  };
  if (probe.verdict === 'listener' || probe.verdict === 'open') {
    const how = translated ? `, from the translated address ${address}` : '';
    return { ...probe, evidence: `${probe.evidence}; ${record.on} wrote it down, too${how}`, facts };
  }
  return {
    ...probe,
    verdict: 'filtered',
    evidence: `It came to ${record.on}, but the answer didn’t come back: the way there is open, the way back is not`,
    next: 'Have the rule for answers checked on the filters of the way: a filter without state needs one of its own',
    facts,
    ...(record.token !== undefined && { token: record.token }),
  };
}

/** Whether the listener had the port open when the probe asked; only where a shared token says how the clocks differ. */
function wasOpen(
  probe: Observation,
  listener: string,
  { open }: Records,
  skews: ReadonlyMap<string, Skew>,
): boolean {
  const skew = skews.get(pairKey(probe.on, listener));
  if (skew === undefined) return false;
  // The first datagram is sent at once; whatever follows only has more time.
  const sent = Date.parse(probe.time);
  return (open.get(portKey(listener, probe)) ?? []).some(
    ({ from, until }) => from <= sent + skew.least && sent + skew.most + MARGIN <= until,
  );
}

/** How long a datagram may be on its way, in milliseconds. */
const MARGIN = 1000;
