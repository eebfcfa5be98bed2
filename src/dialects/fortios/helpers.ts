/** What session helpers let through beside the policies. */
import { ANY_PORT, type ServiceRange, TCP } from '../../net/match.ts';
import type { Dependency, FilterRule } from '../../policy/ruleset.ts';
import { entriesOf, onlyValue, type Scope } from './scope.ts';

/** Every FortiGate has helpers for TFTP and DCE-RPC; a text without the table says nothing about them. */
function hasHelper(scope: Scope, name: string, protocol: number, port: number): boolean {
  const table = scope.table('system session-helper');
  if (!table) return true;
  return entriesOf(table).some(
    (entry) =>
      onlyValue(entry, 'name') === name &&
      onlyValue(entry, 'protocol') === `${protocol}` &&
      onlyValue(entry, 'port') === `${port}`,
  );
}

/** Protocols whose answers pass from whatever port they come. */
export function followed(scope: Scope): readonly string[] {
  return hasHelper(scope, 'tftp', 17, 69) ? ['tftp'] : [];
}

const ENDPOINT_MAPPER = 135;
/** The ports that an endpoint mapper may name. */
const DYNAMIC: ServiceRange = {
  protocol: { first: TCP, last: TCP },
  source: ANY_PORT,
  destination: { first: 1024, last: 65535 },
};
const HELPER: Dependency = {
  kind: 'other',
  text: 'the session helper for DCE-RPC, which opens the port that the endpoint mapper names',
};

/** Whether connections to an endpoint mapper are followed. */
export function followsRpc(scope: Scope): boolean {
  return hasHelper(scope, 'dcerpc', TCP, ENDPOINT_MAPPER);
}

/**
 * Where TCP 135 is accepted, a connection to the port that the endpoint mapper names passes without a policy: so
 * these stand before all policies.
 * @see Fortinet, "Technical Tip: Policy matching of DCERPC traffic": an expected session is implicitly allowed
 */
export function openedByRpc(rules: readonly FilterRule[]): readonly FilterRule[] {
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
      depends: [...rule.depends, HELPER],
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
