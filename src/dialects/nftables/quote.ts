import { truncateBytes, visible } from '../plain-text.ts';
import { CAPABILITIES } from './capabilities.ts';

/** A comment as a string of nft, which can not hold a quote: there is no way to escape one. */
export function quote(text: string): string {
  return `"${truncateBytes(visible(text).replaceAll('"', "'"), CAPABILITIES.commentBytes)}"`;
}
