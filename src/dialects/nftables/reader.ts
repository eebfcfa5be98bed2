import type { DialectReader } from '../reader.ts';
import type { ReadNft } from './read/model.ts';
import { parseNft } from './read/parse.ts';
import { raiseNft } from './read/raise.ts';
import { recogniseNft } from './read/recognise.ts';
import { writeNft } from './read/write.ts';

/** nftables as people write it for `nft -f`, and as `nft list ruleset` prints it. */
export const nftablesReader: DialectReader<ReadNft> = {
  id: 'nftables',
  title: 'nftables (Linux)',
  recognises: recogniseNft,
  parse: parseNft,
  raise: raiseNft,
  write: writeNft,
};
