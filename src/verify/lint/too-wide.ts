import { isIcmp, type Match, TCP, UDP } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import { NEW } from '../../net/state.ts';
import type { FilterRule } from '../../policy/ruleset.ts';

/** The widest range that anything known needs: Windows' dynamic ports. */
const WIDEST_RANGE = 65536 - 49152;

/** Why a rule permits very much, after "it permits"; nothing where it doesn't. */
export function tooWide({ action, states, matches }: FilterRule): string | undefined {
  if (action !== 'permit' || (states & NEW) === 0) return undefined;
  for (const match of matches) {
    const everyone =
      match.sources.some(isAll) && match.destinations.some(isAll) && !match.services.every(isControl);
    const ports = portsOf(match);
    if (everyone)
      return ports === undefined
        ? 'some ports from any address to any other'
        : `${ports} from any address to any other`;
    if (ports !== undefined) return ports;
  }
  return undefined;
}

/** ICMP alone opens no service. */
const isControl = ({ protocol: { first, last } }: Match['services'][number]): boolean =>
  first === last && isIcmp(first);

const isAll = ({ family, first, last }: AddressRange): boolean =>
  first === 0n && last === (1n << (family === 4 ? 32n : 128n)) - 1n;

function portsOf({ services }: Match): string | undefined {
  for (const { protocol, source, destination } of services) {
    if (protocol.first === 0 && protocol.last === 255) return 'every protocol';
    const withPorts = [TCP, UDP].some((p) => protocol.first <= p && p <= protocol.last);
    const count = destination.last - destination.first + 1;
    // The answers of a filter that follows no connections: one port to any.
    if (!withPorts || source.last - source.first + 1 < WIDEST_RANGE) continue;
    if (count >= 65535) return 'all ports';
    if (count > WIDEST_RANGE) return `${count.toLocaleString('en')} ports in a row`;
  }
  return undefined;
}
