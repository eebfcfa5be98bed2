import type { Protection } from '../model.ts';
import { quote } from '../schema/values.ts';
import type { Places } from './places.ts';
import type { Scope } from './scope.ts';

/** Looks up the two sides of what travels inside of IPsec. */
export function resolveProtections(places: Places, scope: Scope): Protection[] {
  const names = new Map<string, number>();
  return (scope.document.ipsec ?? []).map(({ name, between, and, at }) => {
    const first = name && names.get(name.value);
    if (name && first !== undefined) {
      scope.report('PT3022', name.offset, {
        message: `there is an entry ${quote(name.value)} already`,
        help: 'give one of the two another name',
        related: [{ message: 'the first one', offset: first }],
      });
    } else if (name) names.set(name.value, name.offset);
    return { name: name?.value ?? '', between: places.ends(between ?? []), and: places.ends(and ?? []), at };
  });
}
