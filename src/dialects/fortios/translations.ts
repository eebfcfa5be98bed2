/** What address translation does to packets before a policy sees them. */
import {
  ANY_ADDRESS,
  ANY_PORT,
  ANY_SERVICE,
  anyAddress,
  anyOf,
  ICMP,
  SCTP,
  type ServiceRange,
  TCP,
  UDP,
} from '../../net/match.ts';
import type { AddressRange, Family } from '../../net/network.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { FilterRule } from '../../policy/ruleset.ts';
import { quoted } from '../raising/reasons.ts';
import { possible } from '../raising/resolved.ts';
import { writtenAt } from '../source/lines.ts';
import type { Domain } from './domain.ts';
import type { Entry } from './model.ts';
import { rangesOf } from './port-ranges.ts';
import { addressesOf } from './prefixes.ts';
import { allValues, entriesOf, onlyValue } from './scope.ts';

const HELP = 'Give hosts of the hierarchy the addresses that they really have';
const PROTOCOLS: ReadonlyMap<string, number> = new Map([
  ['tcp', TCP],
  ['udp', UDP],
  ['sctp', SCTP],
  ['icmp', ICMP],
]);

/**
 * Rules, in front of all others, for packets whose destination is changed: what policies make of them isn't known.
 * A translated address takes effect where a policy names it, or everywhere with central translation.
 */
export function translatedFirst(domain: Domain): readonly FilterRule[] {
  const { scope, book } = domain;
  const isCentral = scope.table('system settings')?.settings.get('central-nat')?.values[0] === 'enable';
  const vips: { readonly family: Family; readonly entry: Entry }[] = [...book.vips.values()];
  if (isCentral) {
    const named = new Set(vips.map(({ entry }) => entry));
    for (const [path, family] of [
      ['firewall vip', 4],
      ['firewall vip6', 6],
    ] as const)
      for (const entry of entriesOf(scope.table(path))) if (!named.has(entry)) vips.push({ family, entry });
  }
  return vips.flatMap(({ family, entry }) => {
    if (onlyValue(entry, 'status') === 'disable') return [];
    const name = quoted(entry.name);
    scope.report.say('PT8009', `the virtual IP ${name} changes the destination of packets`, entry, HELP);
    const destinations = before(domain, family, entry);
    if (destinations.length === 0) return [];
    const rule: FilterRule = {
      action: 'unknown',
      matches: [{ sources: ANY_ADDRESS, destinations, services: forwarded(entry) }],
      states: ANY_STATE,
      depends: [{ kind: 'translation', text: `the address translation ${name}`, value: entry.name }],
      ...writtenAt(scope.config.lines, entry.start, entry.end),
      name: entry.name,
    };
    return [rule];
  });
}

/** The destinations that are changed. */
function before({ book }: Domain, family: Family, entry: Entry): readonly AddressRange[] {
  const named = allValues(entry, 'extaddr');
  if (named.length > 0) return possible(book.any(4, named, entry));
  const text = onlyValue(entry, 'extip') ?? '';
  // An address that the interface learns: it is the FortiGate's own, to which nothing is sent through.
  if (text === '' || text === '0.0.0.0' || text === '::') return [];
  const isSix = text.includes(':');
  const range = addressesOf(isSix ? 6 : 4, text);
  return range ? [range] : [anyAddress(family)];
}

function forwarded(entry: Entry): readonly ServiceRange[] {
  if (onlyValue(entry, 'portforward') !== 'enable') return [ANY_SERVICE];
  const protocol = PROTOCOLS.get(onlyValue(entry, 'protocol') ?? 'tcp');
  if (protocol === undefined) return [ANY_SERVICE];
  if (protocol === ICMP) return [anyOf(ICMP)];
  const ports = rangesOf(protocol, [onlyValue(entry, 'extport') ?? '']);
  return (
    ports ?? [{ protocol: { first: protocol, last: protocol }, source: ANY_PORT, destination: ANY_PORT }]
  );
}
