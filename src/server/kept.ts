/** What is derived from a plan and asked for again: kept as long as the plan is. */
import { deserialize } from 'node:v8';
import type { Endpoint, Flow, Plan } from '../plan/model.ts';
import { flowTargets } from '../report/flow-rules.ts';
import { type PlanTable, planTable } from '../report/plan-table.ts';
import type { Planned } from '../workspace/plan-text.ts';
import { printAsked, type RuleFile, type RulesAsked } from '../workspace/print-rules.ts';
import type { AppContext } from './context.ts';
import type { PlannedState } from './state.ts';

const tables = new WeakMap<Plan, PlanTable>();

/** The rows of a plan. */
export function tableOf({ plan, hierarchy }: Planned): PlanTable {
  const known = tables.get(plan);
  if (known) return known;
  const table = planTable(plan, hierarchy);
  tables.set(plan, table);
  return table;
}

/** Texts of rules that are kept of one plan. */
const MOST = 200;
const printed = new WeakMap<Plan, Map<string, RuleFile | Promise<RuleFile>>>();

/** The rules of one filter or host, printed and proven once; beside the server where there are many. */
export async function rulesOf(
  state: PlannedState,
  asked: RulesAsked,
  { aside, mostRulesHere = MOST_HERE }: Pick<AppContext, 'aside' | 'mostRulesHere'>,
): Promise<RuleFile> {
  const { plan } = state;
  const files = printed.get(plan) ?? new Map<string, RuleFile | Promise<RuleFile>>();
  printed.set(plan, files);
  const key = JSON.stringify([asked.group, asked.name, asked.dialect, asked.phases]);
  const known = files.get(key);
  if (known) return known;
  if (files.size >= MOST) files.delete(files.keys().next().value ?? '');
  if (weightOf(plan, asked) <= mostRulesHere) {
    const file = printAsked(state, asked);
    files.set(key, file);
    return file;
  }
  const { file, text } = state.source;
  const made = aside
    .done({ kind: 'print', hierarchy: { file, bytes: Buffer.from(text) }, asked })
    .then((bytes) => deserialize(bytes) as RuleFile);
  files.set(key, made);
  // Whoever asks next tries again.
  made.catch(() => files.delete(key));
  return made;
}

/** Networks of flows, each counted for each of its services: as much as takes about half a second. */
const MOST_HERE = 30_000;

function weightOf({ flows }: Plan, { group, name }: RulesAsked): number {
  const networks = (ends: readonly Endpoint[]): number =>
    ends.reduce((sum, end) => sum + end.networks.length, 0);
  let weight = 0;
  for (const { path, from, to, services } of flows) {
    const isOwn =
      group === 'filters'
        ? path.some(({ filter }) => filter === name)
        : from.some(({ owner }) => owner === name) || to.some(({ owner }) => owner === name);
    if (isOwn) weight += (networks(from) + networks(to)) * services.length;
  }
  return weight;
}

/** The rules that a flow needs: of the filters on its way, then of its hosts. */
export async function rulesForFlow(
  state: PlannedState,
  flow: Flow,
  context: Pick<AppContext, 'aside' | 'mostRulesHere'>,
): Promise<RuleFile[]> {
  const { filters, hosts } = flowTargets(flow);
  const files: RuleFile[] = [];
  for (const name of filters) files.push(await rulesOf(state, { group: 'filters', name }, context));
  for (const name of hosts.slice(0, MOST_HOSTS))
    files.push(await rulesOf(state, { group: 'hosts', name }, context));
  return files;
}

/** Hosts of one flow whose rules are printed: a flow to hundreds of hosts has the same rule on each. */
const MOST_HOSTS = 20;
