import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { CODES } from '../../src/diagnostics/codes.ts';
import { INPUT_CODES } from '../../src/diagnostics/input-codes.ts';
import { LAB_CODES } from '../../src/diagnostics/lab-codes.ts';
import { PROBING_CODES } from '../../src/diagnostics/probing-codes.ts';
import { READING_CODES } from '../../src/diagnostics/reading-codes.ts';
import { renderDiagnostics } from '../../src/diagnostics/render.ts';
import { readHierarchy } from '../../src/hierarchy/read.ts';
import { CASES } from './cases.ts';
import { ROLES } from './roles.ts';

const FILE = 'hierarchy.yaml';

/** Line and column, counted by hand from the mark. */
function marked(document: string): {
  readonly text: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
} {
  const start = document.indexOf('«');
  const end = document.indexOf('»') - 1;
  const before = document.slice(0, start).split('\n');
  return {
    text: document.replace('«', '').replace('»', ''),
    line: before.length,
    column: (before.at(-1) ?? '').length + 1,
    length: end - start,
  };
}

describe('each diagnostic stands where the problem is', () => {
  it.each(CASES.map((entry, i) => [`${entry[0]} (${i + 1})`, ...entry] as const))(
    '%s',
    (_title, code, document) => {
      const { text, line, column, length } = marked(document);
      const { diagnostics, hierarchy } = readHierarchy(text, FILE, { roles: ROLES });
      const found = diagnostics.filter((d) => d.code === code);
      expect(found.map((d) => d.place)).toContainEqual({ file: FILE, line, column, length });
      expect(hierarchy === undefined).toBe(diagnostics.some((d) => d.severity === 'error'));
      const rendered = renderDiagnostics(found, new Map([[FILE, text]]));
      expect(rendered).toContain(`${CODES[code].severity}[${code}]`);
      expect(rendered).toContain(`--> ${FILE}:${line}:${column}`);
    },
  );

  it('nothing is reported about the document behind them', () => {
    const { diagnostics } = readHierarchy(
      'hierarchy: T\nversion: "2509"\nsites: { P01: {} }\nhosts:\n  cm1: { address: 10.0.0.1, roles: [site-server, sql-server] }\n',
      FILE,
      { roles: ROLES },
    );
    expect(diagnostics).toEqual([]);
  });
});

describe('the table of codes', () => {
  const sourceOf = (folder: string): string =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !file.endsWith('codes.ts'))
      .map((file) => readFileSync(`${folder}/${file}`, 'utf8'))
      .join('\n');
  const sources = sourceOf('src');
  const readers = sourceOf('src/dialects');

  it('every code of the document has a case or a test of its own', () => {
    const tested = new Set<string>(CASES.map(([code]) => code));
    // Found by the tests of limits.
    for (const code of ['PT1005', 'PT1006', 'PT1010', 'PT5014']) tested.add(code);
    const missing = Object.keys(CODES).filter((code) => code < 'PT6' && !tested.has(code));
    expect(missing).toEqual([]);
  });

  it('every code is used', () => {
    expect(Object.keys(INPUT_CODES).filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
  });

  it('every code for reading a configuration is used where one is read', () => {
    // Reported where bytes become text, before a dialect sees them.
    const early = ['PT8012'];
    const missing = Object.keys(READING_CODES).filter((code) => !readers.includes(`'${code}'`));
    expect(missing.filter((code) => !early.includes(code))).toEqual([]);
  });

  it('every code of the lab is used', () => {
    expect(Object.keys(LAB_CODES).filter((code) => !sources.includes(`'${code}'`))).toEqual([]);
  });

  it('has no code of both kinds', () => {
    const tables = [INPUT_CODES, READING_CODES, PROBING_CODES, LAB_CODES];
    expect(Object.keys(CODES)).toHaveLength(tables.flatMap((table) => Object.keys(table)).length);
  });

  it('docs/diagnostics.md has each with its title and explanation', () => {
    const page = readFileSync('docs/diagnostics.md', 'utf8').replace(/ +/g, ' ');
    for (const [code, { severity, title, explanation }] of Object.entries(CODES)) {
      expect(page).toContain(`| ${code} | ${severity} | ${title} | ${explanation.replaceAll('|', '\\|')} |`);
    }
  });
});
