import type { Capabilities } from '../dialect.ts';

/** Windows Defender Firewall as its PowerShell module NetSecurity offers it, from Windows Server 2012 R2 on. */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['host'],
  portRanges: true,
  portLists: true,
  mixedTransports: false,
  fqdns: false,
  dynamicRpc: 'keyword',
  programs: true,
  commentBytes: 1000,
  nameLength: 200,
};
