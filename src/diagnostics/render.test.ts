import { describe, expect, it } from 'vitest';
import { diagnostic } from './codes.ts';
import type { Place } from './diagnostic.ts';
import { renderDiagnostics, summarize } from './render.ts';

const place = (line: number, column: number, length: number): Place => ({
  file: 'f.yaml',
  line,
  column,
  length,
});
const render = (text: string, where: Place, message = 'wrong'): string =>
  renderDiagnostics([diagnostic('PT2001', { message, place: where })], new Map([['f.yaml', text]]));

describe('renderDiagnostics', () => {
  it('shows the line, what was meant, what was expected, what to do, and where else', () => {
    const text = 'one: 1\ntwo: 2\n';
    const found = diagnostic('PT1002', {
      message: 'the key stands here a second time',
      place: place(2, 1, 3),
      expected: 'another key',
      help: 'rename it',
      related: [{ message: 'first written here', place: place(1, 1, 3) }],
    });
    expect(renderDiagnostics([found], new Map([['f.yaml', text]]))).toBe(
      [
        'error[PT1002]: the key stands here a second time',
        ' --> f.yaml:2:1',
        '  |',
        '2 | two: 2',
        '  | ^^^',
        '  = expected: another key',
        '  = help: rename it',
        ' ::: f.yaml:1:1',
        '  |',
        '1 | one: 1',
        '  | --- first written here',
        '',
        '1 error\n',
      ].join('\n'),
    );
  });

  it('lines up under tabs and wide characters', () => {
    expect(
      render('\tx: 東京y', place(1, 7, 1))
        .split('\n')
        .slice(3, 5),
    ).toEqual(['1 |     x: 東京y', `  | ${' '.repeat(11)}^`]);
  });

  it('a combining mark takes no column', () => {
    expect(render('e\u0301: x', place(1, 5, 1)).split('\n')[4]).toBe('  |    ^');
  });

  it('cuts long lines on both sides', () => {
    const lines = render(`${'a'.repeat(5_000)}HERE${'b'.repeat(5_000)}`, place(1, 5_001, 4)).split('\n');
    expect(lines[3]).toMatch(/^1 \| …a+HEREb+…$/);
    expect(lines[3]?.length).toBeLessThan(120);
    const marks = lines[4] ?? '';
    expect(lines[3]?.slice(marks.indexOf('^'), marks.lastIndexOf('^') + 1)).toBe('HERE');
  });

  it('makes control characters visible, in the text, the message and the file name', () => {
    const evil = '\u001b]0;owned\u0007 \u202e \u009b \u0000';
    const out = renderDiagnostics(
      [
        diagnostic('PT2001', {
          message: evil,
          help: evil,
          expected: evil,
          place: { ...place(1, 1, 5), file: evil },
        }),
      ],
      new Map([[evil, evil]]),
    );
    expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    expect(out).toContain('␛]0;owned␇ \\u{202e} \\u{9b} ␀');
  });

  it('a point is one mark, also behind the end of a line', () => {
    expect(render('ab', place(1, 3, 0)).split('\n')[4]).toBe('  |   ^');
  });

  it('prints the place alone where the text is not at hand', () => {
    const found = diagnostic('PT2001', { message: 'wrong', place: place(3, 4, 1) });
    expect(renderDiagnostics([found], new Map())).toBe('error[PT2001]: wrong\n --> f.yaml:3:4\n\n1 error\n');
  });

  it('colours only if asked', () => {
    const found = [diagnostic('PT2001', { message: 'wrong' })];
    expect(renderDiagnostics(found, new Map())).not.toContain('\u001b');
    expect(renderDiagnostics(found, new Map(), { color: true })).toContain(
      '\u001b[1;31merror[PT2001]\u001b[0m',
    );
  });

  it('prints nothing for nothing', () => {
    expect(renderDiagnostics([], new Map())).toBe('');
  });
});

it('the summary counts by severity', () => {
  const of = (code: 'PT2001' | 'PT3016' | 'PT6006') => diagnostic(code, { message: 'x' });
  expect(summarize([of('PT2001'), of('PT6006'), of('PT3016'), of('PT2001')])).toBe(
    '2 errors, 1 warning, 1 note',
  );
});
