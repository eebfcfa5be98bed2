/** The planner: catalog × hierarchy → flows. */
import type { Catalog } from '../catalog/model.ts';
import type { Place } from '../diagnostics/diagnostic.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import { buildTopology } from '../hierarchy/topology.ts';
import { buildCast } from './actors.ts';
import { buildPopulation } from './clients.ts';
import { type Planning, planConversation } from './conversation.ts';
import { buildEndpoints } from './endpoints.ts';
import type { PairingContext } from './match.ts';
import type { Flow, Plan } from './model.ts';
import { Remarks } from './remarks.ts';
import { Routing } from './routing.ts';

/** A hierarchy that was read without errors, and where its text stands. */
export interface PlanInput {
  readonly hierarchy: Hierarchy;
  place(offset: number, length?: number): Place;
}

/**
 * Plans every flow that the hierarchy needs, in the order of the catalog and then of the document.
 * Flows are groups: expand them with `planRows`. The same input gives the same plan, to the byte.
 * Problems come back as diagnostics of the plan; one of severity error means that the plan is incomplete.
 */
export function planFlows(input: PlanInput, catalog: Catalog): Plan {
  const { hierarchy } = input;
  const topology = buildTopology(hierarchy);
  const endpoints = buildEndpoints(hierarchy, topology);
  const context: PairingContext = {
    hierarchy,
    catalog,
    endpoints,
    sites: new Map(hierarchy.sites.map((s) => [s.code, s])),
    hosts: new Map(hierarchy.hosts.map((h) => [h.name, h])),
    cast: buildCast(hierarchy, endpoints),
    population: buildPopulation(hierarchy, endpoints),
  };
  const remarks = new Remarks(hierarchy.version);
  const planning: Planning = {
    context,
    place: placeMemo(input),
    routing: new Routing(topology, remarks),
    remarks,
  };
  const flows: Flow[] = [];
  for (const conversation of catalog.conversations) {
    for (const flow of planConversation(planning, conversation)) flows.push(flow);
  }
  remarks.population(context.population, flows);
  return { hierarchy: hierarchy.name, version: hierarchy.version, flows, diagnostics: remarks.diagnostics() };
}

/** Places are asked for again and again; each is made once. */
function placeMemo(input: PlanInput): (at: number) => Place {
  const memo = new Map<number, Place>();
  return (at) => {
    let place = memo.get(at);
    if (!place) {
      place = input.place(at);
      memo.set(at, place);
    }
    return place;
  };
}
