import type { LineMark } from '../../code/marks.ts';

/** The lines of a unified diff that are put in and taken out. */
export function patchMarks(patch: string): LineMark[] {
  return patch.split('\n').flatMap((text, i): LineMark[] => {
    if (/^(?:---|\+\+\+) /.test(text)) return [];
    if (text.startsWith('@@')) return [{ line: i + 1, tone: 'info' }];
    if (text.startsWith('+')) return [{ line: i + 1, tone: 'good' }];
    return text.startsWith('-') ? [{ line: i + 1, tone: 'bad' }] : [];
  });
}
