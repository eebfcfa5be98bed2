import type { Capabilities } from '../dialect.ts';

/**
 * FortiOS 6.4 and newer, where one list of policies holds both families.
 *
 * Source: FortiOS CLI Reference 6.4 to 7.6: "config firewall address", "… addrgrp", "… service custom", "… policy";
 * wildcard names in policies: FortiOS Administration Guide 6.2.2 and newer, "Using wildcard FQDN addresses".
 */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['network'],
  families: [4, 6],
  // A policy may name addresses of both, but then its services hold for both, and groups hold one family each.
  mixedFamilies: false,
  addresses: 'ranges',
  portRanges: true,
  portLists: true,
  mixedTransports: true,
  fqdns: 'wildcards',
  // There is a session helper; it opens any port above 1023, and so the range goes before it.
  dynamicRpc: 'range',
  protocols: true,
  programs: false,
  binding: 'zones',
  objects: 'named',
  // `comments` of a policy.
  commentBytes: 1023,
  // Of addresses, services and groups (since 7.0: 79); those of policies are shorter, see lower.ts.
  nameLength: 63,
  // The references name no limit; those of the models differ, and the smallest hold some hundred.
  limits: { membersPerGroup: 300 },
};
