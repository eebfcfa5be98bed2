import { truncateBytes, visibleAscii } from '../plain-text.ts';
import { CAPABILITIES } from './capabilities.ts';

/** A description with the characters that AWS takes; everything else becomes an underscore. */
export function descriptionOf(text: string): string {
  const legal = visibleAscii(text).replace(/[^a-zA-Z0-9. _\-:/()#,@[\]+=&;{}!$*]/g, '_');
  return truncateBytes(legal, CAPABILITIES.commentBytes);
}
