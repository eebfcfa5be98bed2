import { diagnostic } from '../diagnostics/codes.ts';
import type { Hierarchy, Host } from '../hierarchy/model.ts';
import type { Endpoint, Plan } from '../plan/model.ts';
import { absorbRules } from './absorb.ts';
import { type Draft, originOf } from './draft.ts';
import { flowsOf } from './flows-of-host.ts';
import { mergeDrafts } from './merge.ts';
import type { Policy } from './model.ts';
import { ownEndsOf } from './own-ends.ts';
import { partiesOf } from './parties.ts';
import { protectionSplitter } from './protections.ts';

const IPSEC_DIALECTS: Readonly<Record<Host['os'], string>> = {
  windows: 'windows-ipsec',
  linux: 'strongswan',
};

/**
 * What of the plan's packets to and from a host travels inside of IPsec, as its own side of each protection says it.
 * @throws TypeError when the hierarchy has no such host.
 */
export function ipsecPolicy(plan: Plan, hierarchy: Hierarchy, hostName: string): Policy {
  const { host, listeners, isOwn } = ownEndsOf(hierarchy, hostName);
  const split = protectionSplitter(hierarchy);
  const drafts: Draft[] = [];
  const add = (
    direction: 'in' | 'out',
    from: readonly Endpoint[],
    to: readonly Endpoint[],
    flow: Plan['flows'][number],
  ): void => {
    for (const sides of partiesOf({ from, to }, undefined))
      for (const { from: inner, to: target } of split(sides).inside)
        for (const service of flow.services)
          drafts.push({ direction, from: inner, to: target, service, origin: originOf(flow) });
  };
  for (const flow of flowsOf(plan, new Set([hostName, ...listeners]))) {
    const others = (side: readonly Endpoint[]): Endpoint[] => side.filter((end) => end.owner !== hostName);
    add('out', flow.from.filter(isOwn), others(flow.to), flow);
    add('in', others(flow.from), flow.to.filter(isOwn), flow);
  }
  const rules = absorbRules(mergeDrafts(drafts));
  return {
    kind: 'ipsec',
    name: hostName,
    hierarchy: hierarchy.name,
    dialect: IPSEC_DIALECTS[host.os],
    rules,
    named: [],
    interfaces: [],
    diagnostics:
      rules.length === 0
        ? [diagnostic('PT7005', { message: `no flow of the host ${hostName} travels inside of IPsec` })]
        : [],
  };
}
