import { truncateBytes, visible } from '../plain-text.ts';

/** What the kernel keeps of a comment, without the zero at its end (XT_MAX_COMMENT_LEN). */
export const LONGEST_COMMENT = 255;

/** As iptables-save writes it: in quotes where a character asks for them, which `"`, `\` and `'` leave by `\`. */
export function commentText(comment: string): string {
  const text = truncateBytes(visible(comment), LONGEST_COMMENT);
  if (text === '') return '';
  if (/^[A-Za-z0-9_][\w-]*$/.test(text)) return ` -m comment --comment ${text}`;
  return ` -m comment --comment "${text.replace(/["\\']/g, '\\$&')}"`;
}
