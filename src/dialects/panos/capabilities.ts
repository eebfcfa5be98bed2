import type { Capabilities } from '../dialect.ts';

/**
 * PAN-OS 10.1 and newer. Source of limits: the vendor's own specifications of its objects (names of 63 characters,
 * descriptions of 1023, port lists of 1023, 31 zones and 63 addresses in a rule).
 */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['network'],
  families: [4, 6],
  mixedFamilies: true,
  addresses: 'ranges',
  portRanges: true,
  portLists: true,
  // What has no ports is an application and not a service: it becomes a rule of its own.
  mixedTransports: true,
  // An FQDN object is one host name; names below a domain need a URL category, and decryption.
  fqdns: 'exact',
  dynamicRpc: 'range',
  // ESP is the application `ipsec-esp`; other protocols without ports are applications, too.
  protocols: true,
  programs: false,
  binding: 'zones',
  objects: 'named',
  commentBytes: 1023,
  nameLength: 63,
};
