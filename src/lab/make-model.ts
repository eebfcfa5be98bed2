/** The lab of a hierarchy, as data. */
import type { Hierarchy } from '../hierarchy/model.ts';
import { buildTopology } from '../hierarchy/topology.ts';
import type { Plan } from '../plan/model.ts';
import { Addresses } from './addressing.ts';
import { withHints } from './hints.ts';
import type { LabHost, LabModel } from './model.ts';
import { withPorts } from './planned-ports.ts';
import { populationOf } from './population.ts';
import { sampleOf } from './sample.ts';
import { wire } from './wiring.ts';

/** More make a lab that starts slowly and tests for minutes. */
const MOST_NAMESPACES = 250;

/**
 * Lays out a lab for whatever `portolan check` accepts. The same input gives the same lab.
 * @param most how many network namespaces it may have, with those of filters; what doesn't fit is left out, and said.
 */
export function makeModel(hierarchy: Hierarchy, plan: Plan, most: number = MOST_NAMESPACES): LabModel {
  const topology = buildTopology(hierarchy);
  const addresses = new Addresses([
    ...hierarchy.hosts.flatMap((host) => host.addresses),
    ...plan.flows.flatMap(({ from, to }) =>
      [...from, ...to].flatMap((e) => (e.kind === 'listener' ? e.networks : [])),
    ),
  ]);
  const population = populationOf(hierarchy, plan, topology, addresses);
  const sample = sampleOf(population.inhabitants, topology, most);
  const wiring = wire(hierarchy, topology, sample);
  const hosts = sample.inhabitants.map((one, n): LabHost => {
    const { kind, name, label, fqdns, roles } = one;
    const interfaces = wiring.interfacesOf(one, n);
    return { id: `h${n}`, kind, name, label, fqdns, roles, interfaces, hints: {}, ports: [] };
  });
  return {
    hierarchy: hierarchy.name,
    wires: wiring.wires,
    hosts: withHints(withPorts(hosts, plan), hierarchy),
    filters: wiring.filters,
    leftOut: [...sample.leftOut, ...population.leftOut],
  };
}
