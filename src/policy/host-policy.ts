import { diagnostic } from '../diagnostics/codes.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Hierarchy, Host } from '../hierarchy/model.ts';
import { outsideOf } from '../hierarchy/outside.ts';
import type { Network } from '../net/network.ts';
import type { Endpoint, Flow, FlowService, Plan } from '../plan/model.ts';
import { absorbRules } from './absorb.ts';
import { castParty, sameSubnet } from './cast.ts';
import { type Draft, originOf } from './draft.ts';
import { flowsOf } from './flows-of-host.ts';
import { mergeDrafts } from './merge.ts';
import type { Policy, Rule } from './model.ts';
import { nameOnlyFinding } from './name-only.ts';
import { OuterTraffic } from './outer-rules.ts';
import { ownEndsOf } from './own-ends.ts';
import { partiesOf, type Sides } from './parties.ts';
import { listenerOf } from './programs.ts';
import { protectionSplitter } from './protections.ts';

/** The language of a host's own firewall. */
const HOST_DIALECTS: Readonly<Record<Host['os'], string>> = {
  windows: 'windows-firewall',
  linux: 'nftables',
};

/**
 * What one host's own firewall must let pass: flows that start at the host go out, flows that end at it come in,
 * and a flow between an end and its own owner needs no rule. Flows inside of a zone count too.
 *
 * Destinations known by name only are opened to every address outside of the zones where each filter on the way
 * does the same, or where there is no filter on the way; otherwise there is no rule and a finding says so.
 * @throws TypeError when the hierarchy has no such host.
 */
export function hostPolicy(plan: Plan, hierarchy: Hierarchy, hostName: string): Policy {
  const { host, listeners, isOwn } = ownEndsOf(hierarchy, hostName);
  const refusing = new Set(
    hierarchy.filters.filter((f) => f.internetDestinations === 'refuse').map((f) => f.name),
  );
  const outside = outsideOf(hierarchy);
  const diagnostics: Diagnostic[] = [];
  const drafts: Draft[] = [];
  const split = protectionSplitter(hierarchy);
  const outer = new OuterTraffic();

  const addFlow = (
    flow: Flow,
    direction: 'in' | 'out',
    from: readonly Endpoint[],
    to: readonly Endpoint[],
  ) => {
    if (from.length === 0 || to.length === 0) return;
    const refused = flow.path.find((crossing) => refusing.has(crossing.filter));
    const unnamed =
      refused && nameOnlyFinding({ ...flow, from, to }, `the host ${hostName}`, `filters.${refused.filter}`);
    if (unnamed) diagnostics.push(unnamed);
    for (const sides of partiesOf({ from, to }, refused ? undefined : outside)) {
      // A host sees both: the packets of IPsec, and what was inside of them.
      for (const inside of split(sides).inside)
        for (const way of ['in', 'out'] as const)
          outer.add(
            way,
            way === direction ? inside : { ...inside, from: inside.to, to: inside.from },
            originOf(flow),
          );
      for (const service of flow.services) {
        const program = direction === 'in' && host.os === 'windows' ? listenerOf(flow, service) : undefined;
        const draft = { direction, service, origin: originOf(flow), ...(program && { program }) };
        drafts.push({ ...draft, ...sides });
        const everybody = sidesOfCast(direction, sides, service, host.addresses);
        if (everybody) drafts.push({ ...draft, ...everybody });
      }
    }
  };

  for (const flow of flowsOf(plan, new Set([hostName, ...listeners]))) {
    const others = (side: readonly Endpoint[]): Endpoint[] => side.filter((end) => end.owner !== hostName);
    addFlow(flow, 'out', flow.from.filter(isOwn), others(flow.to));
    addFlow(flow, 'in', others(flow.from), flow.to.filter(isOwn));
  }
  const rules = [...absorbRules(mergeDrafts(drafts)), ...outer.rules()];
  if (rules.length === 0) {
    diagnostics.push(
      diagnostic('PT7005', { message: `no flow of the plan starts or ends at the host ${hostName}` }),
    );
  }
  diagnostics.push(...discoverFindings(rules, hostName));
  return {
    kind: 'host',
    name: hostName,
    hierarchy: hierarchy.name,
    dialect: host.dialect ?? HOST_DIALECTS[host.os],
    rules,
    named: [],
    interfaces: [],
    diagnostics,
  };
}

/** The same flow as the host's firewall sees it where it is sent to everybody on the host's own subnet. */
function sidesOfCast(
  direction: 'in' | 'out',
  sides: Sides,
  { service }: FlowService,
  addresses: readonly Network[],
): Sides | undefined {
  if (!service.cast) return undefined;
  const subnets = sameSubnet(direction === 'in' ? sides.from : sides.to, addresses);
  const everybody = castParty(service, subnets);
  if (!everybody) return undefined;
  return direction === 'in' ? { from: subnets, to: [everybody] } : { from: sides.from, to: [everybody] };
}

/** A client without an address sends from 0.0.0.0, which is in none of the plan's networks. */
function discoverFindings(rules: readonly Rule[], hostName: string): Diagnostic[] {
  const dhcp = rules.filter((rule) => rule.direction === 'in' && rule.services.includes('dhcp'));
  if (dhcp.length === 0) return [];
  return [
    diagnostic('PT7004', {
      message: `the host ${hostName} answers DHCP: a client on its own subnet that has no address yet sends from 0.0.0.0, which the rules do not permit`,
      help: 'Relayed requests need nothing more. Where clients boot from the same subnet, keep the rule that Windows makes with the DHCP or WDS role',
    }),
  ];
}
