import type { LineOrigin, Printed } from '../dialect.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { Script, ScriptEntry, ScriptSetting } from './model.ts';
import { quote } from './quote.ts';

/** Longest `comment` of addresses and groups. */
const COMMENT_BYTES = 255;

/** Text only: a script of commands as `show` prints them. */
export function print({ header, tables }: Script): Printed {
  const lines: string[] = header.map((line) => `# ${visible(line)}`.trimEnd());
  const origins: LineOrigin[] = [];
  for (const { path, entries } of tables) {
    lines.push(`config ${path}`);
    for (const entry of entries) printEntry(entry, lines, origins);
    lines.push('end');
  }
  return { text: `${lines.join('\n')}\n`, lines: origins };
}

function printEntry({ name, settings, rules }: ScriptEntry, lines: string[], origins: LineOrigin[]): void {
  const first = lines.length + 1;
  lines.push(`    edit ${typeof name === 'number' ? name : quote(visible(name))}`);
  for (const setting of settings) lines.push(`        ${printSetting(setting)}`);
  lines.push('    next');
  for (let line = first; line <= lines.length; line++)
    for (const rule of rules) origins.push({ line, rule: rule.id, origins: rule.origins });
}

function printSetting({ key, values }: ScriptSetting): string {
  const longest = key === 'comment' ? COMMENT_BYTES : CAPABILITIES.commentBytes;
  const words = values.map((value) => {
    if (typeof value !== 'string') return value.word;
    const isText = key === 'comment' || key === 'comments';
    return quote(isText ? truncateBytes(typed(value), longest) : value);
  });
  return ['set', key, ...words].join(' ');
}

/** A question mark asks a terminal for help, also within quotes. */
const typed = (text: string): string => visible(text).replaceAll('?', '.');
