import type { LineOrigin, Printed } from '../dialect.ts';
import { visible } from '../plain-text.ts';
import { headerOf } from './header.ts';
import type { SrxFile } from './print-model.ts';
import { type Statement, statementsOf, word } from './statements.ts';

/** Text only: commands for `load set`. */
export function printSet(file: SrxFile): Printed {
  const lines: string[] = headerOf(file, 'load set').map(comment);
  const origins: LineOrigin[] = [];
  const add = (statement: Statement, path: readonly string[], rule: Statement['rule']): void => {
    const own = statement.rule ?? rule;
    if (statement.notes) lines.push('', ...statement.notes.map(comment));
    const words = [...path, ...statement.words.map(word)];
    const command = (...more: readonly string[]): void => {
      lines.push(['set', ...words, ...more].join(' '));
      if (own) origins.push({ line: lines.length, rule: own.id, origins: own.origins });
    };
    for (const value of statement.values ?? []) command(word(value));
    for (const child of statement.children ?? []) add(child, words, own);
    if (!statement.values && !statement.children) command();
  };
  const statements = statementsOf(file);
  if (statements.length > 0) lines.push('');
  for (const statement of statements) add(statement, [], undefined);
  return { text: `${lines.join('\n')}\n`, lines: origins };
}

const comment = (text: string): string => `# ${visible(text)}`.trimEnd();
