import type { Capabilities } from '../dialect.ts';

/**
 * swanctl.conf of strongSwan 5.9 (Debian 12): a traffic selector holds one protocol, one range of ports, and a range of
 * addresses; of the latter the kernel takes prefixes only, and gets the next wider one.
 */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['ipsec'],
  families: [4, 6],
  mixedFamilies: false,
  addresses: 'prefixes',
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
