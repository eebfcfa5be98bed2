/** What the servers of the full tier have to know of each host, as data for the process that starts them. */
import { printProven } from '../../handout/print-proven.ts';
import type { Hierarchy } from '../../hierarchy/model.ts';
import type { Endpoint, Plan } from '../../plan/model.ts';
import { proxyPolicy } from '../../policy/proxy-policy.ts';
import { endsOf } from '../../probe/ends.ts';
import { ipsecOf } from '../ipsec/configurations.ts';
import { addressesOf, type LabModel } from '../model.ts';
import type { Listen, ServedHost } from './service.ts';

const BOOT: ReadonlySet<string> = new Set(['dhcp', 'pxe-binl', 'dhcpv6']);

/** Every host of the lab, with what the hierarchy says of it. */
export function servedHosts(model: LabModel, hierarchy: Hierarchy, plan: Plan): ServedHost[] {
  const { hints } = endsOf(hierarchy);
  const boots = bootNetworks(plan);
  const protections = ipsecOf(model, hierarchy, plan);
  const outside = joined(model.hosts.filter(({ kind }) => kind === 'internet').flatMap(({ ports }) => ports));
  return model.hosts.map((one): ServedHost => {
    const host = one.kind === 'host' ? hierarchy.hosts.find(({ name }) => name === one.name) : undefined;
    const rpc = host?.rpc?.[0];
    const rules = host && proxyRules(host.name, hierarchy, plan);
    const asked = boots.get(one.name);
    const ipsec = protections.get(one.id);
    return {
      id: one.id,
      name: one.name,
      names: one.fqdns,
      forest: host?.forest ?? '',
      addresses: addressesOf(one),
      roles: one.roles,
      hints: host ? hints({ owner: host.name } as Endpoint) : {},
      listens: one.kind === 'internet' ? outside : one.ports,
      ...(rpc && { rpc }),
      ...(asked && { boots: [...asked] }),
      ...(rules !== undefined && { proxyRules: rules }),
      ...(ipsec && { ipsec }),
    };
  });
}

/** All ports, each once: a name on the internet may stand for several hosts, and any of them may be asked. */
function joined(ports: readonly Listen[]): Listen[] {
  const found = new Map<string, Listen>();
  for (const port of ports) {
    const key = `${port.transport} ${port.port}`;
    const known = found.get(key);
    const services = [...new Set([...(known?.services ?? []), ...port.services])];
    found.set(key, { ...port, ...known, services });
  }
  return [...found.values()];
}

/** Networks from which computers ask a host for an address or a boot file, by its name. */
function bootNetworks(plan: Plan): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>();
  for (const { from, to, services } of plan.flows) {
    if (!services.some(({ service }) => BOOT.has(service.id))) continue;
    const networks = from.flatMap((end) => end.networks.filter((n) => n.first !== n.last).map((n) => n.text));
    for (const { owner } of to) {
      if (owner === undefined) continue;
      const own = found.get(owner) ?? new Set();
      found.set(owner, own);
      for (const text of networks) own.add(text);
    }
  }
  return found;
}

/** As Squid reads them; `undefined` for a host that is no proxy. */
function proxyRules(name: string, hierarchy: Hierarchy, plan: Plan): string | undefined {
  const host = hierarchy.hosts.find((h) => h.name === name);
  if (!host?.roles.some(({ role }) => role === 'proxy-server')) return undefined;
  const policy = { ...proxyPolicy(plan, hierarchy, name), dialect: 'squid' };
  return printProven(policy, plan, hierarchy).printed?.text;
}
