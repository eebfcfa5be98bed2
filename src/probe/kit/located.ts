/**
 * Where the answers came from that a kit got: what it measured on the spot is played back to the second look of
 * `portolan probe`, so that both come to the same words.
 */
import type { Observation } from '../../plan/observation.ts';
import type { Wire } from '../hops.ts';
import { locate } from '../locate.ts';
import type { Connecting, ConnectOptions } from '../native/connector.ts';
import { comesFrom, type Finding, needsLook, portOf } from '../second-look.ts';
import type { ProbeTask } from '../task.ts';
import type { Seen } from '../verdict.ts';
import { distanceOf, type Look, readLook, withTtl } from './look.ts';
import { withPings } from './pings.ts';

export interface KitRecord {
  readonly observation: Observation;
  readonly task: ProbeTask;
  readonly seen: Seen;
}

/** What was seen of each record, with where it came from. The order stays. */
export async function located(records: readonly KitRecord[]): Promise<Seen[]> {
  const groups = new Map<string, KitRecord[]>();
  for (const record of records) {
    const { on, to } = record.observation;
    const key = JSON.stringify([on, to.address ?? record.task.to.address]);
    groups.set(key, [...(groups.get(key) ?? []), record]);
  }
  const found = new Map<KitRecord, Seen>();
  const heedful = new Set(records.filter(showsTtl).map(({ observation }) => observation.on));
  for (const group of groups.values()) {
    const isHeeded = heedful.has(group[0]?.observation.on ?? '');
    for (const [record, seen] of await locatedAt(group, isHeeded)) found.set(record, seen);
  }
  return records.map((record) => found.get(record) ?? record.seen);
}

/** An answer that came with some times to live, and not with smaller ones: this system heeds what is asked of it. */
function showsTtl({ observation }: KitRecord): boolean {
  const look = readLook(observation.facts);
  return (look && distanceOf(look) !== undefined && distanceOf(look) !== 1) === true;
}

async function locatedAt(group: readonly KitRecord[], isHeeded: boolean): Promise<Map<KitRecord, Seen>> {
  const looks = new Map<number, Look>();
  for (const { observation } of group) {
    const look = readLook(observation.facts);
    if (look) looks.set(look.port, look);
  }
  const { address = '' } = group[0]?.observation.to ?? {};
  const isPinged = [...looks.values()].some(({ pings }) => pings.includes('ok'));
  const isUp = isPinged || group.some(({ seen }) => comesFrom(address, seen));
  const open = group
    .map((record) => {
      const seen = clear(record, looks);
      return { record, finding: { task: record.task, seen, port: portOf(record.task, seen) } };
    })
    .filter(
      ({ finding }) =>
        finding.task.transport === 'tcp' && looks.has(finding.port) && needsLook(finding.seen, finding.task),
    )
    // Of those that are as good as each other the first is compared with: one of which the most is known.
    .sort((a, b) => known(looks, b.finding) - known(looks, a.finding));
  const wireTo = wires(address, looks);
  const seen = await locate(
    open.map(({ finding }) => finding),
    wireTo,
    { isOwn: false, isUp },
  );
  return new Map(
    open.map(({ record, finding }, index) => {
      const look = looks.get(finding.port) as Look;
      const isWindows = record.observation.facts.system === 'windows';
      const one = seen[index] ?? finding.seen;
      return [record, isWindows ? withPings(one, look, isHeeded) : one];
    }),
  );
}

/** A reset of a port that was looked at is one for certain: an ICMP message would have been written down. */
function clear({ seen, task }: KitRecord, looks: ReadonlyMap<number, Look>): Seen {
  if (seen.seen !== 'unreachable' || !looks.has(portOf(task, seen))) return seen;
  const { unclear: _, ...how } = seen.how;
  return { ...seen, how };
}

function known(looks: ReadonlyMap<number, Look>, { port }: Finding): number {
  return looks.get(port)?.left === undefined ? 0 : 1;
}

const SILENCE: Connecting = { outcome: 'silence' };

/** The way to each port, over which comes what came when the kit asked. */
function wires(address: string, looks: ReadonlyMap<number, Look>): (port: number) => Wire {
  const all = [...looks.values()];
  const down = all.find((look) => look.down)?.down ?? SILENCE;
  const onLink = all.some((look) => look.onLink);
  const connect = async (_: string, port: number, __: number, options: ConnectOptions = {}) => {
    const look = looks.get(port);
    if (!look) return SILENCE;
    if (options.ttl !== undefined) return withTtl(look, options.ttl);
    if (options.minimumTtl === undefined) return down;
    const isEnough = look.left !== undefined && options.minimumTtl <= look.left;
    return isEnough ? ({ outcome: 'reset' } as const) : SILENCE;
  };
  const signal = new AbortController().signal;
  return (port) => ({ connector: { connect }, address, port, options: {}, timeout: 0, signal, onLink });
}
