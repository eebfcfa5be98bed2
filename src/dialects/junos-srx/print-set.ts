import type { LineOrigin, Printed } from '../dialect.ts';
import { TextLines } from '../lowering/text-lines.ts';
import { visible } from '../plain-text.ts';
import { headerOf } from './header.ts';
import type { SrxFile } from './print-model.ts';
import { type Statement, statementsOf, word } from './statements.ts';

/** Text only: commands for `load set`. */
export function printSet(file: SrxFile): Printed {
  const text = new TextLines();
  text.addAll(headerOf(file, 'load set').map(comment));
  const origins: LineOrigin[] = [];
  const add = (statement: Statement, path: string, rule: Statement['rule']): void => {
    const own = statement.rule ?? rule;
    if (statement.notes) text.addAll(['', ...statement.notes.map(comment)]);
    let words = path;
    for (const one of statement.words) words += ` ${word(one)}`;
    const command = (value: string): void => {
      text.add(words, value);
      if (own) origins.push({ line: text.count, rule: own.id, origins: own.origins });
    };
    for (const value of statement.values ?? []) command(` ${word(value)}`);
    for (const child of statement.children ?? []) add(child, words, own);
    if (!statement.values && !statement.children) command('');
  };
  const statements = statementsOf(file);
  if (statements.length > 0) text.add('');
  for (const statement of statements) add(statement, 'set', undefined);
  return { text: text.text(), lines: origins };
}

const comment = (text: string): string => `# ${visible(text)}`.trimEnd();
