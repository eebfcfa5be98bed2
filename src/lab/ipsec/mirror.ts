import { Names } from '../../dialects/lowering/names.ts';
import { CAPABILITIES } from '../../dialects/strongswan/capabilities.ts';
import type { SwanConnection, SwanFile } from '../../dialects/strongswan/model.ts';
import { contains, parseNetwork } from '../../net/network.ts';

/**
 * The other side of what is printed for hosts, for somebody in a network of their peers: computers of a network have
 * files of their own, which the plan knows nothing of.
 */
export function mirrored(files: readonly SwanFile[], label: string, addresses: readonly string[]): SwanFile {
  const names = new Names({ longest: CAPABILITIES.nameLength, illegal: /[^A-Za-z0-9_-]/ });
  const connections = addresses.flatMap((text): SwanConnection[] => {
    const local = parseNetwork(text);
    if ('error' in local) return [];
    return files.flatMap(({ host, connections: own }) =>
      own
        .filter(({ remote }) => remote.some((network) => contains(network, local)))
        .map((connection) => ({
          name: names.take(`cm-${host}`),
          local,
          remote: [connection.local],
          peers: host,
          children: connection.children.map(({ name, selector, term }) => {
            const { protocol, localPorts, remotePorts } = selector;
            return {
              name: names.take(name),
              selector: {
                protocol,
                ...(remotePorts && { localPorts: remotePorts }),
                ...(localPorts && { remotePorts: localPorts }),
              },
              term,
            };
          }),
        })),
    );
  });
  return { host: label, hierarchy: files[0]?.hierarchy ?? '', connections };
}
