import type { Capabilities } from '../dialect.ts';

/**
 * Junos OS on SRX as of 12.1, with the global address book.
 * @see Junos OS CLI Reference, "address-book", "policy (Security)"; Security Policies User Guide, "Best Practices for
 *   Defining Policies on SRX Series Devices" for the number of objects in a policy.
 */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['network'],
  families: [4, 6],
  mixedFamilies: true,
  addresses: 'ranges',
  portRanges: true,
  portLists: true,
  mixedTransports: true,
  // `dns-name` takes whole names.
  fqdns: 'exact',
  // The ALG for MS-RPC needs a UUID for every service; the range is exact.
  dynamicRpc: 'range',
  protocols: true,
  programs: false,
  binding: 'zones',
  objects: 'named',
  // A description holds 300 characters.
  commentBytes: 300,
  nameLength: 63,
  limits: { networksPerSide: 1024, portsPerRule: 128 },
};
