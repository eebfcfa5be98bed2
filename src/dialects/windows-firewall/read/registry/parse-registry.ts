/**
 * Rules as the registry holds them: one rule string a line, a file of `reg export`, or the output of `reg query`.
 * Which of them a line belongs to is seen by the line itself.
 */
import type { Diagnostic } from '../../../../diagnostics/diagnostic.ts';
import { type Lines, writtenAt } from '../../../source/lines.ts';
import type { Step } from '../model.ts';
import { isRuleString } from './rule-string.ts';
import { sectionOf } from './section.ts';
import {
  addRule,
  addUnknown,
  otherValue,
  readNumber,
  readValue,
  type Span,
  type ValueReading,
} from './values.ts';

interface Reading extends ValueReading {
  readonly lines: Lines;
  /** The line before ended with a backslash: a value in bytes goes on. */
  continued: boolean;
}

export function parseRegistry(lines: Lines): { steps: Step[]; diagnostics: Diagnostic[] } {
  const reading: Reading = {
    lines,
    written: ({ start, end }) => writtenAt(lines, start, end),
    steps: [],
    diagnostics: [],
    section: { kind: 'rules', store: 'local' },
    continued: false,
    unknowns: 0,
    hardened: false,
  };
  const { text, starts } = lines;
  for (let i = 0; i < starts.length; i++) {
    let start = starts[i] ?? 0;
    let end = starts[i + 1] ?? text.length;
    while (end > start && text.charCodeAt(end - 1) <= 32) end--;
    while (start < end && (text.charCodeAt(start) <= 32 || text.charCodeAt(start) === 0xfeff)) start++;
    if (start < end) readLine(reading, start, end);
    else reading.continued = false;
  }
  return { steps: reading.steps, diagnostics: reading.diagnostics };
}

const HEADER = /^(windows registry editor version|regedit4$)/i;
const QUERY_VALUE = /^(.*?)(?: {4}|\t)\s*(REG_[A-Z_]+)(?:(?: {4}|\t)\s*(.*))?$/;

function readLine(reading: Reading, start: number, end: number): void {
  const line = reading.lines.text.slice(start, end);
  const goesOn = reading.continued;
  reading.continued = line.endsWith('\\') && !line.startsWith('[') && /^(?:"|@|[0-9a-f]{2},)/i.test(line);
  const first = line[0] ?? '';
  if (goesOn || first === ';' || first === '#' || HEADER.test(line.slice(0, 60))) return;
  if (isRuleString(line.slice(0, 12))) addRule(reading, line, undefined, { start, end }, 'plain');
  else if (first === '[') readSection(reading, line.slice(1, -1), { start, end });
  else if (/^hkey_/i.test(line)) readSection(reading, line, { start, end });
  else if (first === '"' || first === '@') readFileValue(reading, line, { start, end });
  else if (line.includes('REG_')) readQueryValue(reading, line, { start, end });
  else if (!/^End of search: /.test(line)) addUnknown(reading, { start, end }, 'the line was not understood');
}

function readSection(reading: Reading, key: string, span: Span): void {
  const deleted = key.startsWith('-');
  reading.section = sectionOf(key.toLowerCase());
  if (deleted && reading.section.kind === 'rules') {
    reading.steps.push({
      kind: 'change',
      how: 'remove',
      ...writtenAt(reading.lines, span.start, span.end),
      query: new Map(),
      fields: new Map(),
      conditions: [],
    });
  }
}

/** `"name"="text"`, `"name"=dword:00000001`, `"name"=hex(2):…`, `"name"=-`. */
function readFileValue(reading: Reading, line: string, span: Span): void {
  const name = line.startsWith('@') ? { text: '', end: 1 } : takeQuoted(line, 0);
  if (!name || line[name.end] !== '=') {
    addUnknown(reading, span, 'the line was not understood');
    return;
  }
  const rest = line.slice(name.end + 1);
  const quoted = rest.startsWith('"') ? takeQuoted(rest, 0) : undefined;
  if (quoted && quoted.end === rest.length) readValue(reading, name.text, quoted.text, span, 'reg-file');
  else if (/^dword:[0-9a-f]{1,8}$/i.test(rest)) {
    readNumber(reading, name.text, Number.parseInt(rest.slice(6), 16), span);
  } else if (reading.section.kind !== 'other') otherValue(reading, rest, span);
}

/** A text in double quotes with `\"` and `\\`; `end` is behind its last quote. */
function takeQuoted(text: string, from: number): { text: string; end: number } | undefined {
  let result = '';
  let start = from + 1;
  for (let i = start; i < text.length; i++) {
    const x = text.charCodeAt(i);
    if (x === 34) return { text: result + text.slice(start, i), end: i + 1 };
    if (x !== 92) continue;
    result += text.slice(start, i);
    start = ++i;
  }
  return undefined;
}

/** `    name    REG_SZ    text`, `    name    REG_DWORD    0x1`. */
function readQueryValue(reading: Reading, line: string, span: Span): void {
  const [, name = '', type = '', text = ''] = QUERY_VALUE.exec(line) ?? [];
  if (type === 'REG_SZ') readValue(reading, name, text, span, 'reg-query');
  else if (type === 'REG_DWORD' && /^0x[0-9a-f]{1,8}$/i.test(text)) {
    readNumber(reading, name, Number.parseInt(text.slice(2), 16), span);
  } else if (type === '') addUnknown(reading, span, 'the line was not understood');
  else if (reading.section.kind !== 'other') otherValue(reading, text, span);
}
