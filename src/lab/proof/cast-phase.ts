/** The phase of what is sent to everybody: without rules, with none that pass, with those printed, and with one less. */

import { printPolicy } from '../../dialects/print-policy.ts';
import type { Hierarchy } from '../../hierarchy/model.ts';
import { buildTopology } from '../../hierarchy/topology.ts';
import { forgetConnections } from '../inside/conntrack.ts';
import { loadRules, unloadRules } from '../inside/firewall.ts';
import { keyOf, trackedBy } from './asking.ts';
import { type CastBench, openCasts } from './cast-asking.ts';
import { type Cast, castText } from './casts.ts';
import { effectOf, type Mutation, mutationsOf, someMutations } from './mutations.ts';
import { loadAll, loadNothing, type Subject, timed } from './phases.ts';
import type { LabFault, LabPhase } from './report-model.ts';

export interface CastPhase {
  readonly phase: LabPhase;
  readonly mutations: readonly Mutation[];
  readonly notes: readonly string[];
}

/** Each costs as much as silence takes; the rules of a few show whether the lab sees one that is missing. */
const MOST_MUTATIONS = 3;

/** @param most how many rules are taken away, or all of them. The subject's rules are loaded at the end. */
export async function castPhase(
  subject: Subject,
  hierarchy: Hierarchy,
  casts: readonly Cast[],
  most: number | 'all',
): Promise<CastPhase> {
  const topology = buildTopology(hierarchy);
  let notes: readonly string[] = [];
  const mutations = someMutations(
    [...mutationsOf(subject.rules)]
      .filter(({ of, rule }) => of.kind === 'network' && rule.transport === 'udp')
      .filter((mutation) => effectOf(mutation, casts).failing.size > 0),
    most === 'all' ? most : Math.min(most, MOST_MUTATIONS),
  );
  const title = 'broadcasts, multicast and relayed DHCP get where they are planned, and nowhere else';
  const phase = await timed('broadcasts', title, async () => {
    const bench = await openCasts(subject.bench.inside, casts, ({ from, hearer }) => {
      const path = topology.path(from.address.zone, hearer.address.zone);
      return 'crossings' in path ? path.crossings : [];
    });
    notes = bench.notes;
    try {
      return await run(subject, bench, mutations);
    } finally {
      bench.close();
    }
  });
  return { phase, mutations, notes };
}

async function run(
  subject: Subject,
  bench: CastBench,
  mutations: readonly Mutation[],
): Promise<{ readonly asked: number; readonly faults: readonly LabFault[] }> {
  const { casts } = bench;
  const faults: LabFault[] = [];
  let asked = 0;
  /** Asks, and tells what isn't as expected. */
  const hold = async (
    some: readonly Cast[],
    isExpected: (cast: Cast) => boolean,
    where: string,
    rule?: Pick<LabFault, 'filter' | 'rule'>,
  ): Promise<void> => {
    asked += some.length;
    const heard = await bench.ask(some, isExpected);
    const tracked = await trackedBy(
      subject.bench.inside,
      rule || where !== RULES ? [] : subject.filterIds.values(),
    );
    for (const [i, cast] of some.entries()) {
      const { isHeard = false, localPort = 0 } = heard[i] ?? {};
      const passed = cast.path.filter((filter) =>
        tracked.get(subject.filterIds.get(filter) ?? '')?.has(keyOf(cast, { localPort })),
      );
      if (isHeard !== isExpected(cast)) faults.push(faultOf(cast, where, isHeard, rule));
      else if (where === RULES && !rule && localPort > 0) {
        const untold = cast.path.filter((filter) => isExpected(cast) && !passed.includes(filter));
        // What the last filter lets pass goes on to its end.
        const through = cast.blockedAt.find((stage) => passed.some((filter) => stage === `filter ${filter}`));
        if (untold.length > 0)
          faults.push(
            faultOf(cast, `${where}, but ${untold.join(' and ')} knows no such connection`, isHeard),
          );
        if (through) faults.push(faultOf(cast, `${where}, but it passed ${through}`, isHeard));
      }
    }
  };
  await loadNothing(subject, false);
  await hold(casts, () => true, 'without rules');
  await loadNothing(subject, true);
  const crossing = casts.filter(({ stages }) => stages.some((stage) => !stage.startsWith('out ')));
  await hold(crossing, () => false, 'with filters that deny everything');
  await loadAll(subject, 'drop');
  await hold(casts, ({ blockedAt }) => blockedAt.length === 0, RULES);
  for (const mutation of mutations) {
    const { of, rule, policy, says } = mutation;
    const { over, failing } = effectOf(mutation, casts);
    const { printed } = printPolicy({ ...policy, dialect: of.dialect });
    if (!printed) continue;
    const { inside } = subject.bench;
    await unloadRules(inside, of.place, of.dialect);
    await loadRules(inside, { ...of, text: printed.text }, 'drop');
    forgetConnections(inside, of.place);
    await hold(over, (cast) => !failing.has(cast), says, { filter: of.name, rule: rule.id });
    await unloadRules(inside, of.place, of.dialect);
    await loadRules(inside, of, 'drop');
  }
  return { asked, faults };
}

const RULES = 'with the generated rules';

function faultOf(
  cast: Cast,
  where: string,
  isHeard: boolean,
  rule?: Pick<LabFault, 'filter' | 'rule'>,
): LabFault {
  const { kind, from, hearer, port, flows } = cast;
  const what = kind === 'relayed' ? 'an offer came back' : `${hearer.host.label} heard it`;
  const not = kind === 'relayed' ? 'no offer came back' : `${hearer.host.label} heard nothing`;
  return {
    says: `${castText(cast)}: ${where} ${isHeard ? what : not}`,
    from: from.host.label,
    to: cast.to.host.label,
    transport: 'udp',
    port,
    flows: flows.map(({ flow }) => flow),
    ...rule,
  };
}
