import type { Listen } from './service.ts';

/** Ports of a range are opened when somebody asks for one: no server listens on them before. */
const ON_DEMAND: ReadonlySet<string> = new Set(['rpc-dynamic', 'tftp-data']);

/** Whether nobody listens on the port until it is asked for. */
export function isOnDemand({ services }: Listen): boolean {
  return services.every((id) => ON_DEMAND.has(id));
}
