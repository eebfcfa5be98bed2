/** Associations of IPsec between the hosts of a lab. */
import { agreedOf, narrowed } from '../ipsec/agreed.ts';
import type { IpsecStart, ServedHost } from '../services/service.ts';
import { AT_ONCE, PROGRAM, swanctl } from '../services/strongswan.ts';
import { serviceFolder } from './full-tier.ts';

/** An association, and what came of it. */
export interface Tunnel {
  readonly start: IpsecStart;
  /** Why there is none. */
  readonly failed?: string;
}

/** Of strongSwan's words, those that say why; its own last line says that it failed. */
const REASON = /^\[(?:IKE|CFG)\] (.*(?:fail|no |not |unable|error|TS_UNACCEPTABLE).*)$/gim;

/** How often one is started that was there and is gone, or that its end doesn't list. */
const ATTEMPTS = 3;

/**
 * Starts every association that the hosts have, one after the other where two hosts have several.
 * @param patience how long each may take, in seconds.
 */
export async function openTunnels(hosts: readonly ServedHost[], patience: number): Promise<Tunnel[]> {
  const failures = new Map<IpsecStart, string>();
  let left = hosts;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    await eachConnection(left, async ({ folder, starts }) => {
      for (const start of starts) {
        const failed = await openTunnel(folder, start, patience);
        if (failed === undefined) failures.delete(start);
        else failures.set(start, failed);
      }
    });
    const unlisted = await compare(left, failures);
    if (unlisted.size === 0) break;
    left = only(left, unlisted);
  }
  const all = hosts.flatMap(({ ipsec }) => ipsec?.starts ?? []);
  return all.map((start) => {
    const failed = failures.get(start);
    return { start, ...(failed !== undefined && { failed }) };
  });
}

async function openTunnel(
  folder: string,
  { connection, child }: IpsecStart,
  patience: number,
): Promise<string | undefined> {
  const names = ['--ike', connection, '--child', child];
  const { code, output } = await swanctl(folder, ['--initiate', ...names, '--timeout', `${patience}`]);
  return code === 0 ? undefined : reasonOf(output);
}

/**
 * Notes of what was started whether it is what was asked for. Only when all are there it is known which is which: both
 * ends speak of those that the other one starts, too.
 * @returns those that nothing is known of.
 */
async function compare(
  hosts: readonly ServedHost[],
  failures: Map<IpsecStart, string>,
): Promise<Set<IpsecStart>> {
  const unlisted = new Set<IpsecStart>();
  for (const { id, ipsec } of hosts) {
    const started = (ipsec?.starts ?? []).filter((start) => !failures.has(start));
    if (started.length === 0) continue;
    const { output } = await swanctl(serviceFolder(id, PROGRAM), ['--list-sas', '--raw']);
    const agreed = agreedOf(output);
    for (const start of started) {
      const failed = narrowed(agreed, start);
      if (failed !== undefined) failures.set(start, failed);
      if (!agreed.some(({ child }) => child === start.child)) unlisted.add(start);
    }
  }
  return unlisted;
}

const only = (hosts: readonly ServedHost[], starts: ReadonlySet<IpsecStart>): ServedHost[] =>
  hosts.flatMap(({ ipsec, ...host }) => {
    const own = (ipsec?.starts ?? []).filter((start) => starts.has(start));
    return ipsec && own.length > 0 ? [{ ...host, ipsec: { ...ipsec, starts: own } }] : [];
  });

/** Ends all of them, also those that are still waiting for an answer. */
export async function closeTunnels(hosts: readonly ServedHost[]): Promise<void> {
  await eachConnection(hosts, async ({ folder, connection }) => {
    await swanctl(folder, ['--terminate', '--ike', connection, '--force', '--timeout', '5']);
  });
}

interface Connection {
  /** Of the host's strongSwan. */
  readonly folder: string;
  readonly connection: string;
  readonly starts: readonly IpsecStart[];
}

/** All hosts at the same time, and as many connections of each as its strongSwan can wait for. */
async function eachConnection(
  hosts: readonly ServedHost[],
  run: (connection: Connection) => Promise<void>,
): Promise<void> {
  const work = async (queue: Iterator<Connection>): Promise<void> => {
    for (let next = queue.next(); !next.done; next = queue.next()) await run(next.value);
  };
  await Promise.all(
    hosts.flatMap((host) => {
      const queue = connectionsOf(host).values();
      return Array.from({ length: AT_ONCE }, () => work(queue));
    }),
  );
}

function connectionsOf({ id, ipsec }: ServedHost): Connection[] {
  const starts = ipsec?.starts ?? [];
  const names = [...new Set(starts.map((start) => start.connection))];
  return names.map((connection) => ({
    folder: serviceFolder(id, PROGRAM),
    connection,
    starts: starts.filter((start) => start.connection === connection),
  }));
}

function reasonOf(output: string): string {
  const reasons = [...output.matchAll(REASON)].map(([, said]) => said);
  return reasons.at(-1) ?? output.split('\n').at(-1) ?? 'nothing was said';
}
