import type { Capabilities } from '../dialect.ts';

/** Windows Defender Firewall as its PowerShell module NetSecurity offers it, from Windows Server 2012 R2 on. */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['host'],
  families: [4, 6],
  mixedFamilies: true,
  addresses: 'ranges',
  portRanges: true,
  portLists: true,
  mixedTransports: false,
  fqdns: 'none',
  dynamicRpc: 'keyword',
  protocols: true,
  programs: true,
  binding: 'none',
  objects: 'inline',
  commentBytes: 1000,
  nameLength: 200,
};
