import type { Capabilities } from '../dialect.ts';

/**
 * ASA 9.0 and newer, where one list holds both families.
 * @see Cisco ASA Firewall CLI Configuration Guide, "Objects for Access Control" and "Access Control Lists"; Command
 *   Reference, "object network" (names of up to 64 characters), "access-list remark" (up to 100 characters)
 */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['network'],
  families: [4, 6],
  // A group may hold both, but no engineer's does: an entry would say pairs that no packet has.
  mixedFamilies: false,
  addresses: 'ranges',
  portRanges: true,
  portLists: true,
  mixedTransports: true,
  protocols: true,
  // An object takes one whole name; the ASA asks its own DNS servers for the addresses.
  fqdns: 'exact',
  // `inspect dcerpc` opens what an endpoint mapper names, unless the answer is encrypted; the range is exact.
  dynamicRpc: 'range',
  programs: false,
  binding: 'interface',
  objects: 'named',
  commentBytes: 100,
  nameLength: 64,
};
