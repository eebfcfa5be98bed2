/** Where clients of a VPN stand: no route of the text leads to them. */
import type { AddressRange, Family } from '../../net/network.ts';
import type { AddressBook } from './addresses.ts';
import type { Entry } from './model.ts';
import { allValues, entriesOf, onlyValue, type Scope } from './scope.ts';

/** The interface of the SSL VPN, with the addresses that its clients are given. */
export function sslPools(
  scope: Scope,
  interfaces: readonly Entry[],
  family: Family,
  book: AddressBook,
): { readonly owner: string; readonly ranges: readonly AddressRange[] } | undefined {
  const own = interfaces.find(({ name }) => name.startsWith('ssl.'));
  if (!own || family === 6) return undefined;
  const settings = scope.table('vpn ssl settings');
  const named = [
    ...(settings?.settings.get('tunnel-ip-pools')?.values ?? []),
    ...entriesOf(scope.table('vpn ssl web portal')).flatMap((entry) => allValues(entry, 'ip-pools')),
  ];
  const ranges = [...new Set(named)].flatMap((name) => book.named(4, name, own).sure);
  return ranges.length > 0 ? { owner: own.name, ranges } : undefined;
}

/** Tunnels that no route leads into: whoever dials in is given an address that only the gateway knows. */
export function dialIns(interfaces: readonly Entry[], placed: ReadonlySet<string>): readonly string[] {
  return interfaces
    .filter((entry) => onlyValue(entry, 'type') === 'tunnel' && !placed.has(entry.name))
    .map(({ name }) => name);
}
