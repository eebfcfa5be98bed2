/** What session helpers let through beside the policies. */
import { TCP } from '../../net/match.ts';
import type { FilterRule } from '../../policy/ruleset.ts';
import { ENDPOINT_MAPPER, openedByRpc } from '../raising/opened-by-rpc.ts';
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

/** Whether connections to an endpoint mapper are followed. */
export function followsRpc(scope: Scope): boolean {
  return hasHelper(scope, 'dcerpc', TCP, ENDPOINT_MAPPER);
}

/**
 * What the session helper for DCE-RPC adds to the policies.
 * @see Fortinet, "Technical Tip: Policy matching of DCERPC traffic": an expected session is implicitly allowed
 */
export const openedByHelper = (rules: readonly FilterRule[]): readonly FilterRule[] =>
  openedByRpc(rules, 'the session helper for DCE-RPC');
