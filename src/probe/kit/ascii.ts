/** Data as text that is pure ASCII and holds no character that could end a literal or begin code, in any shell. */

/** What stands for itself. Everything else is escaped: quotes of all kinds, `$`, backticks, controls, other scripts. */
const PLAIN = /[^A-Za-z0-9 {}[\]:,"\\._/^()*+=-]/g;

/** JSON without apostrophes, whatever the names in it are: fit for a literal in single quotes of PowerShell. */
export function asciiJson(value: unknown): string {
  return JSON.stringify(value).replace(PLAIN, (character) => {
    const code = character.charCodeAt(0);
    return `\\u${code.toString(16).padStart(4, '0')}`;
  });
}

/** Percent-encoded UTF-8: letters, digits and `._:/-` only, so it is one word of a shell and one line. */
export function percent(text: string): string {
  return [...Buffer.from(text.toWellFormed(), 'utf8')]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9._:/-]/.test(character)
        ? character
        : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`;
    })
    .join('');
}

/** A name in a comment or in a file's name: what isn't plain becomes `-`. */
export function plainName(text: string): string {
  return text.replace(/[^A-Za-z0-9._-]+/g, '-').slice(0, 60);
}
