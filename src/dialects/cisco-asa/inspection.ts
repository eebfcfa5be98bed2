import { ANY_PORT, type ServiceRange, TCP } from '../../net/match.ts';
import type { Dependency, FilterRule } from '../../policy/ruleset.ts';
import type { AsaConfig } from './model.ts';

const ENDPOINT_MAPPER = 135;
/** The ports that an endpoint mapper may name. */
const DYNAMIC: ServiceRange = {
  protocol: { first: TCP, last: TCP },
  source: ANY_PORT,
  destination: { first: 1024, last: 65535 },
};
const INSPECTION: Dependency = {
  kind: 'other',
  text: 'the inspection of DCE-RPC, which opens the port that the endpoint mapper names',
};

/** Whether a policy that is in force inspects the endpoint mapper's connections. */
export function inspectsRpc(config: AsaConfig): boolean {
  return config.dcerpc.some(
    ({ policyMap, classMap }) => config.servicePolicies.has(policyMap) && !config.otherClasses.has(classMap),
  );
}

/**
 * Whether the answers of TFTP servers pass, which come from a port of their choice: a policy at every interface
 * inspects TFTP on its usual port, as an ASA does from the start.
 * @see Cisco ASA Firewall CLI Configuration Guide, "TFTP Inspection"
 */
export function followsTftp({ tftp, globalPolicies, usualClasses }: AsaConfig): boolean {
  return tftp.some((one) => globalPolicies.has(one.policyMap) && usualClasses.has(one.classMap));
}

/**
 * What the inspection of DCE-RPC adds to a list: where TCP 135 is permitted, a connection to the port that the
 * endpoint mapper names passes without the list being asked. So these stand before the list's own rules.
 * @see Cisco ASA Firewall CLI Configuration Guide, "DCERPC Inspection": secondary connections through pinholes
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
      depends: [...rule.depends, INSPECTION],
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
