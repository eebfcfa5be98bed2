import type { Dialect } from '../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import { lower } from './lower.ts';
import type { NftFile } from './model.ts';
import { print } from './print.ts';

/** Linux' own firewall: a file per network filter, and per Linux host. */
export const nftables: Dialect<NftFile> = {
  id: 'nftables',
  title: 'nftables (Linux)',
  extension: 'nft',
  reader: 'nftables',
  capabilities: CAPABILITIES,
  lower,
  print,
};
