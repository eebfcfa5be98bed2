/** The phases of a lab's test. Each changes the rules, asks, and says what was not as it has to be. */
import { forgetConnections } from '../inside/conntrack.ts';
import { countersOf, type Final, loadDenyAll, loadRules, unloadRules } from '../inside/firewall.ts';
import type { LabRules } from '../rules.ts';
import { askAll, type Bench, keyOf, type Seen, trackedBy } from './asking.ts';
import { type Conversation, conversationText } from './conversations.ts';
import { lineFaults } from './line-faults.ts';
import type { Unplanned } from './matrix.ts';
import { type LabFault, type LabPhase, MOST_FAULTS } from './report-model.ts';
import { gotThere, isBlocked, isRejected, seenText } from './seen.ts';

export interface Subject {
  readonly bench: Bench;
  readonly rules: readonly LabRules[];
  readonly conversations: readonly Conversation[];
  /** Filter's name → namespace. */
  readonly filterIds: ReadonlyMap<string, string>;
}

/** Runs a phase and takes its time. */
export async function timed(
  id: LabPhase['id'],
  title: string,
  run: () => Promise<{
    readonly asked: number;
    readonly faults: readonly LabFault[];
    readonly wrong?: number;
  }>,
): Promise<LabPhase> {
  const began = performance.now();
  const { asked, faults, wrong } = await run();
  return {
    id,
    title,
    asked,
    right: asked - Math.min(asked, wrong ?? faults.length),
    faults: faults.slice(0, MOST_FAULTS),
    milliseconds: performance.now() - began,
  };
}

/** All of it, everywhere; connections of before are forgotten. */
export async function loadAll({ bench: { inside }, rules }: Subject, final: Final): Promise<void> {
  await Promise.all(
    rules.map(async (one) => {
      await unloadRules(inside, one.place, one.dialect);
      await loadRules(inside, one, final);
    }),
  );
  forgetAll(inside, rules);
}

export async function loadNothing({ bench: { inside }, rules }: Subject, deny: boolean): Promise<void> {
  await Promise.all(
    rules.map(async ({ place, dialect, kind }) => {
      await unloadRules(inside, place, dialect);
      if (deny) await loadDenyAll(inside, place, kind);
    }),
  );
  forgetAll(inside, rules);
}

function forgetAll(inside: Bench['inside'], rules: readonly LabRules[]): void {
  for (const { place } of rules) forgetConnections(inside, place);
}

export function faultOf(one: Unplanned & Partial<Conversation>, expected: string, seen: string): LabFault {
  return {
    says: `${conversationText(one)}: expected ${expected}, but ${seen}`,
    from: one.from.host.label,
    to: one.to.host.label,
    transport: one.transport,
    port: one.port,
    flows: one.flows?.map(({ flow }) => flow) ?? [],
  };
}

/** Without rules, everything that is planned works: the lab itself is sound. */
export function baseline(subject: Subject): Promise<LabPhase> {
  return timed('baseline', 'without rules, every planned conversation works', async () => {
    await loadNothing(subject, false);
    const seen = await askAll(subject.bench, subject.conversations);
    return {
      asked: seen.length,
      faults: subject.conversations.flatMap((one, i) => {
        const it = seen[i] as Seen;
        return it.outcome === 'open' && it.arrived ? [] : faultOf(one, 'an answer', seenText(it));
      }),
    };
  });
}

/** With filters that let nothing through, nothing works: all of it really crosses them. */
export function denyAll(subject: Subject): Promise<LabPhase> {
  return timed('deny-all', 'with filters that deny everything, none works', async () => {
    await loadNothing(subject, true);
    const crossing = subject.conversations.filter(({ stages }) => stages.some((s) => !s.startsWith('out ')));
    const seen = await askAll(subject.bench, crossing);
    return {
      asked: seen.length,
      faults: crossing.flatMap((one, i) => {
        const it = seen[i] as Seen;
        return isRejected(one, it) ? [] : faultOf(one, 'a rejection', seenText(it));
      }),
    };
  });
}

