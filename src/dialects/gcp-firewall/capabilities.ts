import type { Capabilities } from '../dialect.ts';

/**
 * https://cloud.google.com/firewall/docs/firewalls
 *
 * Rules of a VPC network hold at each of its machines. They are printed for a filter between networks, of which the VPC
 * network is one or holds several: then each rule stands in both directions, because a packet leaves one machine and
 * enters another. They are printed for a host as well, with its addresses as the own end.
 */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['network', 'host'],
  families: [4, 6],
  // "A firewall rule can have either IPv4 or IPv6 ranges, not both."
  mixedFamilies: false,
  addresses: 'prefixes',
  portRanges: true,
  portLists: true,
  // A rule holds an entry for each protocol.
  mixedTransports: true,
  fqdns: 'none',
  dynamicRpc: 'range',
  protocols: true,
  programs: false,
  binding: 'none',
  objects: 'inline',
  // Nothing says how long a description may be; this is what the console shows at once.
  commentBytes: 1000,
  // "The name must be 1-63 characters long, and comply with RFC1035."
  nameLength: 63,
  limits: { networksPerSide: 256 },
};
