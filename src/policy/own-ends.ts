import { listenersOf } from '../hierarchy/listeners.ts';
import type { Hierarchy, Host } from '../hierarchy/model.ts';
import type { Endpoint } from '../plan/model.ts';

/** A host, and which ends of flows it is. */
export interface OwnEnds {
  readonly host: Host;
  /** Listeners that lead to it, among others. */
  readonly listeners: ReadonlySet<string>;
  readonly isOwn: (end: Endpoint) => boolean;
}

/** @throws TypeError when the hierarchy has no such host. */
export function ownEndsOf(hierarchy: Hierarchy, hostName: string): OwnEnds {
  const host = hierarchy.hosts.find((h) => h.name === hostName);
  if (!host) throw new TypeError(`the hierarchy has no host ${JSON.stringify(hostName)}`);
  const listeners = new Set(
    listenersOf(hierarchy).flatMap((listener) => (listener.hosts.includes(hostName) ? [listener.name] : [])),
  );
  const isOwn = (end: Endpoint): boolean =>
    end.owner === hostName || (end.kind === 'listener' && listeners.has(end.name));
  return { host, listeners, isOwn };
}
