/**
 * A small network of namespaces: a client behind two routers from three servers, and one server more
 * behind one of those, in IPv4 and IPv6. It lives in one
 * process: when that ends, nothing is left.
 */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { openNamespace } from '../../src/probe/native/namespace.ts';
import { socketIn } from '../../src/probe/native/socket.ts';

export type Node = (typeof NODES)[number];

const NODES = ['client', 'near', 'far', 'server', 'other', 'bare', 'deep'] as const;

/** Addresses by node. `down` is nobody's, in the servers' subnet. */
export const V4 = {
  client: '10.1.0.2',
  near: '10.1.0.1',
  far: '10.2.0.2',
  server: '10.3.0.2',
  other: '10.3.0.3',
  bare: '10.3.0.4',
  down: '10.3.0.99',
} as const;
export const V6 = {
  client: 'fd00:1::2',
  near: 'fd00:1::1',
  far: 'fd00:2::2',
  server: 'fd00:3::2',
  other: 'fd00:3::3',
  bare: 'fd00:3::4',
  down: 'fd00:3::99',
} as const;

const SCRIPT = `
set -e
PATH=$PATH:/usr/sbin:/sbin
mount -t tmpfs tmpfs /run
mkdir /run/netns
for n in client near far server other bare deep; do
  ip netns add $n
  # Otherwise IPv6 only works after a second or two, when every address is known to be nobody else's.
  ip netns exec $n sh -c 'echo 0 >/proc/sys/net/ipv6/conf/default/accept_dad; echo 0 >/proc/sys/net/ipv6/conf/all/accept_dad'
  ip -n $n link set lo up
done
link() { ip link add $2 netns $1 type veth peer name $4 netns $3; ip -n $1 link set $2 up; ip -n $3 link set $4 up; }
link client eth0 near c0
link near f0 far n0
ip -n far link add lan type bridge
ip -n far link set lan up
for s in server other bare; do
  link $s eth0 far $s
  ip -n far link set $s master lan
done
add() { ip -n $1 addr add $3 dev $2 nodad; }
add4() { ip -n $1 addr add $3 dev $2; }
add4 client eth0 10.1.0.2/24; add client eth0 fd00:1::2/64
add4 near c0 10.1.0.1/24; add near c0 fd00:1::1/64
add4 near f0 10.2.0.1/24; add near f0 fd00:2::1/64
add4 far n0 10.2.0.2/24; add far n0 fd00:2::2/64
add4 far lan 10.3.0.1/24; add far lan fd00:3::1/64
add4 server eth0 10.3.0.2/24; add server eth0 fd00:3::2/64
add4 other eth0 10.3.0.3/24; add other eth0 fd00:3::3/64
add4 bare eth0 10.3.0.4/24; add bare eth0 fd00:3::4/64
link other d0 deep eth0
add4 other d0 10.4.0.1/24; add other d0 fd00:4::1/64
add4 deep eth0 10.4.0.2/24; add deep eth0 fd00:4::2/64
for n in near far other; do
  ip netns exec $n sh -c 'echo 1 >/proc/sys/net/ipv4/ip_forward; echo 1 >/proc/sys/net/ipv6/conf/all/forwarding
    for f in ip ip6; do echo 0 >/proc/sys/net/bridge/bridge-nf-call-\${f}tables; done
    echo 0 >/proc/sys/net/ipv4/icmp_ratelimit; echo 0 >/proc/sys/net/ipv6/icmp/ratelimit
    echo 1000000 >/proc/sys/net/ipv4/icmp_msgs_per_sec'
done
route() { ip -n $1 route add $2 via $3; ip -n $1 -6 route add $4 via $5; }
route client default 10.1.0.1 default fd00:1::1
route near 10.3.0.0/24 10.2.0.2 fd00:3::/64 fd00:2::2
route far 10.1.0.0/24 10.2.0.1 fd00:1::/64 fd00:2::1
route far 10.4.0.0/24 10.3.0.3 fd00:4::/64 fd00:3::3
route deep default 10.4.0.1 default fd00:4::1
for s in server other bare; do route $s default 10.3.0.1 default fd00:3::1; done
echo ready
exec sleep 1000
`;

export class Network {
  readonly #process: ChildProcess;
  readonly #namespaces: Map<Node, number> = new Map();
  readonly #servers: Server[] = [];
  readonly #open: Set<Socket> = new Set();

  private constructor(child: ChildProcess) {
    this.#process = child;
    for (const node of NODES)
      this.#namespaces.set(node, openNamespace(`/proc/${child.pid}/root/run/netns/${node}`));
  }

  static async start(): Promise<Network> {
    const child = spawn('unshare', ['-n', '-m', 'sh', '-c', SCRIPT], { stdio: ['ignore', 'pipe', 'pipe'] });
    let errors = '';
    child.stderr?.on('data', (text: Buffer) => {
      errors += String(text);
    });
    const ready = await Promise.race([once(child.stdout ?? child, 'data'), once(child, 'exit')]);
    if (!String(ready[0]).startsWith('ready')) throw new Error(`no network: ${errors}`);
    return new Network(child);
  }

  namespace(node: Node): number {
    return this.#namespaces.get(node) ?? -1;
  }

  /** Runs a shell command inside a node. */
  run(node: Node, command: string, input: string = ''): void {
    const namespace = `--net=/proc/${this.#process.pid}/root/run/netns/${node}`;
    const done = spawnSync('nsenter', [namespace, 'sh', '-c', command], { input, encoding: 'utf8' });
    if (done.status !== 0) throw new Error(`${node}: ${command}: ${done.stderr}`);
  }

  /** Replaces the rules of a node. */
  rules(node: Node, text: string): void {
    this.run(node, 'PATH=$PATH:/usr/sbin nft -f -', `flush ruleset\n${text}`);
  }

  /** A TCP server in a node, on both families. */
  async listen(node: Node, port: number, serve: (socket: Socket) => void): Promise<void> {
    for (const family of [4, 6] as const) {
      const fd = socketIn({
        type: 'tcp',
        family,
        namespace: this.namespace(node),
        local: { address: '', port },
        listen: 64,
      });
      const server = createServer((socket) => {
        this.#open.add(socket);
        socket.on('error', () => {});
        socket.on('close', () => this.#open.delete(socket));
        serve(socket);
      }).listen({ fd });
      await once(server, 'listening');
      this.#servers.push(server);
    }
  }

  stop(): void {
    for (const server of this.#servers) server.close();
    for (const socket of this.#open) socket.destroy();
    for (const fd of this.#namespaces.values()) closeSync(fd);
    this.#process.kill('SIGKILL');
  }
}