/** With the generated rules: each planned conversation by the client's result, the listener's record, rule and connection tracking. */
export function generated(subject: Subject): Promise<LabPhase> {
  const { bench, conversations, filterIds, rules } = subject;
  return timed('rules', 'with the generated rules, exactly the planned ones work', async () => {
    await loadAll(subject, 'reject');
    const seen = await askAll(bench, conversations);
    const tracked = await trackedBy(bench.inside, filterIds.values());
    const faults: LabFault[] = [];
    let wrong = 0;
    for (const [i, one] of conversations.entries()) {
      const it = seen[i] as Seen;
      const found: LabFault[] = [];
      if (one.blockedAt.length > 0) {
        if (gotThere(one, it))
          found.push(faultOf(one, `${one.blockedAt.join(' and ')} to block it`, seenText(it)));
      } else if (it.outcome !== 'open' || !it.arrived) {
        found.push(faultOf(one, 'an answer', seenText(it)));
      } else {
        for (const filter of one.path) {
          const known = tracked.get(filterIds.get(filter) ?? '');
          if (known && !known.has(keyOf(one, it)))
            found.push(faultOf(one, `a connection in ${filter}`, 'its connection tracking has none'));
        }
      }
      if (found.length > 0) wrong++;
      faults.push(...found);
    }
    for (const one of rules) {
      if (one.kind !== 'network') continue;
      const lines = lineFaults(one, await countersOf(bench.inside, one), conversations);
      faults.push(...lines);
      wrong += lines.length;
    }
    return { asked: conversations.length, faults, wrong };
  });
}

/** Questions of the matrix that are asked at once. */
const SLICE = 50_000;
/** In a lab with rejecting filters an answer comes at once; what stays silent is asked for again. */
const QUICK = 300;

/** All that isn't planned is blocked. */
export function matrix(subject: Subject, all: Iterable<Unplanned>): Promise<LabPhase> {
  const { bench, filterIds } = subject;
  return timed('matrix', 'everything else is blocked', async () => {
    for (const place of filterIds.values()) forgetConnections(bench.inside, place);
    const faults: LabFault[] = [];
    let asked = 0;
    for (const slice of slices(all, SLICE)) {
      asked += slice.length;
      const seen = await askAll(bench, slice, QUICK);
      const silent = slice.flatMap((_, i) => (seen[i]?.outcome === 'silent' ? [i] : []));
      // Under load an answer may be late: what it says has to be known.
      const again = await askAll(
        bench,
        silent.map((i) => slice[i] as Unplanned),
      );
      for (const [n, i] of silent.entries()) seen[i] = again[n] as Seen;
      for (const [i, one] of slice.entries()) {
        const it = seen[i] as Seen;
        if (gotThere(one, it)) faults.push(faultOf(one, 'it to be blocked', seenText(it)));
        else if (!isRejected(one, it)) faults.push(faultOf(one, 'a rejection', seenText(it)));
      }
    }
    const last = await trackedBy(bench.inside, filterIds.values());
    for (const [filter, place] of filterIds) {
      for (const entry of last.get(place) ?? [])
        faults.push({
          says: `${filter} let a packet through that isn't planned: ${entry}`,
          from: '',
          to: '',
          transport: '',
          port: 0,
          flows: [],
          filter,
        });
    }
    return { asked, faults };
  });
}

function* slices<T>(all: Iterable<T>, size: number): Generator<T[]> {
  let slice: T[] = [];
  for (const one of all) {
    slice.push(one);
    if (slice.length < size) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}

/** How long silence is listened to; no answer is expected. */
const SILENCE = 400;

/** With the silent drop that is printed: the planned ones work, and a part of the rest is met by silence. */
export function dropped(subject: Subject, sample: readonly Unplanned[]): Promise<LabPhase> {
  const { bench, conversations } = subject;
  return timed('drop', 'the same with the silent drop that is printed', async () => {
    await loadAll(subject, 'drop');
    const passing = conversations.filter(({ blockedAt }) => blockedAt.length === 0);
    const seen = await askAll(bench, passing);
    const faults = passing.flatMap((one, i) => {
      const it = seen[i] as Seen;
      return it.outcome === 'open' && it.arrived ? [] : faultOf(one, 'an answer', seenText(it));
    });
    const silence = await askAll(bench, sample, SILENCE);
    for (const [i, one] of sample.entries()) {
      const it = silence[i] as Seen;
      if (!isBlocked(it)) faults.push(faultOf(one, 'silence', seenText(it)));
    }
    return { asked: passing.length + sample.length, faults };
  });
}
