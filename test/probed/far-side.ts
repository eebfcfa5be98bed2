/** Listens on every port that a plan has, on all addresses, and answers in the protocol of the service. */
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { loadCatalog } from '../../src/catalog/load.ts';
import { readHierarchy } from '../../src/hierarchy/read.ts';
import { planFlows } from '../../src/plan/plan.ts';
import type { ResponderContext } from '../../src/probe/protocol.ts';
import { protocolOf } from '../../src/probe/protocols/registry.ts';
import type { ProbeTask } from '../../src/probe/task.ts';
import { probesOf } from '../../src/probe/tasks.ts';

// Whoever started it is gone.
process.stdin.on('end', () => process.exit()).resume();

const [file = '', as = '', ...closed] = process.argv.slice(2);
const catalog = loadCatalog();
const { hierarchy, place } = readHierarchy(readFileSync(file, 'utf8'), file, catalog);
if (!hierarchy) throw new Error('the hierarchy has errors');
const plan = planFlows({ hierarchy, place }, catalog);

const byPort = new Map<string, ProbeTask>();
for (const task of probesOf(plan, hierarchy, { from: as })) {
  const { transport, port } = task;
  const key = `${transport}/${port}`;
  if (port !== undefined && !closed.includes(key) && !byPort.has(key)) byPort.set(key, task);
}
const context = ({ to, service, port = 0, hints }: ProbeTask): ResponderContext => ({
  host: {
    name: to.name,
    fqdn: to.fqdns[0] ?? to.name,
    roles: to.roles,
    addresses: to.address === undefined ? [] : [to.address],
  },
  service,
  port,
  hints,
});
let waiting = byPort.size;
const ready = (): void => {
  waiting--;
  if (waiting === 0) process.stdout.write('ready\n');
};
for (const task of byPort.values()) {
  const { transport, port = 0, service } = task;
  const responder = protocolOf(service)?.responder;
  if (transport === 'tcp') {
    const server = createServer((socket) => {
      socket.on('error', () => socket.destroy());
      if (responder?.tcp) responder.tcp(socket, context(task));
      else socket.end();
    });
    server.on('error', ready);
    server.listen({ port, host: '::', backlog: 511 }, ready);
  } else {
    const socket = createSocket({ type: 'udp6' });
    socket.on('error', ready);
    socket.on('message', (bytes, from) => {
      const reply = (answer: Uint8Array): void => socket.send(answer, from.port, from.address);
      responder?.udp?.({ bytes, address: from.address, port: from.port }, reply, context(task), reply);
    });
    socket.bind({ port, address: '::' }, ready);
  }
}
