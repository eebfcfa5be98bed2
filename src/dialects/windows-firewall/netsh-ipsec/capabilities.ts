import type { Capabilities } from '../../dialect.ts';

/**
 * Static IPsec policies, from Windows Server 2008 on: filters take a single port or any, one protocol, and an address,
 * a subnet of IPv4 or a range (Microsoft, "netsh ipsec", `static add filter`). A mirrored filter holds for answers, too.
 */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['ipsec'],
  families: [4, 6],
  mixedFamilies: false,
  addresses: 'prefixes',
  portRanges: false,
  portLists: true,
  mixedTransports: false,
  fqdns: 'none',
  dynamicRpc: 'range',
  protocols: true,
  programs: false,
  binding: 'none',
  objects: 'named',
  commentBytes: 1000,
  nameLength: 200,
};
