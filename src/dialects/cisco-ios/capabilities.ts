import type { Capabilities } from '../dialect.ts';

/** What the access lists of IOS, IOS-XE and NX-OS have in common: each packet is judged by itself. */
const COMMON: Capabilities = {
  stateful: false,
  kinds: ['network'],
  families: [4, 6],
  mixedFamilies: false,
  addresses: 'prefixes',
  portRanges: true,
  portLists: true,
  mixedTransports: false,
  protocols: true,
  fqdns: 'none',
  dynamicRpc: 'range',
  programs: false,
  binding: 'interface',
  objects: 'named',
  commentBytes: 100,
  nameLength: 64,
};

/**
 * IOS 12.4(20)T and newer, IOS-XE.
 * @see Cisco IOS Security Configuration Guide, "Object Groups for ACLs" (names of up to 64 characters, IPv4) and
 *   "Named ACL Support for Noncontiguous Ports" (up to 10 of them); Command Reference, "remark" (up to 100 characters)
 */
export const IOS_CAPABILITIES: Capabilities = COMMON;

/**
 * NX-OS of all Nexus switches.
 * @see Cisco Nexus 7000 Series NX-OS Security Command Reference, "object-group ip address", "object-group ip port",
 *   "ip access-list" (names of up to 64 characters), "remark" (up to 100 characters)
 */
export const NXOS_CAPABILITIES: Capabilities = COMMON;
