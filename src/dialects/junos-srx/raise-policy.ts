import { ANY_PACKET, type Match } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { Dependency, FilterRule } from '../../policy/ruleset.ts';
import type { Lookup } from '../raising/lookup.ts';
import { notUnderstood } from '../raising/reasons.ts';
import { possible, type Resolved } from '../raising/resolved.ts';
import type { Written } from '../source/lines.ts';
import type { Policy, System } from './model.ts';
import { resolveAddresses } from './resolve-addresses.ts';
import { resolveApplications } from './resolve-applications.ts';

/** Products of one policy: more are not written out. */
const MOST_SERVICES = 65_536;

/** A statement that may permit and may deny every packet. */
export function doubtfulRule({ place, span, text }: Written, reason?: Dependency): FilterRule {
  const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
  const depends = [reason ?? notUnderstood(`${shown} in line ${place.line}, which was not understood`)];
  return { action: 'unknown', matches: [ANY_PACKET], states: ANY_STATE, depends, place, span, text };
}

/**
 * What a policy means. Where its objects hold something that isn't known it becomes two rules: one for what is
 * certain, and one behind it for what may be.
 */
export function raisePolicy(
  policy: Policy,
  system: System,
  lookup: Lookup,
  from: string | undefined,
  to: string | undefined,
): readonly FilterRule[] {
  const { statement, name, action } = policy;
  const { place, span, text } = statement;
  const sources = resolveAddresses(system, lookup, from, policy.sources, policy.sourceExcluded, place);
  const destinations = resolveAddresses(
    system,
    lookup,
    to,
    policy.destinations,
    policy.destinationExcluded,
    place,
  );
  const services = resolveApplications(system, lookup, policy.applications, place);
  const rules: FilterRule[] = [];
  const conditions = limitedServices(services.sure.length + services.unsure.length, policy.conditions);
  const add = (matches: readonly Match[], depends: readonly Dependency[]): void => {
    rules.push({ action, matches, states: ANY_STATE, depends, place, span, text, name });
  };
  const parts = [sources, destinations, services];
  const isSure = parts.every((part: Resolved<unknown>) => part.depends.length === 0);
  const certain = matchesOf(sources.sure, destinations.sure, services.sure);
  if (isSure) {
    add(certain, conditions);
    return rules;
  }
  if (certain.length > 0 && conditions.length === 0) add(certain, conditions);
  const depends = [...conditions, ...parts.flatMap((part) => part.depends)];
  add(matchesOf(possible(sources), possible(destinations), possible(services)), depends);
  return rules;
}

function limitedServices(count: number, conditions: readonly Dependency[]): readonly Dependency[] {
  return count <= MOST_SERVICES
    ? conditions
    : [...conditions, notUnderstood(`${count} applications, which are too many`)];
}

function matchesOf(
  sources: readonly AddressRange[],
  destinations: readonly AddressRange[],
  services: Match['services'],
): readonly Match[] {
  const has = (ranges: readonly AddressRange[], family: 4 | 6): boolean =>
    ranges.some((r) => r.family === family);
  const meet = (family: 4 | 6): boolean => has(sources, family) && has(destinations, family);
  return (meet(4) || meet(6)) && services.length > 0 ? [{ sources, destinations, services }] : [];
}
