/** C0 and C1 controls, line separators, direction overrides, invisible marks: nothing that a terminal acts upon. */
const UNSAFE =
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
/** Two columns: CJK, Hangul, full-width forms, emoji. Combining marks take none. */
const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u33ff\u3400-\u4dbf\u4e00-\u9fff\ua000-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const ZERO = /[\p{Mn}\p{Me}]/u;

/** Text from an input, safe to print: controls become pictures or code points, a tab becomes four spaces. */
export function visible(text: string): string {
  return text.replace(UNSAFE, (character) => {
    if (character === '\t') return '    ';
    const code = character.charCodeAt(0);
    if (code < 0x20) return String.fromCharCode(0x2400 + code);
    if (code === 0x7f) return '\u2421';
    return `<U+${code.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

/** Columns that a printable text takes in a terminal. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (character < '\u0300') width += 1;
    else if (ZERO.test(character)) width += 0;
    else width += WIDE.test(character) ? 2 : 1;
  }
  return width;
}
