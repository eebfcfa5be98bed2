/** The examples' plans and rules, byte for byte. After an intended change: `npm run golden`, and read the difference. */
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, exampleFiles, type Golden, listFiles, pictureFiles } from '../scripts/golden.ts';
import { ROOT } from '../scripts/process.ts';

function expectAsWritten(golden: Golden): void {
  for (const [file, text] of golden) {
    expect(existsSync(path.join(ROOT, file)), `${file} is missing`).toBe(true);
    expectSameLines(file, text, readFileSync(path.join(ROOT, file), 'utf8'));
  }
}

/** Only the first line that differs is shown: these files are long. */
function expectSameLines(file: string, text: string, written: string): void {
  if (text === written) return;
  const [actual, expected] = [text.split('\n'), written.split('\n')];
  const line = actual.findIndex((content, i) => content !== expected[i]);
  const at = line < 0 ? actual.length : line;
  expect(actual[at], `${file}:${at + 1} is out of date: npm run golden, and read the difference`).toBe(
    expected[at],
  );
  // The same lines, but not the same text: the end is missing.
  expect(text.length, file).toBe(written.length);
}

describe.each(EXAMPLES)('examples/%s', (name) => {
  it('has the expected plan and rules, and no others', async () => {
    const golden = await exampleFiles(name);
    expectAsWritten(golden);
    const folder = path.join(ROOT, 'examples', name, 'rules');
    const there = existsSync(folder) ? listFiles(folder).map((file) => `examples/${name}/rules/${file}`) : [];
    expect(there).toEqual([...golden.keys()].filter((file) => file.includes('/rules/')));
  });

  it('gives the same bytes every time', async () => {
    expect(await exampleFiles(name)).toEqual(await exampleFiles(name));
  });
});

it('the README shows real output', async () => {
  expectAsWritten(await pictureFiles());
});
