import type { Hierarchy } from '../hierarchy/model.ts';
import type { Network } from '../net/network.ts';
import type { Endpoint, Flow, FlowService, Plan } from '../plan/model.ts';
import { needsNetwork } from '../plan/rows.ts';
import { countRows } from './count-rows.ts';
import { siteOfEnds } from './end-sites.ts';

/** One network of an end, or the end itself where only its names are known. */
export interface TableEnd {
  readonly end: Endpoint;
  readonly network?: Network;
  /** The site that it belongs to, where it belongs to one. */
  readonly site?: string;
}

/** One service of a flow. */
export interface TableService {
  readonly flow: Flow;
  readonly service: FlowService;
  /** Number of the flow's first row. */
  readonly first: number;
}

/**
 * All rows of a plan as numbers, in the plan's order: row `i` goes from `ends[source[i]]` to
 * `ends[destination[i]]` on `services[service[i]]`. Twelve bytes a row, where an object would take hundreds.
 */
export interface PlanTable {
  readonly plan: Plan;
  readonly hierarchy: Hierarchy;
  readonly length: number;
  readonly ends: readonly TableEnd[];
  readonly services: readonly TableService[];
  readonly source: Uint32Array;
  readonly destination: Uint32Array;
  readonly service: Uint32Array;
  /** What was derived from the table and is asked for again: kept with it, and forgotten with it. */
  readonly kept: Map<string, unknown>;
}

/** Numbers the rows of a plan. Keep the table as long as the plan: it takes its time once, and questions then take little. */
export function planTable(plan: Plan, hierarchy: Hierarchy): PlanTable {
  const length = plan.flows.reduce((sum, flow) => sum + countRows(flow), 0);
  const source = new Uint32Array(length);
  const destination = new Uint32Array(length);
  const service = new Uint32Array(length);
  const ends = new EndNumbers(hierarchy);
  const services: TableService[] = [];
  let row = 0;
  for (const flow of plan.flows) {
    const firstService = services.length;
    for (const one of flow.services) services.push({ flow, service: one, first: row });
    for (const from of flow.from) {
      const sources = ends.of(from);
      for (const to of flow.to) {
        if (!needsNetwork(from, to)) continue;
        for (const a of sources) {
          for (const b of ends.of(to)) {
            if (!ends.pair(a, b)) continue;
            for (let s = firstService; s < services.length; s++) {
              source[row] = a;
              destination[row] = b;
              service[row++] = s;
            }
          }
        }
      }
    }
  }
  return { plan, hierarchy, length, ends: ends.all, services, source, destination, service, kept: new Map() };
}

/** Gives each network of each end a number, once. */
class EndNumbers {
  readonly all: TableEnd[] = [];
  readonly #known = new Map<Endpoint, readonly number[]>();
  readonly #siteOf: (end: Endpoint) => string | undefined;

  constructor(hierarchy: Hierarchy) {
    this.#siteOf = siteOfEnds(hierarchy);
  }

  of(end: Endpoint): readonly number[] {
    const known = this.#known.get(end);
    if (known) return known;
    const site = this.#siteOf(end);
    const base = { end, ...(site !== undefined && { site }) };
    const items: TableEnd[] =
      end.networks.length === 0 ? [base] : end.networks.map((n) => ({ ...base, network: n }));
    const numbers = items.map((item) => this.all.push(item) - 1);
    this.#known.set(end, numbers);
    return numbers;
  }

  /** Networks of one family make a row; a side known by name only makes one with each of the other's. */
  pair(a: number, b: number): boolean {
    const [x, y] = [this.all[a]?.network, this.all[b]?.network];
    return x === undefined || y === undefined || x.family === y.family;
  }
}
