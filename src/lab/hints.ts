/** What the lab's services have to know of their hosts to answer as the real ones would. */
import type { Hierarchy } from '../hierarchy/model.ts';
import { endsOf } from '../probe/ends.ts';
import type { LabHost } from './model.ts';
import { nameFor } from './name-for.ts';

/** Services whose port the endpoint mapper names. */
const DYNAMIC = 'rpc-dynamic';

export function withHints(hosts: readonly LabHost[], hierarchy: Hierarchy): LabHost[] {
  const ends = endsOf(hierarchy);
  const forests = new Map(hierarchy.hosts.map((host) => [host.name, host.forest]));
  return hosts.map((host) => {
    const end = {
      kind: host.kind,
      name: host.name,
      zone: '',
      networks: [],
      fqdns: host.fqdns,
      owner: host.name,
    };
    const forest = forests.get(host.name);
    const own = hierarchy.hosts.find(({ name }) => host.kind === 'host' && name === host.name)?.rpc?.[0]
      ?.first;
    const dynamic = host.ports.filter(({ services }) => services.includes(DYNAMIC));
    // In a network of clients it has the ports of those, too: its own are what it names.
    const rpc = dynamic.find(({ port }) => port === own) ?? dynamic[0];
    const hints = {
      ...(host.kind === 'host' && ends.hints(end)),
      ...(forest !== undefined && { domain: forest }),
      ...(rpc && { rpcPort: String(rpc.port) }),
    };
    const isUnwritten = host.kind === 'host' && host.fqdns.length === 0;
    const fqdns = (isUnwritten ? ends.end(end, undefined).fqdns : host.fqdns).map(nameFor);
    return { ...host, fqdns, hints };
  });
}
