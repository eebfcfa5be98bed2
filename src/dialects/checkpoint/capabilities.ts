import type { Capabilities } from '../dialect.ts';

/**
 * Check Point R80.10 and newer.
 *
 * Source: Check Point Management API reference (v1.1 to v2.0): "add host", "add network", "add address-range",
 * "add dns-domain", "add service-tcp", "add access-rule".
 */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['network'],
  families: [4, 6],
  // A rule may name objects of both, but ICMP has a service for each.
  mixedFamilies: false,
  addresses: 'ranges',
  portRanges: true,
  portLists: true,
  mixedTransports: true,
  fqdns: 'wildcards',
  // The gateway can follow DCE-RPC by the uuid of an interface, which the plan doesn't know.
  dynamicRpc: 'range',
  protocols: true,
  programs: false,
  binding: 'none',
  objects: 'named',
  // The reference says no limits for comments and names; these are within what SmartConsole shows.
  commentBytes: 1000,
  nameLength: 60,
};
