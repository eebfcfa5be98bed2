/** The full tier: each host's real servers, and the small ones of this project for the rest. */
import { closeSync, mkdirSync, openSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Authority, createAuthority } from '../authority.ts';
import type { LabService, Listen, RunningService, ServedHost, SpawnIn } from '../services/service.ts';
import { servicesOf } from '../services/table.ts';
import type { Inside } from './lab.ts';
import { listenOn } from './listeners.ts';
import { Arrivals } from './record.ts';
import { serveSmall } from './small-servers.ts';

/** Where the lab's own file system is, in memory: it ends with the lab. */
const FOLDER = '/run/services';
/** The folder of a host's server. */
export const serviceFolder = (id: string, program: string): string => path.join(FOLDER, id, program);
/** A domain controller takes a core for a second; more at once only wait for each other. */
const AT_ONCE = 6;

const ENVIRONMENT = { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', LC_ALL: 'C.UTF-8', HOME: '/' };

/** A server that runs, as the report says it. */
export interface ServedBy {
  readonly host: string;
  readonly program: string;
  /** `tcp/445`. */
  readonly ports: readonly string[];
}

export interface FullTier {
  readonly authority: Authority;
  readonly servers: readonly ServedBy[];
  readonly running: ReadonlyMap<string, readonly RunningService[]>;
  /** What came to Portolan's own listeners: they stand in where nobody's protocol is known. */
  readonly arrivals: Arrivals;
  /** Ports that could not be opened, in sentences. */
  readonly notes: readonly string[];
}

/**
 * Starts all servers of all hosts, the slowest first, a few at a time.
 * @param cache a folder that outlives the lab, for provisioned domains.
 * @throws {ServiceError} when a server doesn't come up.
 */
export async function startFullTier(
  { namespaces, spawnIn, model }: Inside,
  hosts: readonly ServedHost[],
  cache: string,
): Promise<FullTier> {
  const authority = createAuthority(`Lab of ${model.hierarchy}`);
  trust(authority);
  const servers: ServedBy[] = [];
  const notes: string[] = [];
  const arrivals = new Arrivals();
  const jobs: { readonly host: ServedHost; readonly service: LabService }[] = [];
  const running = new Map<string, RunningService[]>();
  for (const host of hosts) {
    const { services, rest } = servicesOf(host);
    for (const service of services) {
      jobs.push({ host, service });
      servers.push({ host: host.name, program: service.program, ports: portsOf(service.serves) });
    }
    const certificate = authority.issue(
      [...host.names, host.name].map((name) => name.replaceAll('*', 'any')),
      host.addresses,
    );
    const one = model.hosts.find(({ id }) => id === host.id);
    const [small, bare]: [Listen[], Listen[]] = [[], []];
    for (const listen of rest) {
      try {
        if (serveSmall(host, listen, certificate, namespaces.handle(host.id)) > 0) small.push(listen);
        else if (one && namespaces.in(host.id, () => listenOn(one, listen, arrivals)) > 0) bare.push(listen);
      } catch (error) {
        notes.push(`${host.name}, ${listen.transport}/${listen.port}: ${(error as Error).message}`);
      }
    }
    for (const [program, serves] of [['portolan', small] as const, ['portolan listen', bare] as const])
      if (serves.length > 0) servers.push({ host: host.name, program, ports: portsOf(serves) });
  }
  const queue = jobs.toSorted((a, b) => weight(b.service) - weight(a.service)).values();
  const work = async (): Promise<void> => {
    for (const { host, service } of queue) {
      const folder = serviceFolder(host.id, service.program);
      mkdirSync(folder, { recursive: true });
      const spawn: SpawnIn = (command, args, log) => {
        const out = openSync(log, 'a');
        try {
          return spawnIn(host, [command, ...args], { stdio: ['ignore', out, out], env: ENVIRONMENT });
        } finally {
          closeSync(out);
        }
      };
      const certificate = { ...authority.issue(host.names, host.addresses), authority: authority.cert };
      const started = await service.start({ spawn, folder, cache, certificate });
      running.set(host.id, [...(running.get(host.id) ?? []), started]);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { authority, servers, running, arrivals, notes };
}

/** For the probes of this process: whoever has a certificate of the lab's is trusted in the lab. */
function trust({ cert }: Authority): void {
  const file = path.join(FOLDER, 'authority.pem');
  mkdirSync(FOLDER, { recursive: true });
  writeFileSync(file, cert);
  // Where OpenSSL looks for the system's authorities; read when the first certificate is checked.
  process.env.SSL_CERT_FILE = file;
}

const weight = ({ program }: LabService): number => (program === 'samba' ? 2 : program === 'smbd' ? 1 : 0);

function portsOf(listens: LabService['serves']): string[] {
  return listens.map(({ transport, port, range }) =>
    range ? `${transport}/${range.first}-${range.last}` : `${transport}/${port}`,
  );
}
