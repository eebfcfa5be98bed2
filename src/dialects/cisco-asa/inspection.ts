import type { FilterRule } from '../../policy/ruleset.ts';
import { openedByRpc } from '../raising/opened-by-rpc.ts';
import type { AsaConfig } from './model.ts';

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
 * What the inspection of DCE-RPC adds to a list.
 * @see Cisco ASA Firewall CLI Configuration Guide, "DCERPC Inspection": secondary connections through pinholes
 */
export const openedByInspection = (rules: readonly FilterRule[]): readonly FilterRule[] =>
  openedByRpc(rules, 'the inspection of DCE-RPC');
