import { diagnostic } from '../../diagnostics/codes.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { ANY_ADDRESS, ANY_PACKET, ANY_PORT, type Match, servicesTo } from '../../net/match.ts';
import type { AddressRange } from '../../net/network.ts';
import type { PortRange } from '../../net/ports.ts';
import { ANY_STATE } from '../../net/state.ts';
import type { Configuration, Dependency, FilterRule, Ruleset } from '../../policy/ruleset.ts';
import type { ReadAccess, ReadDoubt, ReadSquid } from './read-model.ts';
import { type Lookup, lookupOf } from './resolve.ts';

/**
 * What a proxy fetches, as if the client asked the destination itself: a request is a TCP connection from the client
 * to the port that it asks for. Names are conditions, which no packet tells.
 */
export function raiseSquid(config: ReadSquid): {
  readonly configuration: Configuration;
  readonly diagnostics: readonly Diagnostic[];
} {
  const diagnostics: Diagnostic[] = [];
  const lookup = lookupOf(config, diagnostics);
  const rules = config.access.map((line) => ('reason' in line ? doubtful(line) : ruleOf(line, lookup)));
  const rulesets: Ruleset[] = [];
  if (config.access.length > 0) {
    rulesets.push({
      name: 'http_access',
      hook: 'forward',
      order: 'first-match',
      stateful: true,
      rules,
      otherwise: otherwiseOf(config),
      scope: [{ ...ANY_PACKET, services: servicesTo('tcp', [ANY_PORT]) }],
    });
  } else {
    diagnostics.push(
      diagnostic('PT8007', {
        message: `${config.file} has no http_access lines`,
        help: 'Give the whole squid.conf',
      }),
    );
  }
  return { configuration: { dialect: 'squid', file: config.file, rulesets }, diagnostics };
}

/** "The default is the opposite of the last line in the list" (Squid's documentation of `http_access`). */
function otherwiseOf({ access }: ReadSquid): Ruleset['otherwise'] {
  const last = access.at(-1);
  if (!last || 'reason' in last)
    return { action: 'unknown', text: 'the default, the opposite of a last line that is not known' };
  return last.action === 'allow'
    ? { action: 'deny', text: 'the default, because the last http_access line allows' }
    : { action: 'permit', text: 'the default, because the last http_access line denies' };
}

function doubtful({ written, reason }: ReadDoubt): FilterRule {
  const depends: Dependency[] = [
    { kind: 'not-understood', text: `${JSON.stringify(written.text)}, ${reason}` },
  ];
  return { action: 'unknown', matches: [ANY_PACKET], states: ANY_STATE, depends, ...written };
}

function ruleOf(line: ReadAccess, lookup: Lookup): FilterRule {
  let sources: readonly AddressRange[] = ANY_ADDRESS;
  let destinations: readonly AddressRange[] = ANY_ADDRESS;
  let ports: readonly PortRange[] = [ANY_PORT];
  const depends: Dependency[] = [];
  const terms = new Map(line.terms.map((term) => [`${term.negated} ${term.name}`, term]));
  for (const { name, negated } of terms.values()) {
    const condition = lookup(name, negated);
    switch (condition.kind) {
      case 'source':
        sources = meet(sources, condition.ranges);
        break;
      case 'destination':
        destinations = meet(destinations, condition.ranges);
        break;
      case 'ports':
        ports = meetPorts(ports, condition.ranges);
        break;
      case 'depends':
        depends.push(condition.dependency);
        break;
      default:
        condition satisfies never;
    }
  }
  const isEmpty = sources.length === 0 || destinations.length === 0 || ports.length === 0;
  const matches: Match[] = isEmpty ? [] : [{ sources, destinations, services: servicesTo('tcp', ports) }];
  const action = line.action === 'allow' ? 'permit' : 'deny';
  // A line without a list matches nothing that anybody could rely on: Squid refuses it.
  if (line.terms.length === 0)
    return { ...doubtful({ written: line.written, reason: 'which names no acl' }), states: ANY_STATE };
  return { action, matches, states: ANY_STATE, depends, ...line.written };
}

function meet(a: readonly AddressRange[], b: readonly AddressRange[]): AddressRange[] {
  const both: AddressRange[] = [];
  for (const x of a)
    for (const y of b) {
      if (x.family !== y.family) continue;
      const first = x.first > y.first ? x.first : y.first;
      const last = x.last < y.last ? x.last : y.last;
      if (first <= last) both.push({ family: x.family, first, last });
    }
  return both;
}

function meetPorts(a: readonly PortRange[], b: readonly PortRange[]): PortRange[] {
  return a.flatMap((x) =>
    b.flatMap((y) => {
      const first = Math.max(x.first, y.first);
      const last = Math.min(x.last, y.last);
      return first <= last ? [{ first, last }] : [];
    }),
  );
}
