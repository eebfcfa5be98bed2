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
    const rpc = host.ports.find(({ services }) => services.includes(DYNAMIC));
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
