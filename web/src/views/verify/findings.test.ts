import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { FINDING_KINDS, type Finding } from './document.ts';
import { findingMarks, grouped, groupFindings, lineText, overview, placeOf } from './findings.ts';
import { readVerifySearch } from './search.ts';

const place = (line: number) => ({ file: 'a', line, column: 1, length: 1 });

const finding = (part: Partial<Finding>): Finding => ({
  code: 'PT9001',
  kind: 'missing',
  severity: 'error',
  title: 'x',
  message: 'x',
  fingerprint: `${part.code}`,
  lines: [],
  origins: [],
  ...part,
});

describe('findings', () => {
  it('knows every kind of the schema', () => {
    const schema = JSON.parse(readFileSync('schema/findings.schema.json', 'utf8'));
    const kinds: string[] = schema.$defs.finding.properties.kind.enum;
    expect(FINDING_KINDS.map(({ id }) => id as string).sort()).toEqual([...kinds].sort());
  });

  it('groups by kind, the worst first', () => {
    const groups = groupFindings([
      finding({ kind: 'shadowed' }),
      finding({ kind: 'missing' }),
      finding({ kind: 'shadowed' }),
    ]);
    expect(groups.map(({ kind, findings }) => [kind, findings.length])).toEqual([
      ['missing', 1],
      ['shadowed', 2],
    ]);
  });

  it('marks the line that it is about above those that decide with it', () => {
    const one = finding({
      place: place(3),
      lines: [
        { place: place(3), text: '', note: '' },
        { place: place(7), text: '', note: '' },
      ],
    });
    expect(findingMarks(one)).toEqual([
      { line: 3, tone: 'bad' },
      { line: 7, tone: 'info' },
    ]);
    expect(
      placeOf(
        finding({
          lines: [
            { text: 'default', note: '' },
            { place: place(9), text: '', note: '' },
          ],
        }),
      )?.line,
    ).toBe(9);
  });

  it('tells the files of a pair apart', () => {
    const [v4, v6] = ['filters/a.rules.v4', 'filters/a.rules.v6'].map((file) => ({ ...place(3), file }));
    const both = finding({
      ...(v4 && { place: v4 }),
      lines: [{ ...(v6 && { place: v6 }), text: '', note: '' }],
    });
    expect(findingMarks(both, 'filters/a.rules.v6')).toEqual([{ line: 3, tone: 'info' }]);
    expect(overview([both], 'filters/a.rules.v6')).toEqual([]);
    expect(v4 && [lineText(v4, true), lineText(v4, false)]).toEqual(['line 3 of a.rules.v4', 'line 3']);
  });

  it('shows the worst of each line in the overview', () => {
    const at = place(4);
    expect(overview([finding({ severity: 'note', place: at }), finding({ place: at }), finding({})])).toEqual(
      [{ line: 4, tone: 'bad' }],
    );
  });

  it('writes large numbers so that they can be read', () => {
    expect(grouped('1234567')).toBe('1\u202f234\u202f567');
    expect(grouped('1'.repeat(40))).toBe('about 10^39');
  });
});

describe('readVerifySearch', () => {
  it('drops what it can not use', () => {
    expect(readVerifySearch({ host: 'a', filter: 'b', kind: ['missing', 'x'], tab: 'y' })).toEqual({
      filter: 'b',
      kind: ['missing'],
    });
  });
});
