/** The ports that a host has to have open, by the plan. */
import type { Transport } from '../net/ports.ts';
import type { ProbeTask } from './task.ts';

export interface ListenPort {
  readonly transport: Exclude<Transport, 'icmp'>;
  /** Of a range its first: that is where a probe asks. */
  readonly port: number;
  readonly family: 4 | 6;
  /** Ids of the catalog's services, sorted. */
  readonly services: readonly string[];
  /** Broadcasts and multicasts come to it. */
  readonly cast?: true;
}

/** @param tasks those that the host answers */
export function listenPortsOf(tasks: Iterable<ProbeTask>): ListenPort[] {
  const ports = new Map<string, ListenPort>();
  for (const { transport, port, service, to, cast } of tasks) {
    if (transport === 'icmp' || port === undefined) continue;
    const text = to.address ?? to.subnet ?? '';
    const family = text.includes(':') ? 6 : 4;
    const key = `${transport} ${String(port).padStart(5, '0')} ${family}`;
    const services = new Set([...(ports.get(key)?.services ?? []), service]);
    const isCast = cast !== undefined || ports.get(key)?.cast === true;
    ports.set(key, {
      transport,
      port,
      family,
      services: [...services].sort(),
      ...(isCast && { cast: true }),
    });
  }
  return [...ports].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, port]) => port);
}
