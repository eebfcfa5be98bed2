import { describe, expect, it } from 'vitest';
import { checkImports, readImports } from './imports.ts';

function messages(files: Record<string, string>): string[] {
  return checkImports(new Map(Object.entries(files)), ['yaml']).map(
    (fault) => `${fault.file}:${fault.line} ${fault.message}`,
  );
}

describe('readImports', () => {
  it('finds every form of import with its line', () => {
    const text = [
      "import './a.ts';",
      "import type { B } from './b.ts';",
      'import {',
      '  c,',
      "} from './c.ts';",
      "export * from './d.ts';",
      "export type { E } from './e.ts';",
      "const f = await import('./f.ts');",
    ].join('\n');
    expect(readImports(text).map(({ specifier, line }) => `${line} ${specifier}`)).toEqual([
      '1 ./a.ts',
      '2 ./b.ts',
      '5 ./c.ts',
      '6 ./d.ts',
      '7 ./e.ts',
      '8 ./f.ts',
    ]);
  });

  it('does not take text for an import', () => {
    const text = [
      "/* import './a.ts'; */",
      "// import './b.ts';",
      "export const from = 'c';",
      "export function f(): string { return 'd'; }",
      "const text = 'import x from y';",
    ].join('\n');
    expect(readImports(text)).toEqual([]);
  });
});

describe('checkImports', () => {
  it('accepts imports that go down', () => {
    expect(
      messages({
        'net/ports.ts': '',
        'plan/plan.ts': "import '../net/ports.ts';",
        'dialects/dialect.ts': '',
        'dialects/a/print.ts': "import '../dialect.ts';\nimport '../../net/ports.ts';",
        'index.ts': "export * from './plan/plan.ts';",
        'hierarchy/read.ts': "import { parse } from 'yaml';",
        'plan/id.ts': "import { createHash } from 'node:crypto';",
        'cli/main.ts': "import '../plan/plan.ts';\nimport { readFileSync } from 'node:fs';",
        'catalog/load.ts': "import { readFileSync } from 'node:fs';",
      }),
    ).toEqual([]);
  });

  it('refuses an import that goes up', () => {
    expect(messages({ 'net/ports.ts': "\nimport '../plan/plan.ts';", 'plan/plan.ts': '' })).toEqual([
      'net/ports.ts:2 net must not import plan, which stands above it',
    ]);
  });

  it('keeps stages of one level and dialects apart', () => {
    expect(
      messages({
        'verify/a.ts': "import '../dialects/dialect.ts';",
        'dialects/dialect.ts': '',
        'dialects/a/print.ts': "import '../b/print.ts';",
        'dialects/b/print.ts': '',
      }),
    ).toEqual([
      'verify/a.ts:1 verify must not import dialects: they stand side by side',
      'dialects/a/print.ts:1 the dialect a must not import the dialect b',
    ]);
  });

  it('lets dialects share a folder that is no language, which knows none of them', () => {
    expect(
      messages({
        'dialects/source/xml.ts': "import '../a/print.ts';",
        'dialects/a/print.ts': '',
        'dialects/b/print.ts': "import '../source/xml.ts';",
      }),
    ).toEqual([
      'dialects/source/xml.ts:1 dialects/source is what dialects share and must not import the dialect a',
    ]);
  });

  it('keeps the core pure and the dependencies few', () => {
    expect(
      messages({
        'net/a.ts': "import 'yaml';",
        'plan/a.ts': "import 'node:fs';\nimport 'left-pad';\nimport './gone.ts';",
        'odd/a.ts': "import '../net/a.ts';",
      }),
    ).toEqual([
      'net/a.ts:1 net imports nothing',
      'plan/a.ts:1 "node:fs": only the command line and the catalog\'s loader reach outside',
      'plan/a.ts:2 "left-pad" is no dependency of the package',
      'plan/a.ts:3 "./gone.ts" is no source file',
      'odd/a.ts:1 "odd" is not in the list of stages (scripts/imports.ts)',
    ]);
  });

  it('finds circles', () => {
    expect(
      messages({
        'plan/a.ts': "import './b.ts';",
        'plan/b.ts': "import './c.ts';",
        'plan/c.ts': "import './b.ts';",
      }),
    ).toEqual(['plan/b.ts:1 imports itself in a circle: plan/b.ts → plan/c.ts → plan/b.ts']);
  });
});
