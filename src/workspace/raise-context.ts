import type { RaiseContext } from '../dialects/reader.ts';
import { listenersOf } from '../hierarchy/listeners.ts';
import type { Hierarchy } from '../hierarchy/model.ts';
import type { Plan } from '../plan/model.ts';
import { interfacesOf } from '../policy/interfaces.ts';
import type { Target } from '../verify/verify.ts';

/** Whose configuration is read. */
export type TargetName = Pick<Target, 'kind' | 'name'>;

type Interfaces = RaiseContext['interfaces'];

/** What the hierarchy knows of a filter or a host, as reading its configuration asks for it. */
export function raiseContext(
  interfaces: Interfaces,
  emptyIncludes: boolean,
  hierarchy?: Hierarchy,
  target?: TargetName,
): RaiseContext {
  const host = target?.kind === 'host' ? hierarchy?.hosts.find((h) => h.name === target.name) : undefined;
  // A listener's address is the host's own for some of the time.
  const isFixed = host && hierarchy && !listenersOf(hierarchy).some(({ hosts }) => hosts.includes(host.name));
  return {
    ...(target && { kind: target.kind === 'filter' ? 'network' : 'host' }),
    interfaces,
    ...(isFixed && { addresses: host.addresses }),
    ...(host?.rpc && { dynamicRpc: host.rpc }),
    ...(emptyIncludes && { emptyIncludes }),
  };
}

/** What the hierarchy says of a filter's interfaces; it holds over what was assumed. */
export function knownInterfaces(
  hierarchy: Hierarchy | undefined,
  filter: string | undefined,
  assumed: Interfaces = new Map(),
): Interfaces {
  return new Map([...assumed, ...(hierarchy?.filters.find((f) => f.name === filter)?.interfaces ?? [])]);
}

/**
 * Interfaces with the names of zones, as the rules of a filter name them where the hierarchy doesn't say what its
 * interfaces are called.
 */
export function zoneInterfaces(
  { hierarchy, plan }: { readonly hierarchy: Hierarchy; readonly plan: Plan },
  filter: string,
): Interfaces {
  const found = hierarchy.filters.find(({ name }) => name === filter);
  if (!found) return new Map();
  const flows = plan.flows.filter((flow) => flow.path.some((crossing) => crossing.filter === filter));
  return new Map(interfacesOf(hierarchy, found, flows).map(({ name, networks }) => [name, networks]));
}
