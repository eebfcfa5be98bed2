/**
 * Runs in a network namespace of its own: the servers of a hierarchy on the loopback interface, a kit's script against
 * them, and Portolan's own probe beside it. Prints what both saw, as JSON.
 * Arguments: the hierarchy's file, the host, the script's file, `python`, `nc` or `listen`.
 */
import { execFileSync, spawn } from 'node:child_process';
import { createSocket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Observation } from '../../src/plan/observation.ts';
import { judgeKit } from '../../src/probe/kit/read.ts';
import type { Protocol, ResponderContext } from '../../src/probe/protocol.ts';
import { protocolOf } from '../../src/probe/protocols/registry.ts';
import { readObservations } from '../../src/probe/read-observations.ts';
import { runProbes } from '../../src/probe/run.ts';
import type { ProbeTask } from '../../src/probe/task.ts';
import { probesOf } from '../../src/probe/tasks.ts';
import { planReading, readText } from '../../src/workspace/plan-text.ts';
import { certificate } from '../probe-cm/certificate.ts';

const [file = '', host = '', script = '', mode = '', out = ''] = process.argv.slice(2);
const { planned } = planReading(readText({ file, text: readFileSync(file, 'utf8') }, loadCatalog()));
if (!planned) throw new Error(`${file} has errors`);
const { plan, hierarchy } = planned;
const tasks = [...probesOf(plan, hierarchy, { from: host })].filter(({ to }) => to.host !== host);

/** Hosts that nobody has built yet: refused. */
const ABSENT = 'gone01';
/** A server of another kind on a port: SSH where FSP should be. */
const SWAPPED = 'fsp01';

execFileSync('ip', ['link', 'set', 'lo', 'up']);
execFileSync('sysctl', ['-qw', 'net.ipv4.icmp_ratelimit=0']);
for (const address of new Set(hierarchy.hosts.flatMap(({ addresses }) => addresses.map(({ text }) => text))))
  execFileSync('ip', ['address', 'add', `${address}/32`, 'dev', 'lo']);

const servers = new Set<string>();
for (const task of mode === 'listen' ? [] : tasks) await serve(task);

async function serve(task: ProbeTask): Promise<void> {
  const { transport, to, port = 0, range } = task;
  const { address } = to;
  const key = `${transport} ${address} ${port}`;
  if (address === undefined || to.host === ABSENT || servers.has(key) || transport === 'icmp') return;
  servers.add(key);
  const protocol = protocolOf(task.service);
  const context: ResponderContext = {
    host: {
      name: to.host ?? to.name,
      fqdn: to.fqdns[0] ?? to.name,
      roles: [...to.roles, task.hints.role ?? ''],
      addresses: [address],
    },
    service: task.service,
    port,
    hints: { ...task.hints, rpcPort: `${range?.first ?? 49152}`, 'port.sql': '51433' },
    certificate: certificate(),
  };
  if (transport === 'tcp') await serveTcp(address, port, protocol, context);
  else await serveUdp(address, port, protocol, context);
}

async function serveTcp(
  address: string,
  port: number,
  protocol: Protocol | undefined,
  context: ResponderContext,
): Promise<void> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    if (context.host.name === SWAPPED && /^http/.test(context.service))
      socket.write('SSH-2.0-OpenSSH_9.2\r\n');
    else protocol?.responder?.tcp?.(socket, context);
  });
  await new Promise<void>((resolve) => server.listen(port, address, resolve));
}

async function serveUdp(
  address: string,
  port: number,
  protocol: Protocol | undefined,
  context: ResponderContext,
): Promise<void> {
  const socket = createSocket('udp4');
  socket.on('message', (bytes, { address: from, port: to }) =>
    protocol?.responder?.udp?.(
      { bytes, address: from, port: to },
      (answer) => socket.send(answer, to, from),
      context,
      () => {},
    ),
  );
  await new Promise<void>((resolve) => socket.bind(port, address, resolve));
}

/** @param listens - told when the script says that it listens */
function runScript(args: readonly string[], listens?: () => void): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn('sh', [script, '-o', out, '-t', '4000', ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let text = '';
    child.stdout.on('data', (chunk) => {
      text += chunk;
      if (text.includes('Listening on')) listens?.();
    });
    child.stderr.on('data', (chunk) => (text += chunk));
    child.on('close', () => resolve(text));
  });
}

async function probes(): Promise<Observation[]> {
  const seen: Observation[] = [];
  await runProbes(tasks, {
    on: host,
    timeout: 4000,
    rate: 0,
    found: (observation) => void seen.push(observation),
  });
  return seen;
}

if (mode === 'listen') {
  const { promise: isReady, resolve: ready } = Promise.withResolvers<void>();
  const run = runScript(['-l', '-s', '6'], ready);
  await isReady;
  const seen = await runListened();
  const text = await run;
  const reading = readObservations(readFileSync(out, 'utf8'));
  print({ text, seen, heard: 'set' in reading ? reading.set.observations : reading.message });
} else {
  const text = await runScript(mode === 'nc' ? ['-p'] : []);
  const again = mode === 'nc' ? '' : await runScript([]);
  const reading = readObservations(readFileSync(out, 'utf8'));
  if (!('set' in reading)) throw new Error(reading.message);
  const raw = reading.set.observations;
  print({ text, again, raw: raw.length, judged: await judgeKit(raw, tasks), probed: await probes() });
}

/** What others see of the listeners that the script opened for its host. */
async function runListened(): Promise<Observation[]> {
  const seen: Observation[] = [];
  const towards = [...probesOf(plan, hierarchy, { to: [host] })].filter(
    ({ to, from }) => to.host === host && from.host !== host && to.address !== undefined,
  );
  await runProbes(towards, {
    on: 'elsewhere',
    timeout: 4000,
    rate: 0,
    locate: false,
    found: (observation) => void seen.push(observation),
  });
  return seen;
}

function print(value: unknown): void {
  process.stdout.write(JSON.stringify(value), () => process.exit(0));
}
