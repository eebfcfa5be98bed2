import type { OtherTraffic } from '../model.ts';
import { quote } from '../schema/values.ts';
import type { Places } from './places.ts';
import type { Scope } from './scope.ts';

/** Looks up the ends of other traffic, and the filters that it is declared for. */
export function resolveOtherTraffic(places: Places, scope: Scope): OtherTraffic[] {
  const entries: OtherTraffic[] = [];
  const names = new Map<string, number>();
  for (const written of scope.document.otherTraffic ?? []) {
    const { name, reason, until, at } = written;
    const first = name && names.get(name.value);
    if (name && first !== undefined) {
      scope.report('PT3022', name.offset, {
        message: `there is an entry ${quote(name.value)} already`,
        help: 'give one of the two another name',
        related: [{ message: 'the first one', offset: first }],
      });
    } else if (name) names.set(name.value, name.offset);
    entries.push({
      name: name?.value ?? '',
      from: places.ends(written.from ?? []),
      to: places.ends(written.to ?? []),
      services: written.services ?? [],
      ...(written.filters && { filters: scope.each(written.filters, scope.filter) }),
      ...(reason !== undefined && { reason }),
      ...(until !== undefined && { until }),
      at,
    });
  }
  return entries;
}
