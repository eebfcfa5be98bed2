import type { Assumption } from '../policy/ruleset.ts';
import { pointText } from './words.ts';

/** `Taken to be empty, as --assume-empty-includes says: host.nft:49:5: include "/etc/nftables.d/local*.nft"`. */
export function assumedText({ place, text }: Assumption): string {
  return `Taken to be empty, as --assume-empty-includes says: ${pointText(place)}: ${text}`;
}
