/** Associations of IPsec between the hosts of a lab. */
import { type Agreed, agreedOf, narrowed } from '../ipsec/agreed.ts';
import type { IpsecStart, ServedHost } from '../services/service.ts';
import { AT_ONCE, swanctl } from '../services/strongswan.ts';
import { serviceFolder } from './full-tier.ts';

/** An association, and what came of it. */
export interface Tunnel {
  readonly start: IpsecStart;
  /** Why there is none. */
  readonly failed?: string;
}

/** Of strongSwan's words, those that say why; its own last line says that it failed. */
const REASON = /^\[(?:IKE|CFG)\] (.*(?:fail|no |not |unable|error|TS_UNACCEPTABLE).*)$/gim;

/**
 * Starts every association that the hosts have, one after the other where two hosts have several.
 * @param patience how long each may take, in seconds.
 */
export async function openTunnels(hosts: readonly ServedHost[], patience: number): Promise<Tunnel[]> {
  const tunnels: (Tunnel & { readonly folder: string })[] = [];
  await eachConnection(hosts, async ({ folder, connection, starts }) => {
    for (const start of starts) {
      const args = ['--initiate', '--ike', connection, '--child', start.child, '--timeout', `${patience}`];
      const { code, output } = await swanctl(folder, args);
      tunnels.push({ start, folder, ...(code !== 0 && { failed: reasonOf(output) }) });
    }
  });
  // Only when all are there it is known which is which: both ends speak of those that the other one starts, too.
  const agreed = new Map<string, readonly Agreed[]>();
  for (const folder of new Set(tunnels.map((tunnel) => tunnel.folder)))
    agreed.set(folder, agreedOf((await swanctl(folder, ['--list-sas', '--raw'])).output));
  return tunnels.map(({ start, folder, failed: why }) => {
    const failed = why ?? narrowed(agreed.get(folder) ?? [], start);
    return { start, ...(failed !== undefined && { failed }) };
  });
}

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
    folder: serviceFolder(id, 'strongswan'),
    connection,
    starts: starts.filter((start) => start.connection === connection),
  }));
}

function reasonOf(output: string): string {
  const reasons = [...output.matchAll(REASON)].map(([, said]) => said);
  return reasons.at(-1) ?? output.split('\n').at(-1) ?? 'nothing was said';
}
