import type { Capabilities } from '../../dialect.ts';

/**
 * Connection security rules of Windows, from Windows Server 2012 on. Rules that secure anything take single ports and
 * lists of them, no ranges (Microsoft, "New-NetIPsecRule", -LocalPort: ranges only in rules of the type "Do Not
 * Secure").
 */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['ipsec'],
  families: [4, 6],
  mixedFamilies: false,
  addresses: 'ranges',
  portRanges: false,
  portLists: true,
  mixedTransports: false,
  fqdns: 'none',
  dynamicRpc: 'range',
  protocols: true,
  programs: false,
  binding: 'none',
  objects: 'inline',
  commentBytes: 1000,
  nameLength: 200,
};
