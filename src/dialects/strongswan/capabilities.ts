import type { Capabilities } from '../dialect.ts';

/** swanctl.conf of strongSwan 5.9 (Debian 12): traffic selectors hold prefixes or ranges, one protocol and one range of ports. */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['ipsec'],
  families: [4, 6],
  mixedFamilies: false,
  addresses: 'ranges',
  portRanges: true,
  portLists: false,
  mixedTransports: false,
  fqdns: 'none',
  dynamicRpc: 'range',
  protocols: true,
  programs: false,
  binding: 'none',
  objects: 'inline',
  commentBytes: 1000,
  nameLength: 60,
};
