import type { Capabilities } from '../dialect.ts';

/** Access lists of Squid 5 (Debian 12), the oldest version that printed files are tried with. */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['proxy'],
  families: [4, 6],
  mixedFamilies: true,
  addresses: 'prefixes',
  portRanges: true,
  portLists: true,
  mixedTransports: false,
  fqdns: 'wildcards',
  dynamicRpc: 'range',
  protocols: false,
  programs: false,
  binding: 'none',
  objects: 'named',
  // A line of the configuration; comments have no limit of their own.
  commentBytes: 1000,
  nameLength: 60,
};
