import type { Protocol } from '../protocol.ts';
import { CONFIGURATION_MANAGER_PROTOCOLS } from './configuration-manager.ts';
import { WINDOWS_PROTOCOLS } from './windows.ts';

const BY_SERVICE: ReadonlyMap<string, Protocol> = new Map(
  [...WINDOWS_PROTOCOLS, ...CONFIGURATION_MANAGER_PROTOCOLS].flatMap((protocol) =>
    protocol.services.map((service) => [service, protocol] as const),
  ),
);

/** The protocol that a catalog service's ports speak; a service without one is checked for an open port only. */
export function protocolOf(service: string): Protocol | undefined {
  return BY_SERVICE.get(service);
}
