/** The table of languages in the documents is what the data says. */
import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { DIALECTS } from '../src/dialects/registry.ts';
import { DIALECT_NAMES } from '../src/hierarchy/dialect-names.ts';
import { dialectEntries, dialectsMarkdown } from '../src/report/dialects.ts';

it('docs/dialects.md holds the table', () => {
  const text = readFileSync(new URL('../docs/dialects.md', import.meta.url), 'utf8');
  const squeezed = (table: string): string => table.replace(/ {2,}/g, ' ').replace(/-{3,}/g, '---');
  expect(squeezed(text)).toContain(squeezed(dialectsMarkdown(dialectEntries())));
});

it('a hierarchy may name every language that is printed', () => {
  expect([...DIALECTS.keys()].filter((id) => !DIALECT_NAMES.includes(id))).toEqual([]);
});
