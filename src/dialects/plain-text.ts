/** Names come from outside and end up in comments and strings: what every printer does to them first. */

/** Characters that end a line, hide text or turn its direction around. */
const TREACHEROUS =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]/gu;

/** Nearly every text is: nothing to look for, and nothing to copy. */
const PLAIN = /^[\x20-\x7e]*$/;

/** One line of text in which nothing is hidden: control and direction characters become `\u{a}`. */
export function visible(text: string): string {
  return PLAIN.test(text) ? text : text.toWellFormed().replace(TREACHEROUS, escaped);
}

/** The same in ASCII alone, for files that a tool may read in any of the old code pages. */
export function visibleAscii(text: string): string {
  return PLAIN.test(text) ? text : visible(text).replace(/[^\u0020-\u007e]/gu, escaped);
}

const escaped = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`;

/** The longest start of a text that fits into so many bytes of UTF-8, with `...` where something is cut off. */
export function truncateBytes(text: string, bytes: number): string {
  // No unit of a text takes more than three bytes.
  if (text.length * 3 <= bytes || Buffer.byteLength(text) <= bytes) return text;
  let start = '';
  let used = 3;
  for (const character of text) {
    used += Buffer.byteLength(character);
    if (used > bytes) break;
    start += character;
  }
  return `${start}...`;
}
