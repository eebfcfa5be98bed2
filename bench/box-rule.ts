/** Rules of one box of IPv4 packets each, as numbers: what the generators make, and what the peers read. */
import type { Match } from '../src/net/match.ts';
import type { Action, OrderedRule } from '../src/verify/rule-list.ts';

/** The first and the last number of a field. */
export type Range = readonly [first: number, last: number];

/** Source, destination, protocol, source port, destination port. */
export type Box = readonly [Range, Range, Range, Range, Range];

export interface BoxRule {
  readonly action: Action;
  readonly box: Box;
}

export const ANY_ADDRESS: Range = [0, 2 ** 32 - 1];
export const ANY_PROTOCOL: Range = [0, 255];
export const ANY_PORT: Range = [0, 65535];
/** The whole range of each field. */
export const WHOLE: Box = [ANY_ADDRESS, ANY_ADDRESS, ANY_PROTOCOL, ANY_PORT, ANY_PORT];

/** The rules in the form that verification asks. */
export function orderedRules(rules: readonly BoxRule[]): OrderedRule[] {
  return rules.map(({ action, box }) => ({ action, matches: [matchOf(box)] }));
}

function matchOf([source, destination, protocol, sourcePort, destinationPort]: Box): Match {
  const address = ([first, last]: Range): Match['sources'] => [
    { family: 4, first: BigInt(first), last: BigInt(last) },
  ];
  const range = ([first, last]: Range): { first: number; last: number } => ({ first, last });
  return {
    sources: address(source),
    destinations: address(destination),
    services: [{ protocol: range(protocol), source: range(sourcePort), destination: range(destinationPort) }],
  };
}

/** A line for each rule: 1 for permit or 0 for deny, then the ends of the five ranges. */
export function formatRules(rules: readonly BoxRule[]): string {
  return rules.map(({ action, box }) => `${action === 'permit' ? 1 : 0} ${box.flat().join(' ')}\n`).join('');
}

/** A box with one field's range replaced. */
export function withField(box: Box, field: number, range: Range): Box {
  return box.map((old, f) => (f === field ? range : old)) as unknown as Box;
}
