import { describe, expect, it } from 'vitest';
import { flowsOfLine, linesOfFlow, marksFor } from './lines.ts';
import { readRulesSearch } from './search.ts';

const LINES = [
  { line: 4, rule: 'r1', flows: ['a'] },
  { line: 5, rule: 'r1', flows: ['a', 'b'] },
  { line: 5, rule: 'r2', flows: ['b'] },
  { line: 9, rule: 'r3', flows: ['c'] },
];

describe('lines and flows', () => {
  it('leads from a line to its flows and back', () => {
    expect(flowsOfLine(LINES, 5)).toEqual(['a', 'b']);
    expect(flowsOfLine(LINES, 6)).toEqual([]);
    expect(linesOfFlow(LINES, 'b')).toEqual([5]);
  });

  it('marks the rule of a line, and the flow above all', () => {
    expect(marksFor(LINES, 'b', 4)).toEqual([
      { line: 4, tone: 'info' },
      { line: 5, tone: 'good' },
    ]);
    expect(marksFor(LINES, undefined, undefined)).toEqual([]);
  });
});

describe('readRulesSearch', () => {
  it('drops what it can not use', () => {
    expect(readRulesSearch({ filter: 'core', host: 'x', line: '-1', phase: ['always', 'never'] })).toEqual({
      filter: 'core',
      phase: ['always'],
    });
  });
});
