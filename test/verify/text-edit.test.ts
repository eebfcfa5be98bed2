/** Edits of texts of every kind, and the patches that say them: GNU patch makes the same text of them. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import type { FilterRule } from '../../src/policy/ruleset.ts';
import { applyEdits, type Edit, unifiedDiff } from '../../src/verify/text-edit.ts';
import { holds } from '../algebra/cases.ts';
import { ruleFor } from './ruleset-kit.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'portolan-edit-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const PATCH: string = 'patch';

/** A text after GNU patch. */
function patched(text: string, patch: string): string {
  const file = path.join(folder, 'rules');
  writeFileSync(file, text);
  writeFileSync(`${file}.patch`, patch);
  execFileSync(PATCH, ['--binary', '--fuzz=0', '--force', '--silent', file, `${file}.patch`], {
    stdio: 'pipe',
  });
  return readFileSync(file, 'utf8');
}

/** A rule that stands in some of a text's lines, by numbers from 0, last included. */
function ruleAt(text: string, first: number, last: number = first): FilterRule {
  const starts = [0];
  for (let i = 0; i < text.length; i++) if (text[i] === '\n') starts.push(i + 1);
  const end = text.indexOf('\n', starts[last]);
  const stop = end < 0 ? text.length : end;
  return ruleFor(first + 1, 'permit', [], {
    span: { start: starts[first] as number, end: text[stop - 1] === '\r' ? stop - 1 : stop },
  });
}

const insert = (before: FilterRule, ...lines: string[]): Edit => ({ kind: 'insert', before, lines });
const replace = (rule: FilterRule, ...lines: string[]): Edit => ({ kind: 'replace', rule, lines });

describe('applyEdits', () => {
  const text = 'a\nb\nc\nd\n';

  it('inserts whole lines before a rule', () => {
    expect(applyEdits(text, [insert(ruleAt(text, 1), 'x', 'y')])).toBe('a\nx\ny\nb\nc\nd\n');
    expect(applyEdits(text, [insert(ruleAt(text, 0), 'x')])).toBe('x\na\nb\nc\nd\n');
  });

  it('replaces whole lines, by nothing too', () => {
    expect(applyEdits(text, [replace(ruleAt(text, 1, 2), 'x')])).toBe('a\nx\nd\n');
    expect(applyEdits(text, [replace(ruleAt(text, 3))])).toBe('a\nb\nc\n');
  });

  it('keeps the line ends of the text', () => {
    const dos = 'a\r\nb\r\n';
    expect(applyEdits(dos, [insert(ruleAt(dos, 1), 'x')])).toBe('a\r\nx\r\nb\r\n');
  });

  it('copes without a last line end', () => {
    expect(applyEdits('a\nb', [insert(ruleAt('a\nb', 1), 'x')])).toBe('a\nx\nb');
    expect(applyEdits('a\nb', [replace(ruleAt('a\nb', 1), 'x')])).toBe('a\nx\n');
  });

  it('loses nothing of two edits of one place, nor repeats it', () => {
    const two = [
      replace(ruleAt(text, 1, 2), 'x'),
      insert(ruleAt(text, 1), 'w'),
      insert(ruleAt(text, 2), 'y'),
    ];
    for (const edits of [two, [...two].reverse()]) {
      const lines = applyEdits(text, edits).split('\n');
      expect([...lines].sort()).toEqual(['', 'a', 'd', 'w', 'x', 'y']);
      expect([lines[0], lines.at(-2)]).toEqual(['a', 'd']);
    }
    const both = [replace(ruleAt(text, 1), 'x'), replace(ruleAt(text, 1), 'y')];
    expect(applyEdits(text, both)).toBe('a\nx\ny\nc\nd\n');
  });

  it('inserts above the remarks of a rule', () => {
    const remarked = 'a\n# about b\nb\n';
    expect(applyEdits(remarked, [insert(ruleAt(remarked, 2), 'x')])).toBe('a\nx\n# about b\nb\n');
  });
});

