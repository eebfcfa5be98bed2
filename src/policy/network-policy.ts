import { diagnostic } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import { outsideOf } from '../hierarchy/outside.ts';
import type { Plan } from '../plan/model.ts';
import { absorbRules } from './absorb.ts';
import { withoutOwnPairs } from './blocks.ts';
import { castFinding, castOf } from './cast.ts';
import { type Draft, originOf } from './draft.ts';
import { interfacesOf, interfaceTo } from './interfaces.ts';
import { mergeDrafts } from './merge.ts';
import type { NamedRule, Policy } from './model.ts';
import { nameOnlyFinding } from './name-only.ts';
import { namedRules } from './named-rules.ts';
import { OuterTraffic } from './outer-rules.ts';
import { partiesOf } from './parties.ts';
import { protectionSplitter } from './protections.ts';

/**
 * The plan's cut for one filter between networks: what it must let pass, and nothing else. The permitted packets
 * are exactly the rows of the flows whose path crosses the filter, or the IPsec packets that carry them; flows to destinations known by name only are apart.
 * @throws TypeError when the hierarchy has no such filter.
 */
export function networkPolicy(plan: Plan, hierarchy: Hierarchy, filterName: string): Policy {
  const filter = hierarchy.filters.find((f) => f.name === filterName);
  if (!filter) throw new TypeError(`the hierarchy has no filter ${JSON.stringify(filterName)}`);
  const outside = filter.internetDestinations === 'any-address' ? outsideOf(hierarchy) : undefined;
  const diagnostics: Diagnostic[] = [];
  const split = protectionSplitter(hierarchy);
  const outer = new OuterTraffic();
  const named: NamedRule[] = [];
  const drafts: Draft[] = [];
  const flows = plan.flows.filter((flow) => flow.path.some((crossing) => crossing.filter === filterName));
  const interfaces = interfacesOf(hierarchy, filter, flows);
  const toInternet = interfaceTo(outsideOf(hierarchy), interfaces);
  for (const flow of flows) {
    const origin = originOf(flow);
    const unnamed = outside
      ? undefined
      : nameOnlyFinding(flow, `the filter ${filterName}`, `filters.${filterName}`);
    if (unnamed) {
      const rules = namedRules(flow, unnamed, toInternet);
      if (rules.length > 0) named.push(...rules);
      else diagnostics.push(unnamed);
    }
    for (const service of flow.services) {
      if (castOf(service.service)) diagnostics.push(castFinding(flow, service, `the filter ${filterName}`));
    }
    for (const block of withoutOwnPairs(flow.from, flow.to)) {
      for (const ends of partiesOf(block, outside)) {
        const { open, inside } = split(ends);
        for (const sides of open)
          for (const service of flow.services)
            drafts.push({ direction: 'forward', ...sides, service, origin });
        for (const sides of inside) outer.add('forward', sides, origin);
      }
    }
  }
  const rules = [...absorbRules(mergeDrafts(drafts)), ...outer.rules()];
  if (rules.length === 0 && named.length === 0) {
    diagnostics.push(
      diagnostic('PT7005', { message: `no flow of the plan crosses the filter ${filterName}` }),
    );
  }
  return {
    kind: 'network',
    name: filterName,
    hierarchy: hierarchy.name,
    dialect: filter.dialect,
    rules,
    named,
    interfaces,
    diagnostics,
  };
}
