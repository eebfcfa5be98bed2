import { expect, it } from 'vitest';
import { shareText } from './share-text.ts';

it.each([
  [5n, 5n, 'all that the line permits'],
  [6n, 5n, 'all that the line permits'],
  [1n, 1000n, 'less than 1 % of what the line permits'],
  [1n, 3n, 'about 33 % of what the line permits'],
  [99n, 100n, 'about 99 % of what the line permits'],
  [2n ** 96n - 1n, 2n ** 96n, 'more than 99 % of what the line permits'],
  [5n, 0n, undefined],
  [0n, 5n, undefined],
])('%s of %s is %s', (concerned, permitted, text) => {
  expect(shareText({ concerned, permitted })).toBe(text);
});
