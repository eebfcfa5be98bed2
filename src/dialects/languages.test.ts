import { expect, it } from 'vitest';
import { LANGUAGES } from './languages.ts';
import { READERS } from './readers.ts';

it('knows the languages that are read, in their order', () => {
  expect(LANGUAGES.map(({ id }) => id)).toEqual([...READERS.keys()]);
});

it.each([...LANGUAGES])('loads the reader of $id', async ({ id, load, recognises }) => {
  const reader = await load();
  expect(reader).toBe(READERS.get(id));
  expect(reader.recognises).toBe(recognises);
});
