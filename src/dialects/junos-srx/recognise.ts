import type { Form } from './model.ts';

/** What only an SRX says, and how sure one line of it makes; both forms. */
const SIGNS: readonly (readonly [RegExp, number])[] = [
  [
    /^[ \t]*(?:set|deactivate|insert) (?:logical-systems [^ \n]{1,64} )?security policies (?:from-zone|global|default-policy) /m,
    0.95,
  ],
  [/^[ \t]*set security (?:zones security-zone|address-book|nat (?:source|destination|static)) /m, 0.8],
  [/^[ \t]*set applications (?:application|application-set) [^ \n]/m, 0.6],
  [/^[ \t]*(?:inactive: )?from-zone [^ {\n]{1,64} to-zone [^ {\n]{1,64} \{[ \t]*$/m, 0.9],
  [/^[ \t]*security-zone [^ {\n]{1,64} \{[ \t]*$/m, 0.8],
  [/^[ \t]*(?:source|destination)-address (?:\[ [^\n\]]{1,400} \]|[^ \n;]{1,64});[ \t]*$/m, 0.3],
  [/^applications \{[ \t]*$/m, 0.3],
  [/^security \{[ \t]*$/m, 0.5],
  [/^[ \t]*address-book(?: [^ {\n]{1,64})? \{[ \t]*$/m, 0.5],
  [/^[ \t]*set (?:interfaces|system|routing-options) [^ \n]/m, 0.3],
];
const ENOUGH = 512 * 1024;

/** How surely a text is of an SRX, from 0 to 1; its start is enough. */
export function recogniseSrx(text: string): number {
  const start = text.slice(0, ENOUGH).replaceAll('\r\n', '\n');
  let doubt = 1;
  for (const [sign, weight] of SIGNS) if (sign.test(start)) doubt *= 1 - weight;
  return 1 - doubt;
}

/** Commands, or statements in braces: whichever comes first. */
export function formOf(text: string): Form {
  const start = text.slice(0, ENOUGH);
  const command =
    /^[ \t]*(?:[\w.-]{1,80}@[\w.-]{1,80}# *)?(?:set|deactivate|activate|delete|insert|edit|rename|top) [^ \n]/m.exec(
      start,
    );
  const brace = /^[^"#\n]{1,300}\{[ \t]*(?:##[^\n]{0,300})?\r?$/m.exec(start);
  if (!command) return 'curly';
  return brace && brace.index < command.index && !/^\s*\{/.test(brace[0]) ? 'curly' : 'set';
}
