import { ANY_PORT, type ServiceRange, TCP } from '../../net/match.ts';
import type { FilterRule } from '../../policy/ruleset.ts';

export const ENDPOINT_MAPPER = 135;
/** The ports that an endpoint mapper may name. */
const DYNAMIC: ServiceRange = {
  protocol: { first: TCP, last: TCP },
  source: ANY_PORT,
  destination: { first: 1024, last: 65535 },
};

/**
 * What a device that follows DCE-RPC adds to its rules: where TCP 135 is permitted, a connection to the port that the
 * endpoint mapper names passes without the rules being asked. So these stand before all rules, and depend on `opener`,
 * what opens the port.
 */
export function openedByRpc(rules: readonly FilterRule[], opener: string): readonly FilterRule[] {
  const text = `${opener}, which opens the port that the endpoint mapper names`;
  const opened: FilterRule[] = [];
  for (const rule of rules) {
    if (rule.action !== 'permit') continue;
    const matches = rule.matches.filter(
      ({ services }) => services.some(coversMapper) && !services.some(coversDynamic),
    );
    if (matches.length === 0) continue;
    opened.push({
      ...rule,
      matches: matches.map((match) => ({ ...match, services: [DYNAMIC] })),
      depends: [...rule.depends, { kind: 'other', text }],
    });
  }
  return opened;
}

const includes = (range: { first: number; last: number }, first: number, last: number): boolean =>
  range.first <= first && last <= range.last;

const coversMapper = (s: ServiceRange): boolean =>
  includes(s.protocol, TCP, TCP) && includes(s.destination, ENDPOINT_MAPPER, ENDPOINT_MAPPER);

const coversDynamic = (s: ServiceRange): boolean =>
  includes(s.protocol, TCP, TCP) && includes(s.source, 0, 65535) && includes(s.destination, 1024, 65535);
