import type { Capabilities } from '../dialect.ts';

/**
 * https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview and "Azure subscription and
 * service limits": 1,000 rules, and 4,000 addresses and ranges as sources and as destinations, in a group.
 *
 * A group is printed for a host, to hang on its network card, and for a filter between networks, to hang on all
 * subnets that the filter stands between: both of its lists then hold every rule, because a packet leaves one subnet
 * and enters another.
 */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['network', 'host'],
  families: [4, 6],
  mixedFamilies: false,
  addresses: 'prefixes',
  portRanges: true,
  portLists: true,
  mixedTransports: false,
  fqdns: 'none',
  dynamicRpc: 'range',
  // ESP and AH by their names.
  protocols: true,
  programs: false,
  binding: 'none',
  objects: 'inline',
  // "A description for this rule. Restricted to 140 chars."
  commentBytes: 140,
  nameLength: 80,
  limits: { networksPerSide: 4000, rules: 1000 },
};

/** Addresses and ranges of a whole group, as sources and as destinations. */
export const MOST_ADDRESSES = 4000;
