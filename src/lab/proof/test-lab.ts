/** The whole test of a lab, phase by phase; to be run inside of it. */

import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { Hierarchy } from '../../hierarchy/model.ts';
import type { Plan } from '../../plan/model.ts';
import type { Observation } from '../../plan/observation.ts';
import { trustAlso } from '../../probe/protocols/tls.ts';
import { counted } from '../../report/words.ts';
import type { LabDialect } from '../dialects.ts';
import { answersOf } from '../inside/answers.ts';
import { openBystanders } from '../inside/bystanders.ts';
import { startFullTier } from '../inside/full-tier.ts';
import { enterLab } from '../inside/lab.ts';
import { type Listeners, listenEverywhere } from '../inside/listeners.ts';
import { authorityOf } from '../inside/trust.ts';
import { ipsecDifferences } from '../ipsec/differences.ts';
import { makeModel } from '../make-model.ts';
import type { Resident } from '../residents.ts';
import { rulesOf } from '../rules.ts';
import { servedHosts } from '../services/served-hosts.ts';
import { castPhase } from './cast-phase.ts';
import { type Cast, castsOf, castText } from './casts.ts';
import { conversationsOf, conversationText } from './conversations.ts';
import { insideOfIpsec, securedIn, unsecured } from './ipsec.ts';
import { portsOf, type Unplanned, unplanned } from './matrix.ts';
import { effectOf, type Mutation, mutations, mutationsOf, someMutations } from './mutations.ts';
import { baseline, denyAll, dropped, generated, loadAll, matrix, type Subject } from './phases.ts';
import { protocols } from './protocols.ts';
import type { LabPhase, LabReport } from './report-model.ts';
import { type Stages, stagesOf } from './stages.ts';

export interface TestOptions {
  /** `full`: real servers, asked in their protocols; folder for what they take long to make. Light if absent. */
  readonly full?: { readonly cache: string };
  readonly dialect: LabDialect;
  /** Absent: where no filter is declared, the hosts' own firewalls are what is tested. */
  readonly hostFirewalls?: boolean;
  /** How many mutations, or all of them. */
  readonly mutations: number | 'all';
  /** Most namespaces. */
  readonly most?: number;
  /** Ask about as many unplanned conversations, evenly; all of them if absent. */
  readonly matrix?: number;
}

/** Questions of the matrix that are asked again with a silent drop. */
const SAMPLE = 1500;

