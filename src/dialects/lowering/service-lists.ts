import type { Family } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import type { Rule } from '../../policy/model.ts';
import type { Capabilities } from '../dialect.ts';
import type { TermService } from './term.ts';

type Lists = readonly (readonly TermService[])[];

/** Makes lists of services; those of rules that say the same are the same object. */
export class ServiceLists {
  private readonly capabilities: Capabilities;
  /** By the very list of ports, which rules mostly share; without dynamic RPC. */
  private readonly ofPorts: {
    readonly tcp: Map<readonly PortRange[], Lists>;
    readonly udp: Map<readonly PortRange[], Lists>;
  } = { tcp: new Map(), udp: new Map() };
  private readonly made = new Map<string, Lists>();

  constructor(capabilities: Capabilities) {
    this.capabilities = capabilities;
  }

  /** What one term each may hold of a rule's services: all of them, or one at a time. */
  of(rule: Rule, families: readonly Family[]): Lists {
    const { transport, ports, rpc } = rule;
    if ((transport !== 'tcp' && transport !== 'udp') || rpc !== undefined) return this.once(rule, families);
    const known = this.ofPorts[transport];
    let lists = known.get(ports);
    if (!lists) {
      lists = this.once(rule, families);
      known.set(ports, lists);
    }
    return lists;
  }

  private once(rule: Rule, families: readonly Family[]): Lists {
    const key = keyOf(rule, families);
    let lists = this.made.get(key);
    if (!lists) {
      const services = servicesOf(rule, families, this.capabilities);
      lists = this.capabilities.mixedTransports ? [services] : services.map((service) => [service]);
      this.made.set(key, lists);
    }
    return lists;
  }
}

function keyOf({ transport, ports, rpc }: Rule, families: readonly Family[]): string {
  if (transport === 'icmp') return `icmp ${families.join()}`;
  let key = `${transport}/${rpc ?? ''}`;
  for (const { first, last } of ports) key += `,${first}-${last}`;
  return key;
}

function servicesOf(rule: Rule, families: readonly Family[], { dynamicRpc }: Capabilities): TermService[] {
  const { transport, ports, rpc } = rule;
  if (transport === 'icmp')
    return families.map((family) => ({
      transport: family === 4 ? 'icmp' : 'icmpv6',
      ports: [],
      icmp: 'echo-request',
    }));
  return [rpc && dynamicRpc !== 'range' ? { transport, ports, rpc } : { transport, ports }];
}