describe('unifiedDiff', () => {
  it('says nothing where nothing changes', () => {
    expect(unifiedDiff('f', 'a\n', [])).toBe('');
  });

  it.each([
    ['a file that is emptied', 'a\n', (t: string) => [replace(ruleAt(t, 0))]],
    ['no last line end, changed there', 'a\nb', (t: string) => [replace(ruleAt(t, 1), 'x')]],
    ['no last line end, changed above', 'a\nb', (t: string) => [insert(ruleAt(t, 0), 'x')]],
    ['no last line end, far away', 'a\nb\nc\nd\ne\nf\ng', (t: string) => [insert(ruleAt(t, 0), 'x')]],
    ['a last line that goes', 'a\nb', (t: string) => [replace(ruleAt(t, 1))]],
    ['CRLF', 'a\r\nb\r\nc\r\n', (t: string) => [replace(ruleAt(t, 1), 'x'), insert(ruleAt(t, 2), 'y')]],
    ['one line, inserted before', 'a', (t: string) => [insert(ruleAt(t, 0), 'x')]],
    ['mixed line ends', 'a\r\nb\nc\r\n', (t: string) => [insert(ruleAt(t, 1), 'x')]],
  ])('is what patch needs: %s', (_, text, edits) => {
    expect(patched(text, unifiedDiff('rules', text, edits(text)))).toBe(applyEdits(text, edits(text)));
  });

  it.each([
    ['inserted before its first line', (t: string) => [insert(ruleAt(t, 0), 'x')]],
    ['its first line replaced', (t: string) => [replace(ruleAt(t, 0), 'x', 'y')]],
    ['its first line taken out', (t: string) => [replace(ruleAt(t, 0))]],
    ['changed below', (t: string) => [replace(ruleAt(t, 2), 'x')]],
  ])('is what patch needs of a file with a byte order mark: %s', (_, edits) => {
    const text = 'a\nb\nc\n';
    const after = patched(`\ufeff${text}`, unifiedDiff('rules', text, edits(text), '\ufeff'));
    expect(after).toBe(`\ufeff${applyEdits(text, edits(text))}`);
  });

  it('takes out all lines of a run before it puts something in, as diff does', () => {
    const text = 'a\nb\nc\nd\n';
    const edits = [
      replace(ruleAt(text, 1), 'x'),
      replace(ruleAt(text, 2), 'y'),
      insert(ruleAt(text, 3), 'z'),
    ];
    expect(unifiedDiff('f', text, edits)).toBe('--- f\n+++ f\n@@ -1,4 +1,5 @@\n a\n-b\n-c\n+x\n+y\n+z\n d\n');
    expect(patched(text, unifiedDiff('rules', text, edits))).toBe(applyEdits(text, edits));
  });

  it('keeps a hostile file name on its line', () => {
    const diff = unifiedDiff('x\n--- /etc/passwd\t"', 'a\n', [replace(ruleAt('a\n', 0), 'b')]);
    expect(diff.split('\n').filter((line) => line.startsWith('--- '))).toHaveLength(1);
  });

  it('is applied by patch, whatever the edits', async () => {
    const line = fc.constantFrom('a', 'b', '  c', '# remark', '', '-x', '+y', '--- z', '\\ w');
    const edit = fc.record({
      at: fc.nat(100),
      more: fc.nat(2),
      replaces: fc.boolean(),
      lines: fc.array(
        line.filter((l) => l !== '# remark'),
        { maxLength: 3 },
      ),
    });
    await holds(
      'unifiedDiff',
      60,
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 40, size: 'max' }),
        fc.constantFrom('\n', '\r\n'),
        fc.boolean(),
        fc.array(edit, { minLength: 1, maxLength: 5 }),
        (lines, eol, ended, changes) => {
          const text = lines.join(eol) + (ended ? eol : '');
          fc.pre(text !== '');
          const count = ended ? lines.length : text.split('\n').length;
          const edits = changes.map(({ at, more, replaces, lines: own }) => {
            const first = at % count;
            const rule = ruleAt(text, first, Math.min(count - 1, first + more));
            return replaces ? replace(rule, ...own) : insert(rule, ...own);
          });
          const diff = unifiedDiff('rules', text, edits);
          const after = applyEdits(text, edits);
          if (after !== text) expect(patched(text, diff)).toBe(after);
        },
      ),
      0.05,
    );
  });
});
