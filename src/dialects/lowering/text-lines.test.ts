import { expect, it } from 'vitest';
import { TextLines } from './text-lines.ts';

it('gives all lines in their order, each with its end', () => {
  const lines = new TextLines();
  for (let i = 0; i < 5000; i++) {
    if (i % 2 === 0) lines.add(`line ${i}`);
    else lines.add('line ', `${i}`);
  }
  lines.addAll(['', 'last']);
  expect(lines.count).toBe(5002);
  const all = Array.from({ length: 5000 }, (_, i) => `line ${i}\n`);
  expect(lines.text()).toBe(`${all.join('')}\nlast\n`);
});

it('is empty without a line', () => {
  expect(new TextLines().text()).toBe('');
});
