/**
 * Runs in a lab's namespaces, started by `confusion.ts`: sets the lab up in one way after the other, probes
 * everything, and prints a line of JSON for each probe.
 */
import { createServer } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { loadCatalog } from '../../src/catalog/load.ts';
import { createAuthority } from '../../src/lab/authority.ts';
import { loadRules } from '../../src/lab/inside/firewall.ts';
import { startFullTier } from '../../src/lab/inside/full-tier.ts';
import { enterLab, type Inside } from '../../src/lab/inside/lab.ts';
import { listenEverywhere } from '../../src/lab/inside/listeners.ts';
import { runIn } from '../../src/lab/inside/run-in.ts';
import { responderOf, serveSmall } from '../../src/lab/inside/small-servers.ts';
import { makeModel } from '../../src/lab/make-model.ts';
import { rulesOf } from '../../src/lab/rules.ts';
import { servedHosts } from '../../src/lab/services/served-hosts.ts';
import type { Listen, ServedHost } from '../../src/lab/services/service.ts';
import { servicesOf } from '../../src/lab/services/table.ts';
import { protocolOf } from '../../src/probe/protocols/registry.ts';
import { runProbes } from '../../src/probe/run.ts';
import { planReading, readText } from '../../src/workspace/plan-text.ts';
import type { ConfusionJob } from './confusion-lab.ts';
import { type Base, type Filtering, judge, truthOf } from './confusion-truth.ts';
import { type LabTask, labTasks } from './lab-tasks.ts';

const REDIRECTED = 4444;

const STATEMENTS: Partial<Record<Filtering, string>> = {
  drop: 'drop',
  'port-unreachable': 'reject with icmpx port-unreachable',
  prohibited: 'reject with icmpx admin-prohibited',
  reset: 'meta l4proto tcp reject with tcp reset',
};

// Whoever started it is gone: so is the lab.
process.stdin.resume().once('close', () => process.exit());
const job = JSON.parse(process.argv[2] ?? '') as ConfusionJob;
const { planned } = planReading(readText({ file: job.file, text: job.text }, loadCatalog({ frozen: false })));
if (!planned) throw new Error('the hierarchy has errors');
const { hierarchy, plan } = planned;
const model = makeModel(hierarchy, plan);
const served = servedHosts(model, hierarchy, plan);
const byId = new Map(served.map((host) => [host.id, host]));
const inside = await enterLab(model);
const say = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

await serve(job.base);
const tasks = [...labTasks(model, hierarchy, plan)];
const byTask = new Map(tasks.map((one) => [one.task, one]));
for (const filtering of job.filterings) {
  await setFilters(filtering);
  const began = performance.now();
  await probe(filtering);
  say({ filtering, seconds: (performance.now() - began) / 1000, probes: tasks.length });
}
// What was said is on its way: a pipe isn't written to at once.
process.stdout.write('', () => process.exit());

async function serve(base: Base): Promise<void> {
  if (base === 'listeners') listenEverywhere(inside);
  if (base === 'swapped') for (const host of served) swap(host);
  if (base === 'servers') {
    const began = performance.now();
    const { notes } = await startFullTier(inside, served, job.cache);
    if (notes.length > 0) throw new Error(notes.join('\n'));
    say({ up: (performance.now() - began) / 1000 });
  }
}

/** Every port gets the server of another one: of SQL Server, or of the endpoint mapper where that is right. */
function swap(host: ServedHost): void {
  const certificate = createAuthority('Swapped').issue(host.names, host.addresses);
  for (const listen of host.listens) {
    const wrong = listen.transport === 'udp' ? 'dns-udp' : 'sql';
    const other = listen.transport === 'udp' ? 'sql-browser' : 'kerberos';
    const services = [listen.services.includes(wrong) ? other : wrong];
    serveSmall(host, { ...listen, services }, certificate, inside.namespaces.handle(host.id));
  }
}

async function setFilters(filtering: Filtering): Promise<void> {
  for (const { id } of model.filters) await runIn(inside, id, ['nft', 'flush', 'ruleset']);
  if (filtering === 'rules') {
    const { rules } = rulesOf(model, hierarchy, plan, { dialect: 'nftables', hostFirewalls: false });
    for (const one of rules) await loadRules(inside, one, 'drop');
  }
  for (const { id } of model.filters) {
    const statement = STATEMENTS[filtering];
    const text =
      filtering === 'redirect'
        ? `chain confuse { type nat hook prerouting priority dstnat; meta l4proto tcp redirect to :${REDIRECTED}; }`
        : statement && `chain confuse {\ntype filter hook forward priority filter;\n${statement};\n}`;
    if (text !== undefined) await runIn(inside, id, ['nft', '-f', '-'], `table inet confuse {\n${text}\n}\n`);
    if (filtering === 'redirect') intercept(inside, id);
  }
}

/** A middle box: says that it blocks, and opens TLS with a certificate of its own for whatever name is asked for. */
function intercept({ namespaces }: Inside, id: string): void {
  const authority = createAuthority('Inspection of the network');
  const block =
    'HTTP/1.1 403 Forbidden\r\nContent-Type: text/html\r\nContent-Length: 20\r\nConnection: close\r\n\r\n<h1>Blocked here</h1>';
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.setTimeout(3000, () => socket.destroy());
    socket.once('data', (bytes: Buffer) => {
      if (bytes[0] !== 0x16) return void socket.end(block);
      socket.pause();
      socket.unshift(bytes);
      const secure = new TLSSocket(socket, {
        isServer: true,
        secureContext: createSecureContext(authority.issue(['inspected.example'], [])),
        SNICallback: (name, done) => done(null, createSecureContext(authority.issue([name], []))),
      });
      secure.on('error', () => undefined);
      secure.once('data', () => secure.end(block));
    });
  });
  server.on('error', () => undefined);
  namespaces.in(id, () => server.listen({ port: REDIRECTED, backlog: 4096 }));
}

function hasServer({ task, to }: LabTask): boolean {
  // Everybody of the network is asked: one that answers is enough.
  if (!to) return protocolOf(task.service)?.responder?.udp !== undefined;
  const host = byId.get(to.id);
  if (!host) return false;
  const { services, rest } = servicesOf(host);
  const isIt = (listen: Listen): boolean =>
    listen.transport === task.transport && listen.services.includes(task.service);
  return (
    services.some(({ serves }) => serves.some(isIt)) || rest.some((one) => isIt(one) && responderOf(one))
  );
}

async function probe(filtering: Filtering): Promise<void> {
  const addresses = new Map(
    model.hosts.map((host) => [
      host.id,
      host.interfaces.flatMap((one) => one.addresses.map(({ address }) => address)),
    ]),
  );
  await runProbes(byTask.keys(), {
    on: 'lab',
    rate: 0,
    concurrency: job.concurrency,
    timeout: job.timeout,
    placeOf: (task) => {
      const from = byTask.get(task)?.from;
      if (!from) return undefined;
      const { id, label } = from;
      return { namespace: inside.namespaces.handle(id), addresses: addresses.get(id) ?? [], on: label };
    },
    found: ({ verdict, evidence, on, to }, task) => {
      const one = byTask.get(task);
      if (!one) return;
      const truth = truthOf(task, job.base, filtering, hasServer(one));
      const judged = judge(truth, verdict);
      const { service, conversation, transport, id } = task;
      const about = { id, on, to: one.to?.label, address: to.address, evidence };
      say({ base: job.base, filtering, service, conversation, transport, ...judged, ...about });
    },
  });
}
