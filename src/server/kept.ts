/** What is derived from a plan and asked for again: kept as long as the plan is. */
import type { Phase } from '../catalog/model.ts';
import type { Flow, Plan } from '../plan/model.ts';
import { selectFlows } from '../plan/select.ts';
import { flowTargets } from '../report/flow-rules.ts';
import { type PlanTable, planTable } from '../report/plan-table.ts';
import type { Planned } from '../workspace/plan-text.ts';
import { printRules, type RuleFile, type RuleTargets } from '../workspace/print-rules.ts';

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
const printed = new WeakMap<Plan, Map<string, RuleFile>>();

/** Whose rules are meant: of a kind as `portolan rules` prints them. */
export interface RulesAsked {
  readonly group: keyof RuleTargets;
  readonly name: string;
  readonly dialect?: string | undefined;
  readonly phases?: readonly Phase[] | undefined;
}

const NONE: RuleTargets = { filters: [], hosts: [], proxies: [], protectedHosts: [] };

/** The rules of one filter or host, printed and proven once. */
export function rulesOf(
  { plan, hierarchy }: Planned,
  { group, name, dialect, phases }: RulesAsked,
): RuleFile {
  const files = printed.get(plan) ?? new Map<string, RuleFile>();
  printed.set(plan, files);
  const key = JSON.stringify([group, name, dialect, phases]);
  const known = files.get(key);
  if (known) return known;
  const part = phases ? selectFlows(plan, { phases }) : plan;
  const [file] = printRules(part, hierarchy, { ...NONE, [group]: [name] }, dialect);
  if (!file) throw new Error(`nothing was printed for ${name}`);
  if (files.size >= MOST) files.delete(files.keys().next().value ?? '');
  files.set(key, file);
  return file;
}

/** The rules that a flow needs: of the filters on its way, then of its hosts. */
export function rulesForFlow(planned: Planned, flow: Flow): RuleFile[] {
  const { filters, hosts } = flowTargets(flow);
  return [
    ...filters.map((name) => rulesOf(planned, { group: 'filters', name })),
    ...hosts.slice(0, MOST_HOSTS).map((name) => rulesOf(planned, { group: 'hosts', name })),
  ];
}

/** Hosts of one flow whose rules are printed: a flow to hundreds of hosts has the same rule on each. */
const MOST_HOSTS = 20;
