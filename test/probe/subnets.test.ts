/** Questions of a machine that is one of a subnet: from its own address, and to everybody but itself. */
import { createSocket, type Socket as UdpSocket } from 'node:dgram';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Observation } from '../../src/plan/observation.ts';
import { bannerOf } from '../../src/probe/banner.ts';
import { socketIn } from '../../src/probe/native/socket.ts';
import type { ResponderContext } from '../../src/probe/protocol.ts';
import { protocolOf } from '../../src/probe/protocols/registry.ts';
import { runProbes } from '../../src/probe/run.ts';
import type { ProbeTask } from '../../src/probe/task.ts';
import { Network, type Node, V4, V6 } from './network.ts';

let network: Network;
const sockets: UdpSocket[] = [];
/** Who asked the DHCP server. */
const asking: string[] = [];

/** A socket of a node; `answer` sends back to whom a datagram came from. */
async function serve(
  node: Node,
  family: 4 | 6,
  port: number,
  heard: (
    bytes: Buffer,
    from: { address: string; port: number },
    answer: (bytes: Uint8Array | string) => void,
  ) => void,
): Promise<UdpSocket> {
  const namespace = network.namespace(node);
  const fd = socketIn({ type: 'udp', family, namespace, local: { address: '', port }, reuseAddress: true });
  const socket = createSocket(family === 4 ? 'udp4' : 'udp6');
  await new Promise<void>((resolve) => socket.bind({ fd }, resolve));
  socket.on('message', (bytes, from) =>
    heard(bytes, from, (answer) => socket.send(answer, from.port, from.address)),
  );
  sockets.push(socket);
  return socket;
}

beforeAll(async () => {
  network = await Network.start();
  // A second way, which the routes would take for what goes to everybody.
  network.run(
    'client',
    'ip link add aside type veth peer name aside1; ip link set aside up; ip link set aside1 up',
  );
  network.run('client', 'ip addr add 10.77.0.2/24 dev aside; ip route add 224.0.0.0/4 dev aside');
  const context: ResponderContext = {
    host: { name: 'server', fqdn: 'server.example.com', roles: ['dhcp-server'], addresses: [V4.server] },
    service: 'dhcp',
    port: 67,
    hints: {},
  };
  await serve('server', 4, 67, (bytes, { address, port }, answer) => {
    asking.push(address);
    protocolOf('dhcp')?.responder?.udp?.({ bytes, address, port }, answer, context, answer);
  });
});

afterAll(() => {
  for (const socket of sockets) socket.close();
  network?.stop();
});

function task(
  service: string,
  port: number,
  subnet: string,
  to: ProbeTask['to'],
  more: object = {},
): ProbeTask {
  return {
    id: `${service} ${subnet} ${to.name}`,
    flow: 'flow',
    conversation: 'conversation',
    reverse: false,
    service,
    serviceName: service,
    transport: 'udp',
    port,
    from: { name: 'clients', subnet, fqdns: [], roles: [] },
    to,
    phase: 'always',
    path: [],
    hints: {},
    ...more,
  };
}

async function probe(tasks: readonly ProbeTask[]): Promise<Observation[]> {
  const found: Observation[] = [];
  await runProbes(tasks, {
    on: 'clients',
    rate: 0,
    timeout: 1500,
    placeOf: () => ({
      namespace: network.namespace('client'),
      addresses: [V4.client, V6.client, '10.77.0.2'],
    }),
    found: (observation) => found.push(observation),
  });
  return found;
}

describe('a machine of a subnet', () => {
  test('is known to a DHCP server by its own address, and all its questions are answered', async () => {
    const to = { name: 'server', host: 'server', address: V4.server, fqdns: [], roles: ['dhcp-server'] };
    // Each has the same own port, and a site has many servers.
    const tasks = Array.from({ length: 8 }, (_, i) => ({
      ...task('dhcp', 67, '10.1.0.0/24', to),
      id: `${i}`,
      hints: { role: `${i}` },
    }));
    const found = await probe(tasks);
    expect(found.map(({ verdict }) => verdict)).toEqual(tasks.map(() => 'open'));
    expect(new Set(asking)).toEqual(new Set([V4.client]));
  });

  test.each([
    [4, '10.1.0.0/24', 'broadcast'],
    [6, 'fd00:1::/64', 'multicast'],
    [4, '10.1.0.0/24', 'multicast'],
  ] as const)(
    'takes no answer of its own to what it sends to everybody (IPv%i, %s, %s)',
    async (family, subnet, cast) => {
      const to = { name: 'clients', subnet, fqdns: [], roles: [] };
      const asked = task('peer-cache-broadcast', 8004, subnet, to, { cast });
      let heard = 0;
      const own = await serve('client', family, 8004, (_, __, answer) => {
        heard++;
        answer(bannerOf({ host: 'itself', token: '0123456789abcdef' }));
      });
      expect((await probe([asked])).map(({ verdict }) => verdict)).toEqual(['unproven']);
      const neighbour = await serve('near', family, 8004, (_, __, answer) =>
        answer(bannerOf({ host: 'neighbour', token: '0123456789abcdef' })),
      );
      const found = await probe([asked]);
      expect(found.map(({ verdict, facts }) => [verdict, facts.listener])).toEqual([
        ['listener', 'neighbour'],
      ]);
      // Otherwise the first expectation proves nothing.
      if (family === 6) expect(heard).toBeGreaterThan(0);
      for (const socket of [own, neighbour]) {
        sockets.splice(sockets.indexOf(socket), 1);
        socket.close();
      }
    },
  );
});
