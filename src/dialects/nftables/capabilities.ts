import type { Capabilities } from '../dialect.ts';

/** nftables as of 1.0.6 (Debian 12), the oldest version that printed files are tried with. */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['network', 'host'],
  families: [4, 6],
  mixedFamilies: false,
  addresses: 'ranges',
  portRanges: true,
  portLists: true,
  mixedTransports: false,
  fqdns: 'none',
  // Linux has no connection tracking helper for DCE/RPC.
  dynamicRpc: 'range',
  protocols: true,
  programs: false,
  binding: 'none',
  objects: 'named',
  // NFTNL_UDATA_COMMENT_MAXLEN
  commentBytes: 128,
  nameLength: 60,
};
