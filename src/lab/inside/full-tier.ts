/** The full tier: each host's real servers, and the small ones of this project for the rest. */
import { closeSync, mkdirSync, openSync } from 'node:fs';
import path from 'node:path';
import { type Authority, createAuthority } from '../authority.ts';
import type { LabService, RunningService, ServedHost, SpawnIn } from '../services/service.ts';
import { servicesOf } from '../services/table.ts';
import type { Inside } from './lab.ts';
import { serveSmall } from './small-servers.ts';

/** Where the lab's own file system is, in memory: it ends with the lab. */
const FOLDER = '/run/services';
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
  /** Ports that nobody serves, in sentences. */
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
  const servers: ServedBy[] = [];
  const notes: string[] = [];
  const jobs: { readonly host: ServedHost; readonly service: LabService }[] = [];
  const running = new Map<string, RunningService[]>();
  for (const host of hosts) {
    const { services, rest } = servicesOf(host);
    for (const service of services) {
      jobs.push({ host, service });
      servers.push({ host: host.name, program: service.program, ports: portsOf(service.serves) });
    }
    const certificate = authority.issue([...host.names, host.name], host.addresses);
    const small = rest.filter((listen) => {
      try {
        return serveSmall(host, listen, certificate, namespaces.handle(host.id)) > 0;
      } catch (error) {
        notes.push(`${host.name}, ${listen.transport}/${listen.port}: ${(error as Error).message}`);
        return false;
      }
    });
    if (small.length > 0) servers.push({ host: host.name, program: 'portolan', ports: portsOf(small) });
    for (const listen of rest)
      if (!small.includes(listen))
        notes.push(
          `${host.name}: nobody serves ${listen.transport}/${listen.port} (${listen.services.join(', ')})`,
        );
  }
  const queue = jobs.toSorted((a, b) => weight(b.service) - weight(a.service)).values();
  const work = async (): Promise<void> => {
    for (const { host, service } of queue) {
      const folder = path.join(FOLDER, host.id, service.program);
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
  return { authority, servers, running, notes };
}

const weight = ({ program }: LabService): number => (program === 'samba' ? 2 : program === 'smbd' ? 1 : 0);

function portsOf(listens: LabService['serves']): string[] {
  return listens.map(({ transport, port, range }) =>
    range ? `${transport}/${range.first}-${range.last}` : `${transport}/${port}`,
  );
}
