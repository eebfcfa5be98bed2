import type { LineOrigin, Printed } from '../dialect.ts';
import { visible } from '../plain-text.ts';
import { headerOf } from './header.ts';
import type { SrxFile } from './print-model.ts';
import { type Statement, statementsOf, word } from './statements.ts';

/** Text only: statements in braces, for `load merge`. */
export function printCurly(file: SrxFile): Printed {
  const lines: string[] = comment(headerOf(file, 'load merge'), '');
  const origins: LineOrigin[] = [];
  const add = (statement: Statement, indent: string, rule: Statement['rule']): void => {
    const own = statement.rule ?? rule;
    if (statement.notes) lines.push(...comment(statement.notes, indent));
    const line = (text: string): void => {
      lines.push(indent + text);
      if (own) origins.push({ line: lines.length, rule: own.id, origins: own.origins });
    };
    const words = statement.words.map(word).join(' ');
    const { values, children } = statement;
    if (values) {
      const texts = values.map(word);
      line(`${words} ${texts.length === 1 ? texts[0] : `[ ${texts.join(' ')} ]`};`);
    } else if (children) {
      line(`${words} {`);
      for (const child of children) add(child, `${indent}    `, own);
      line('}');
    } else line(`${words};`);
  };
  for (const statement of statementsOf(file)) add(statement, '', undefined);
  return { text: `${lines.join('\n')}\n`, lines: origins };
}

/** A comment that nothing in it ends. */
function comment(texts: readonly string[], indent: string): string[] {
  const safe = texts.map((text) => visible(text).replaceAll('*/', '* /').replaceAll('/*', '/ *'));
  if (safe.length === 1) return [`${indent}/* ${safe[0]} */`];
  return safe.map((text, i) => {
    const start = i === 0 ? '/* ' : ' * ';
    return `${indent}${`${start}${text}`.trimEnd()}${i === safe.length - 1 ? ' */' : ''}`;
  });
}
