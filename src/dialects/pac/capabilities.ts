import type { Capabilities } from '../dialect.ts';

/** A proxy auto-configuration file in the JavaScript that every client has run since the format's beginnings (ES3). */
export const CAPABILITIES: Capabilities = {
  stateful: true,
  kinds: ['proxy'],
  families: [4, 6],
  mixedFamilies: true,
  addresses: 'ranges',
  portRanges: true,
  portLists: true,
  mixedTransports: true,
  fqdns: 'wildcards',
  dynamicRpc: 'range',
  protocols: false,
  programs: false,
  binding: 'none',
  objects: 'inline',
  commentBytes: 1000,
  nameLength: 253,
};
