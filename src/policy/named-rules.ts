import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Flow } from '../plan/model.ts';
import { type Draft, originOf } from './draft.ts';
import { mergeDrafts } from './merge.ts';
import type { NamedRule } from './model.ts';
import { isNameOnly } from './parties.ts';

/**
 * The rules of one flow to destinations on the internet that are known by name only: each destination's names stay
 * with its ports. `toInterface` is the filter's that leads there. None where a destination has no names either, or the nameless end is the one that starts.
 */
export function namedRules(flow: Flow, finding: Diagnostic, toInterface?: string): NamedRule[] {
  const to = flow.to.filter((end) => isNameOnly(end) && end.kind === 'internet');
  const from = flow.from.filter((end) => !isNameOnly(end));
  if (to.length === 0 || to.some((end) => end.fqdns.length === 0) || from.length < flow.from.length)
    return [];
  const drafts = flow.services.map(
    (service): Draft => ({
      direction: 'forward',
      from: from.map(({ name, networks, fqdns }) => ({ name, networks, fqdns })),
      to: to.map(({ name, fqdns }) => ({ name, networks: [], fqdns })),
      service,
      origin: originOf(flow),
    }),
  );
  return mergeDrafts(drafts).map((rule) => ({
    rule,
    ...(toInterface !== undefined && { toInterface }),
    finding,
  }));
}
