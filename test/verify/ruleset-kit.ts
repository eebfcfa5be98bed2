/** Rule sets made by hand, for tests: short to write, complete to read. */
import { ANY_PORT, type Match, TCP } from '../../src/net/match.ts';
import { type AddressRange, parseNetwork } from '../../src/net/network.ts';
import { type Packet, parsePacket } from '../../src/net/packet.ts';
import { ANY_STATE } from '../../src/net/state.ts';
import type { FilterRule, Ruleset } from '../../src/policy/ruleset.ts';

export function networks(texts: string): AddressRange[] {
  return texts.split(' ').map((text) => {
    const network = parseNetwork(text);
    if ('error' in network) throw new Error(`${text}: ${network.error}`);
    return { family: network.family, first: network.first, last: network.last };
  });
}

/** TCP to a port, or to some in a row. */
export function tcp(sources: string, destinations: string, first: number, last: number = first): Match {
  return {
    sources: networks(sources),
    destinations: networks(destinations),
    services: [{ protocol: { first: TCP, last: TCP }, source: ANY_PORT, destination: { first, last } }],
  };
}

export function packet(text: string): Packet {
  const found = parsePacket(text);
  if ('error' in found) throw new Error(found.error);
  return found;
}

/** A rule in a line of its own. */
export function ruleFor(
  line: number,
  action: FilterRule['action'],
  matches: readonly Match[],
  more: Partial<FilterRule> = {},
): FilterRule {
  return {
    action,
    matches,
    states: ANY_STATE,
    depends: [],
    place: { file: 'f', line, column: 1, length: 6 },
    span: { start: (line - 1) * 7, end: (line - 1) * 7 + 6 },
    text: `line ${line}`,
    ...more,
  };
}

export function rulesetFor(rules: readonly FilterRule[], more: Partial<Ruleset> = {}): Ruleset {
  return {
    name: 'rules',
    hook: 'forward',
    order: 'first-match',
    stateful: false,
    rules,
    otherwise: { action: 'deny', text: 'deny all', place: { file: 'f', line: 99, column: 1, length: 4 } },
    ...more,
  };
}
