import type { Capabilities } from '../dialect.ts';

/**
 * pfSense 2.5 and OPNsense 24.1, and newer: rules at the interface that packets come in by, with aliases.
 * @see pfSense documentation, "Aliases" (names of up to 31 letters, digits and underscores); OPNsense documentation,
 *   "Aliases" and "Rules".
 */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['network'],
  families: [4, 6],
  mixedFamilies: true,
  // Aliases turn ranges into networks.
  addresses: 'prefixes',
  portRanges: true,
  portLists: true,
  mixedTransports: false,
  fqdns: 'exact',
  dynamicRpc: 'range',
  protocols: true,
  programs: false,
  binding: 'interface',
  objects: 'named',
  commentBytes: 255,
  nameLength: 31,
  limits: { membersPerGroup: 5000 },
};
