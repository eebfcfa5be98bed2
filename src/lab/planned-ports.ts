/** The ports that a lab's hosts listen on, and those that are asked everywhere. */
import type { PortRange } from '../net/ports.ts';
import type { Plan } from '../plan/model.ts';
import type { LabHost, LabPort } from './model.ts';
import { residentsOf } from './residents.ts';

/** The ports that stand for a range: all that differs about the others is their number. */
export function endsOf({ first, last }: PortRange): readonly number[] {
  return first === last ? [first] : [first, last];
}

/** Every host with the ports that planned flows lead to. */
export function withPorts(hosts: readonly LabHost[], plan: Plan): LabHost[] {
  const residents = residentsOf(hosts);
  const ports = new Map(hosts.map((host) => [host, new Map<string, Mutable>()]));
  for (const { to, services } of plan.flows) {
    const targets = new Set(to.flatMap((endpoint) => residents.of(endpoint).map(({ host }) => host)));
    for (const { service, transport, ports: ranges } of services) {
      if (transport === 'icmp') continue;
      for (const range of ranges) {
        for (const port of endsOf(range)) {
          for (const host of targets) {
            const own = ports.get(host);
            const known = own?.get(`${transport} ${port}`) ?? { transport, port, services: new Set() };
            own?.set(`${transport} ${port}`, known);
            known.services.add(service.id);
            if (range.first !== range.last) known.range = range;
          }
        }
      }
    }
  }
  return hosts.map((host) => ({
    ...host,
    ports: [...new Map(namesakesOf(host, hosts).flatMap((one) => [...(ports.get(one) ?? [])])).values()]
      .sort((a, b) => (a.transport === b.transport ? a.port - b.port : a.transport < b.transport ? -1 : 1))
      .map((port): LabPort => ({ ...port, services: [...port.services].sort() })),
  }));
}

/**
 * A host with those on the internet that have a name in common with it: whoever asks for the name may get to any of
 * them, so each has the ports of all.
 */
function namesakesOf(host: LabHost, hosts: readonly LabHost[]): LabHost[] {
  if (host.kind !== 'internet') return [host];
  const names = new Set(host.fqdns);
  return hosts.filter(
    (other) => other === host || (other.kind === 'internet' && other.fqdns.some((name) => names.has(name))),
  );
}

interface Mutable {
  readonly transport: 'tcp' | 'udp';
  readonly port: number;
  readonly services: Set<string>;
  range?: PortRange;
}
