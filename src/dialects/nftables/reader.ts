import type { DialectReader } from '../reader.ts';
import type { ReadNft } from './read/model.ts';
import { parseNft } from './read/parse.ts';
import { parseNftJson } from './read/parse-json.ts';
import { raiseNft } from './read/raise.ts';
import { isNftJson, recogniseNft } from './read/recognise.ts';
import { writeNft } from './read/write.ts';

/** nftables as people write it for `nft -f`, and as `nft list ruleset` prints it; both also in JSON (`nft -j`). */
export const nftablesReader: DialectReader<ReadNft> = {
  id: 'nftables',
  title: 'nftables (Linux)',
  recognises: recogniseNft,
  parse: (text, file, options) =>
    isNftJson(text) ? parseNftJson(text, file) : parseNft(text, file, options),
  raise: raiseNft,
  write: writeNft,
};
