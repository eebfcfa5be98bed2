/** Which addresses of the lab an end of the plan stands for. */
import { contains, type Network, parseNetwork } from '../net/network.ts';
import type { Endpoint } from '../plan/model.ts';
import type { LabAddress, LabHost } from './model.ts';

/** An address with the host that has it. */
export interface Resident {
  readonly host: LabHost;
  readonly address: LabAddress;
  readonly network: Network;
}

export interface Residents {
  readonly all: readonly Resident[];
  /** By address and not by name: what lies inside of an end's networks is that end, whatever else it is. */
  of(endpoint: Endpoint): readonly Resident[];
}

export function residentsOf(hosts: readonly LabHost[]): Residents {
  const all = hosts.flatMap((host) =>
    host.interfaces.flatMap(({ addresses }) =>
      addresses.map((address): Resident => ({ host, address, network: networkOf(address) })),
    ),
  );
  const byAddress = new Map(all.map((resident) => [resident.address.address, resident]));
  const known = new Map<Endpoint, readonly Resident[]>();
  const find = ({ networks, name, kind }: Endpoint): readonly Resident[] => {
    if (networks.length === 0)
      return all.filter(
        ({ host }) =>
          host.name === name &&
          (host.kind === kind ||
            host.kind === 'internet' ||
            // Clients that come from anywhere are an end on the internet.
            (kind === 'internet' && host.kind === 'clients')),
      );
    return networks.flatMap((n) => {
      if (n.first === n.last) return byAddress.get(n.text) ?? [];
      return all.filter(({ network }) => contains(n, network));
    });
  };
  return {
    all,
    of: (endpoint) => {
      let found = known.get(endpoint);
      if (!found) {
        found = [...new Set(find(endpoint))];
        known.set(endpoint, found);
      }
      return found;
    },
  };
}

function networkOf({ address }: LabAddress): Network {
  const parsed = parseNetwork(address);
  if ('error' in parsed) throw new TypeError(`${address} is no address`);
  return parsed;
}
