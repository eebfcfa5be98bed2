import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FINDING_CODES } from '../../src/verify/finding-codes.ts';

describe('docs/findings.md', () => {
  const page = readFileSync('docs/findings.md', 'utf8');

  it.each(Object.entries(FINDING_CODES))(
    'has %s with its severity and title',
    (code, { severity, title }) => {
      expect(page).toContain(`| ${code} | ${severity} | ${title} |`);
    },
  );

  it('has no code that is never reported', () => {
    const codes = [...page.matchAll(/^\| (PT9\d{3}) /gm)].map((match) => match[1]);
    expect(codes).toEqual(Object.keys(FINDING_CODES));
  });
});
