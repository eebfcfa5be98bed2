/** Traffic within a zone, which no policy may be needed for. */
import { ANY_SERVICE, type Match } from '../../net/match.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { Dependency, FilterRule } from '../../policy/ruleset.ts';
import { possible } from '../raising/resolved.ts';
import { writtenAt } from '../source/lines.ts';
import type { Domain } from './domain.ts';
import { entriesOf, onlyValue } from './scope.ts';

/**
 * A zone that lets its interfaces talk to each other does so beside the policies. Which of the two goes first is not
 * documented: before a policy that denies it the traffic may pass, and behind all policies it does.
 */
export function withinZones({ scope, sides }: Domain): {
  first: readonly FilterRule[];
  last: readonly FilterRule[];
} {
  const first: FilterRule[] = [];
  const last: FilterRule[] = [];
  for (const entry of entriesOf(scope.table('system zone'))) {
    if (onlyValue(entry, 'intrazone') !== 'allow') continue;
    const ways = ([4, 6] as const).map((family) => ({
      from: sides.behind(family, [entry.name], 'source', entry),
      to: sides.behind(family, [entry.name], 'destination', entry),
    }));
    const services = [ANY_SERVICE];
    const may = ways.map(({ from, to }) => ({
      sources: possible(from),
      destinations: possible(to),
      services,
    }));
    const sure = ways.map(({ from, to }) => ({ sources: from.sure, destinations: to.sure, services }));
    const base = {
      action: 'permit',
      states: ANY_STATE,
      ...writtenAt(scope.config.lines, entry.start, entry.end),
      name: entry.name,
    } as const;
    const depends: Dependency[] = [
      { kind: 'other', text: `the zone "${entry.name}", which lets its interfaces talk to each other` },
    ];
    first.push({ ...base, matches: may.filter(isFull), depends });
    last.push({ ...base, matches: sure.filter(isFull), depends: [] });
  }
  return { first, last };
}

const isFull = ({ sources, destinations }: Match): boolean => sources.length > 0 && destinations.length > 0;