/** @param tell hears of each phase as it is done. */
export async function testLab(
  hierarchy: Hierarchy,
  plan: Plan,
  options: TestOptions,
  tell: (phase: LabPhase) => void,
): Promise<LabReport> {
  const began = performance.now();
  const phases: LabPhase[] = [];
  const done = (phase: LabPhase): void => {
    phases.push(phase);
    tell(phase);
  };
  const hostFirewalls = options.hostFirewalls ?? hierarchy.filters.length === 0;
  const model = makeModel(hierarchy, plan, options.most);
  const { rules, diagnostics } = rulesOf(model, hierarchy, plan, { dialect: options.dialect, hostFirewalls });
  const stages = stagesOf(hierarchy, plan, model, hostFirewalls);
  const conversations = conversationsOf(plan, stages);
  const starting = performance.now();
  const inside = await enterLab(model);
  const notes: string[] = [];
  let differences: readonly Diagnostic[] = [];
  let observations: readonly Observation[] = [];
  let some: readonly Mutation[] = [];
  // Whether it is asked inside of IPsec.
  let isSecured: (from: Resident, to: Resident) => boolean = () => false;
  let casts: readonly Cast[] = [];
  let castMutations: readonly Mutation[] = [];
  // What IPsec hides from a filter is asked through tunnels, or not at all.
  const isSeen = (from: Resident, to: Resident): boolean =>
    !isSecured(from, to) && !(stages.isProtected(from, to) && stages.path(from, to)?.length !== 0);
  const started = (): void =>
    done({
      id: 'start',
      title: `${counted(model.hosts.length, 'host')} and ${counted(model.filters.length, 'filter')} start`,
      asked: model.hosts.length + model.filters.length,
      right: model.hosts.length + model.filters.length,
      faults: [],
      milliseconds: performance.now() - starting,
    });
  const subjectOf = (listeners: Pick<Listeners, 'arrivals'>): Subject => ({
    bench: { inside, listeners },
    rules,
    conversations,
    filterIds: new Map(model.filters.map(({ name, id }) => [name, id])),
  });
  if (options.full) {
    const served = servedHosts(model, hierarchy, plan);
    const servers = await startFullTier(inside, served, options.full.cache);
    notes.push(...servers.notes);
    started();
    const subject = subjectOf(servers);
    done((await protocols(subject, hierarchy, plan, stages, 'none')).phase);
    differences = ipsecDifferences(served);
    const secured = { subject, hosts: served, hierarchy, plan, stages };
    isSecured = securedIn(secured);
    const spoken = await protocols(subject, hierarchy, plan, stages, 'printed', isSeen);
    done(spoken.phase);
    observations = spoken.observations;
    if (served.some(({ ipsec }) => ipsec)) {
      notes.push(...unsecured(secured));
      const hidden = await insideOfIpsec(secured);
      done(hidden.phase);
      observations = [...observations, ...hidden.observations];
    }
  } else {
    const authority = authorityOf(model);
    // As the hosts of a domain trust theirs.
    trustAlso(authority().cert);
    const listeners = listenEverywhere(inside, answersOf(authority));
    const tcp = portsOf(plan).flatMap(({ transport, port }) => (transport === 'tcp' ? port : []));
    const bystanders = openBystanders(inside, tcp);
    notes.push(...listeners.notes, ...bystanders.notes);
    started();
    const subject = subjectOf(listeners);
    done(await baseline(subject));
    done(await denyAll(subject));
    done(await generated(subject));
    done(await matrix(subject, matrixOf(plan, stages, options.matrix)));
    done(
      await dropped(subject, [...evenly(unplanned(plan, stages), count(unplanned(plan, stages)), SAMPLE)]),
    );
    casts = castsOf(hierarchy, plan, stages);
    if (casts.some(({ path }) => path.length > 0)) {
      const cast = await castPhase(subject, hierarchy, casts, options.mutations);
      notes.push(...cast.notes);
      castMutations = cast.mutations;
      done(cast.phase);
    }
    const spoken = await protocols(subject, hierarchy, plan, stages, 'printed', isSeen);
    done(spoken.phase);
    observations = spoken.observations;
    some = someMutations([...mutationsOf(rules)], options.mutations);
    if (some.length > 0) {
      await loadAll(subject, 'reject');
      done(await mutations(subject, some));
    }
  }
  return {
    hierarchy: hierarchy.name,
    tier: options.full ? 'full' : 'light',
    dialect: options.dialect,
    hostFirewalls,
    hosts: model.hosts.length,
    filters: model.filters.length,
    phases,
    expectedBlocked: [
      ...conversations
        .filter(({ from, to }) => !isSecured(from, to))
        .map((one) => ({ one, text: conversationText(one) })),
      ...casts.filter(({ flows }) => flows.length > 0).map((one) => ({ one, text: castText(one) })),
    ].flatMap(({ one: { blockedAt }, text }) =>
      blockedAt.length > 0 ? `${text}: ${blockedAt.join(' and ')}` : [],
    ),
    mutations: toldTogether([
      ...castMutations.map((one) => ({
        says: one.says,
        failing: [...effectOf(one, casts).failing].map(castText),
      })),
      ...some.map((one) => ({
        says: one.says,
        failing: [...effectOf(one, conversations).failing].map(conversationText),
      })),
    ]),
    diagnostics: [
      ...model.leftOut.map((message) => diagnostic('PT9803', { message: `not in the lab: ${message}` })),
      ...diagnostics,
      ...differences,
      ...notes.map((message) => diagnostic('PT9805', { message })),
    ],
    observations,
    milliseconds: performance.now() - began,
  };
}

/** What was taken away twice, for casts and for all else, as one. */
function toldTogether(all: LabReport['mutations']): LabReport['mutations'] {
  return [...new Set(all.map(({ says }) => says))].map((says) => ({
    says,
    failing: all.flatMap((one) => (one.says === says ? one.failing : [])),
  }));
}

function matrixOf(plan: Plan, stages: Stages, most: number | undefined): Iterable<Unplanned> {
  const all = unplanned(plan, stages);
  return most === undefined ? all : evenly(all, count(unplanned(plan, stages)), most);
}

function count(all: Iterable<unknown>): number {
  let n = 0;
  for (const _ of all) n++;
  return n;
}

/** Some of many, evenly. */
function* evenly<T>(all: Iterable<T>, size: number, most: number): Generator<T> {
  const step = Math.max(1, size / most);
  let n = 0;
  let next = 0;
  for (const one of all) {
    if (n++ < next) continue;
    next += step;
    yield one;
  }
}
