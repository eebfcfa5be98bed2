import type { Capabilities } from '../dialect.ts';

/**
 * https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 *
 * A rule says one prefix at the other end, and one protocol with one range of ports; the own end is whoever has the
 * group. That is why a group is printed for a host, and none for a filter between networks: its rules could not say
 * which of the hosts behind it they are for.
 */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['host'],
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
  // "Up to 255 characters in length. Allowed characters are a-z, A-Z, 0-9, spaces, and ._-:/()#,@[]+=&;{}!$*"
  commentBytes: 255,
  nameLength: 255,
};

/**
 * "Inbound or outbound rules per security group: 60", each direction and each family by itself; it can be raised.
 * https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html#vpc-limits-security-groups
 */
export const USUAL_MOST_RULES = 60;
