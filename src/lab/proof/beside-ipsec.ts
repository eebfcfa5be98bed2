/** Conversations that the plan doesn't have, between two ends whose planned ones travel inside of IPsec. */
import type { Plan } from '../../plan/model.ts';
import type { Resident } from '../residents.ts';
import { portsOf, type Unplanned } from './matrix.ts';
import type { Stages } from './stages.ts';

/** More prove no more: they only take time. */
const MOST = 2000;
/** Where ports to ask from begin. Each is used once, so that no socket waits for another. */
const FIRST = 20_000;
const LAST = 49_000;
/** The exchange of keys itself. */
const KEYS: ReadonlySet<number> = new Set([500, 4500]);

/**
 * Every port of the plan's that isn't planned between the two. Each is asked from a port that is no service of the
 * asking host's: selectors of IPsec hold both ways, and what comes from a service's port may go anywhere.
 */
export function beside(
  plan: Plan,
  stages: Stages,
  isMeant: (from: Resident, to: Resident) => boolean,
): Unplanned[] {
  const ports = portsOf(plan);
  const { all } = stages.residents;
  const found: Unplanned[] = [];
  for (const from of all) {
    for (const to of all) {
      if (from.host === to.host || !isMeant(from, to)) continue;
      for (const { transport, port } of ports) {
        if (stages.isInside(from, to, transport, port) || (transport === 'udp' && KEYS.has(port))) continue;
        // An answer of ICMP's is of the same kind as a question, as far as a selector knows.
        if (transport === 'icmp' && stages.isInside(to, from, transport, port)) continue;
        found.push({ from, to, transport, port });
      }
    }
  }
  const step = Math.max(1, found.length / MOST);
  let next = FIRST;
  return found
    .filter((_, n) => Math.floor(n / step) !== Math.floor((n - 1) / step))
    .flatMap((one): Unplanned[] => {
      if (one.transport === 'icmp') return [one];
      const { from, to, transport } = one;
      while (next < LAST && isTaken(from, transport, next, stages, to)) next++;
      return next < LAST ? [{ ...one, sourcePort: next++ }] : [];
    });
}

const isTaken = (
  from: Resident,
  transport: 'tcp' | 'udp',
  port: number,
  stages: Stages,
  to: Resident,
): boolean =>
  stages.isInside(to, from, transport, port) ||
  from.host.ports.some((own) => own.transport === transport && own.port === port);
