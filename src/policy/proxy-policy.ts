import { diagnostic } from '../diagnostics/codes.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import type { Endpoint, Flow, Plan } from '../plan/model.ts';
import { type Draft, originOf } from './draft.ts';
import { mergeDrafts } from './merge.ts';
import type { NamedRule, Policy } from './model.ts';

/**
 * What a web proxy has to fetch, and for whom: the names and ports of each destination that flows of the plan reach
 * through it. The proxy's own packets are those of `hostPolicy`.
 * @throws TypeError when the hierarchy has no such host.
 */
export function proxyPolicy(plan: Plan, hierarchy: Hierarchy, hostName: string): Policy {
  const host = hierarchy.hosts.find((h) => h.name === hostName);
  if (!host) throw new TypeError(`the hierarchy has no host ${JSON.stringify(hostName)}`);
  const named: NamedRule[] = [];
  let port: number | undefined;
  const onward = plan.flows.filter((flow) => flow.from.some((end) => end.owner === hostName));
  for (const flow of plan.flows) {
    if (!flow.beyond || !flow.to.some((end) => end.owner === hostName)) continue;
    port ??= flow.services[0]?.ports[0]?.first;
    for (const destination of flow.beyond) {
      const drafts = onward
        .filter(
          (other) =>
            other.conversation === flow.conversation && other.to.some((end) => isSame(end, destination)),
        )
        .flatMap((other) => draftsOf(flow, other, destination));
      const finding = namelessFinding(hostName, flow);
      for (const rule of mergeDrafts(drafts)) named.push({ rule, finding });
    }
  }
  return {
    kind: 'proxy',
    name: hostName,
    hierarchy: hierarchy.name,
    dialect: 'squid',
    rules: [],
    named,
    interfaces: [],
    ...(port !== undefined && { listens: { host: host.fqdn ?? host.addresses[0]?.text ?? host.name, port } }),
    diagnostics:
      named.length === 0
        ? [diagnostic('PT7005', { message: `no flow of the plan goes through the proxy ${hostName}` })]
        : [],
  };
}

const isSame = (a: Endpoint, b: Endpoint): boolean => a.kind === b.kind && a.name === b.name;

/** What a proxy is asked for is TCP: on the ports of the flow that goes on from it, for the ends that ask it. */
function draftsOf(flow: Flow, onward: Flow, destination: Endpoint): Draft[] {
  const to = [{ name: destination.name, networks: destination.networks, fqdns: destination.fqdns }];
  const from = flow.from.map(({ name, networks, fqdns }) => ({ name, networks, fqdns }));
  return onward.services
    .filter((service) => service.transport === 'tcp')
    .map((service) => ({ direction: 'forward', from, to, service, origin: originOf(flow) }));
}

function namelessFinding(hostName: string, flow: Flow): NamedRule['finding'] {
  return diagnostic('PT7001', {
    message: `the proxy ${hostName} has no rule for the flow ${flow.id}: its destination is known by name only`,
    help: "Print the proxy's rules in a language that has names",
  });
}
