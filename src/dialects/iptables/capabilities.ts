import type { Capabilities } from '../dialect.ts';
import { LONGEST_COMMENT } from './comment-text.ts';

/** iptables as of 1.8.9 (Debian 12), the oldest version that printed files are tried with, in both of its forms. */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['network', 'host'],
  families: [4, 6],
  mixedFamilies: false,
  addresses: 'ranges',
  portRanges: true,
  portLists: true,
  mixedTransports: false,
  // A name is looked up once, when the rule is loaded.
  fqdns: 'none',
  // Linux has no connection tracking helper for DCE/RPC.
  dynamicRpc: 'range',
  protocols: true,
  programs: false,
  binding: 'none',
  objects: 'inline',
  commentBytes: LONGEST_COMMENT,
  // XT_EXTENSION_MAXNAMELEN, without the zero at its end
  nameLength: 28,
};
