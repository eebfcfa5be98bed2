/** Sets of services that are known in part. */
import {
  ANY_PACKET,
  ANY_PORT,
  ANY_SERVICE,
  icmpRange,
  type ServiceRange,
  subtractMatch,
} from '../../net/match.ts';
import { notUnderstood } from './reasons.ts';
import { perhaps, possible, type Resolved, surely, together } from './resolved.ts';

export type Services = Resolved<ServiceRange>;

export const ALL_SERVICES: readonly ServiceRange[] = Object.freeze([ANY_SERVICE]);
/** Services of which the others are made; each costs some more parts. */
const MOST_NEGATED = 1000;

/** What any of them holds. */
export function uniteServices(parts: readonly Services[]): Services {
  const [only] = parts;
  if (only && parts.length === 1) return only;
  const sure = parts.flatMap((part) => part.sure);
  if (parts.every((part) => part.unsure.length === 0)) return surely(sure);
  return {
    sure,
    unsure: parts.flatMap((part) => part.unsure),
    depends: together(parts.map((part) => part.depends)),
  };
}

/** All other services. */
export function otherServices(services: Services): Services {
  const most = possible(services);
  if (most.length > MOST_NEGATED)
    return perhaps(ALL_SERVICES, notUnderstood('services too many to be negated'));
  const sure = complement(most);
  if (services.unsure.length === 0) return surely(sure);
  return { sure, unsure: complement(services.sure), depends: services.depends };
}

function complement(services: readonly ServiceRange[]): readonly ServiceRange[] {
  if (services.length === 0) return ALL_SERVICES;
  return subtractMatch(ANY_PACKET, { ...ANY_PACKET, services }).flatMap((rest) => rest.services);
}

/**
 * Messages of ICMP by the type and the code as written; any where one is absent. Nothing where they are no numbers,
 * or a code has no type.
 */
export function icmpService(protocol: number, type?: string, code?: string): ServiceRange | undefined {
  const isNumber = (text: string | undefined): boolean => text === undefined || isByte(text);
  if (!isNumber(type) || !isNumber(code) || (type === undefined && code !== undefined)) return undefined;
  return {
    protocol: { first: protocol, last: protocol },
    source: type === undefined ? ANY_PORT : icmpRange(Number(type)),
    destination: code === undefined ? ANY_PORT : icmpRange(Number(code)),
  };
}

/** Whether it is a number that a protocol, or a type of ICMP, can have. */
export const isByte = (text: string): boolean => /^\d{1,3}$/.test(text) && Number(text) <= 255;
