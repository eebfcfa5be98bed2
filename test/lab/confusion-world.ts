/** A lab set up for the table of verdicts: what serves its ports, and what its filters do. To be entered once. */
import { createServer } from 'node:net';
import { createSecureContext, TLSSocket } from 'node:tls';
import { loadCatalog } from '../../src/catalog/load.ts';
import type { Hierarchy } from '../../src/hierarchy/model.ts';
import { createAuthority } from '../../src/lab/authority.ts';
import { loadRules } from '../../src/lab/inside/firewall.ts';
import { startFullTier } from '../../src/lab/inside/full-tier.ts';
import { enterLab, type Inside } from '../../src/lab/inside/lab.ts';
import { listenEverywhere } from '../../src/lab/inside/listeners.ts';
import { runIn } from '../../src/lab/inside/run-in.ts';
import { responderOf, serveSmall } from '../../src/lab/inside/small-servers.ts';
import { makeModel } from '../../src/lab/make-model.ts';
import type { LabModel } from '../../src/lab/model.ts';
import { rulesOf } from '../../src/lab/rules.ts';
import { servedHosts } from '../../src/lab/services/served-hosts.ts';
import type { Listen, ServedHost } from '../../src/lab/services/service.ts';
import { servicesOf } from '../../src/lab/services/table.ts';
import type { Plan } from '../../src/plan/model.ts';
import { protocolOf } from '../../src/probe/protocols/registry.ts';
import { planReading, readText } from '../../src/workspace/plan-text.ts';
import type { Base, Filtering } from './confusion-truth.ts';
import type { LabTask } from './lab-tasks.ts';

const REDIRECTED = 4444;

const STATEMENTS: Partial<Record<Filtering, string>> = {
  drop: 'drop',
  'port-unreachable': 'reject with icmpx port-unreachable',
  prohibited: 'reject with icmpx admin-prohibited',
  reset: 'meta l4proto tcp reject with tcp reset',
};

/** A lab with its hierarchy. */
export interface World {
  readonly hierarchy: Hierarchy;
  readonly plan: Plan;
  readonly model: LabModel;
  readonly inside: Inside;
  readonly served: readonly ServedHost[];
}

export async function enterWorld(file: string, text: string): Promise<World> {
  const { planned } = planReading(readText({ file, text }, loadCatalog({ frozen: false })));
  if (!planned) throw new Error('the hierarchy has errors');
  const { hierarchy, plan } = planned;
  const model = makeModel(hierarchy, plan);
  const served = servedHosts(model, hierarchy, plan);
  return { hierarchy, plan, model, served, inside: await enterLab(model) };
}

/** @param cache where the full tier keeps what takes long to make */
export async function serve({ inside, served }: World, base: Base, cache: string): Promise<void> {
  if (base === 'listeners') listenEverywhere(inside);
  if (base === 'swapped') for (const host of served) swap(inside, host);
  if (base === 'servers') {
    const { notes } = await startFullTier(inside, served, cache);
    if (notes.length > 0) throw new Error(notes.join('\n'));
  }
}

/** Every port gets the server of another one: of SQL Server, or of the endpoint mapper where that is right. */
function swap({ namespaces }: Inside, host: ServedHost): void {
  const certificate = createAuthority('Swapped').issue(host.names, host.addresses);
  for (const listen of host.listens) {
    const wrong = listen.transport === 'udp' ? 'dns-udp' : 'sql';
    const other = listen.transport === 'udp' ? 'sql-browser' : 'kerberos';
    const services = [listen.services.includes(wrong) ? other : wrong];
    serveSmall(host, { ...listen, services }, certificate, namespaces.handle(host.id));
  }
}

export async function setFilters(
  { inside, model, hierarchy, plan }: World,
  filtering: Filtering,
): Promise<void> {
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

/** Whether something that speaks a task's protocol is there in the base `servers`. */
export function hasServer({ served }: World, { task, to }: LabTask): boolean {
  // Everybody of the network is asked: one that answers is enough.
  if (!to) return protocolOf(task.service)?.responder?.udp !== undefined;
  const host = served.find(({ id }) => id === to.id);
  if (!host) return false;
  const { services, rest } = servicesOf(host);
  const isIt = (listen: Listen): boolean =>
    listen.transport === task.transport && listen.services.includes(task.service);
  return (
    services.some(({ serves }) => serves.some(isIt)) || rest.some((one) => isIt(one) && responderOf(one))
  );
}
