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

/** The same rules as commands of `netsh`: cmd.exe takes lines of up to 8191 characters (Microsoft, KB 830473). */
export const NETSH_CAPABILITIES: Capabilities = {
  ...CAPABILITIES,
  commentBytes: 400,
  limits: { networksPerSide: 50, portsPerRule: 60 },
};

/** As strings in the registry: a value of `Registry.pol` has up to 65,535 bytes ([MS-GPREG] 2.2.1). */
export const STRING_CAPABILITIES: Capabilities = {
  ...CAPABILITIES,
  limits: { networksPerSide: 200, portsPerRule: 500 },
};

/**
 * As a settings-catalog policy of Intune: the Firewall CSP has no words for the ports of RPC (Microsoft, "Firewall CSP",
 * LocalPortRanges).
 */
export const INTUNE_CAPABILITIES: Capabilities = { ...CAPABILITIES, dynamicRpc: 'range' };
