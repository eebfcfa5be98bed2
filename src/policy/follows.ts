import type { Service } from '../catalog/model.ts';

/** Catalog services that go on at a port which the server chose in its answer to the first packet. */
const FOLLOWED: Readonly<Record<string, 'tftp'>> = { 'tftp-data': 'tftp', 'tftp-reply': 'tftp' };

/** The protocol that a filter can follow instead of opening this service's ports, if there is one. */
export function followedProtocol(service: Service): 'tftp' | undefined {
  return Object.hasOwn(FOLLOWED, service.id) ? FOLLOWED[service.id] : undefined;
}
