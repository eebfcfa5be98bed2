import type { Capabilities } from '../dialect.ts';

/**
 * https://learn.microsoft.com/azure/firewall/policy-rule-sets and firewall-faq
 *
 * A filter between networks. Addresses are said by network rules, names by application rules, which hold HTTP and HTTPS
 * by name, also with `*.` in front; network rules hold whole names for what is neither.
 */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['network'],
  // "Azure Firewall doesn't support IPv6" beside its own subnet.
  families: [4],
  mixedFamilies: false,
  addresses: 'prefixes',
  portRanges: true,
  portLists: true,
  mixedTransports: false,
  fqdns: 'wildcards',
  dynamicRpc: 'range',
  // "Any, TCP, UDP, ICMP".
  protocols: false,
  programs: false,
  binding: 'none',
  objects: 'inline',
  // Nothing says how long a description may be; this is what the portal shows at once.
  commentBytes: 250,
  nameLength: 80,
};
