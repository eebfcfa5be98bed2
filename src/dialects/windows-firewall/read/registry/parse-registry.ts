/**
 * Rules as the registry holds them: one rule string a line, a file of `reg export`, or the output of `reg query`.
 * Which of them a line belongs to is seen by the line itself.
 */
import { diagnostic } from '../../../../diagnostics/codes.ts';
import type { Diagnostic } from '../../../../diagnostics/diagnostic.ts';
import { type Lines, writtenAt } from '../../../source/lines.ts';
import type { Beside, Fields, Step } from '../model.ts';
import { isRuleString, parseRuleString } from './rule-string.ts';

/** What the values below a key are about. */
type Section =
  | { readonly kind: 'rules'; readonly store: 'local' | 'policy' }
  | { readonly kind: 'profile'; readonly profile: string; readonly store: 'local' | 'policy' }
  /** Rules for Windows' own services, which come before all others and only take away. */
  | { readonly kind: 'hardening' }
  /** Programs and ports in the form of Windows XP, which a group policy may still have. */
  | { readonly kind: 'old' }
  | { readonly kind: 'other' };

interface Reading {
  readonly lines: Lines;
  readonly steps: Step[];
  readonly diagnostics: Diagnostic[];
  section: Section;
  /** The line before ended with a backslash: a value in bytes goes on. */
  continued: boolean;
  unknowns: number;
  hardened: boolean;
}

export function parseRegistry(lines: Lines): { steps: Step[]; diagnostics: Diagnostic[] } {
  const reading: Reading = {
    lines,
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

interface Span {
  readonly start: number;
  readonly end: number;
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

const PROFILES: ReadonlyMap<string, string> = new Map([
  ['domainprofile', 'domain'],
  ['standardprofile', 'private'],
  ['privateprofile', 'private'],
  ['publicprofile', 'public'],
]);

function sectionOf(key: string): Section {
  const names = key.split('\\');
  const store = names.includes('policies') ? 'policy' : 'local';
  const last = names.at(-1) ?? '';
  if (names.includes('restrictedservices')) return { kind: 'hardening' };
  if (last === 'firewallrules') return { kind: 'rules', store };
  const profile = PROFILES.get(last);
  if (profile !== undefined) return { kind: 'profile', profile, store };
  if (names.includes('globallyopenports') || names.includes('authorizedapplications')) return { kind: 'old' };
  return { kind: 'other' };
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

function otherValue(reading: Reading, rest: string, span: Span): void {
  if (reading.section.kind === 'hardening') return;
  const what = rest === '-' ? 'takes a value away' : 'holds a value of a kind that no rule has';
  addUnknown(reading, span, `the line ${what}`);
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

function readValue(
  reading: Reading,
  name: string,
  text: string,
  span: Span,
  form: 'reg-file' | 'reg-query',
): void {
  const { section } = reading;
  if (section.kind === 'hardening') nameHardening(reading, span);
  else if (isRuleString(text.slice(0, 12))) addRule(reading, text, name, span, form);
  else if (section.kind === 'rules' || section.kind === 'old') {
    addUnknown(reading, span, 'the value is not a rule of the form "v2.30|Action=Allow|…|"');
  }
}

function nameHardening(reading: Reading, span: Span): void {
  if (reading.hardened) return;
  reading.hardened = true;
  const { place } = writtenAt(reading.lines, span.start, span.end);
  const message =
    'rules that harden Windows’ own services stand apart from the firewall’s rules and are left out';
  reading.diagnostics.push(diagnostic('PT8010', { message, place }));
}

function addRule(
  reading: Reading,
  text: string,
  name: string | undefined,
  span: Span,
  form: (Beside & { kind: 'string' })['form'],
): void {
  const { lines, section } = reading;
  const written = writtenAt(lines, span.start, span.end);
  const { fields, strange } = parseRuleString(text);
  if (name !== undefined) fields.set('name', [name]);
  if (strange.length > 0) {
    const message = `a part of the rule was not understood: ${strange.slice(0, 5).join(', ')}`;
    reading.diagnostics.push(diagnostic('PT8002', { message, place: written.place }));
  }
  const indent = written.place.column === 1 ? '' : ' '.repeat(Math.min(written.place.column - 1, 40));
  reading.steps.push({
    kind: 'create',
    ...written,
    fields,
    store: section.kind === 'rules' ? section.store : 'local',
    conditions: [],
    beside: { kind: 'string', form, indent },
  });
}

/** Values of a profile → what Set-NetFirewallProfile calls them, with what 0 and 1 are there. */
const SETTINGS: ReadonlyMap<string, readonly [name: string, zero: string, one: string]> = new Map([
  ['enablefirewall', ['enabled', 'False', 'True']],
  ['defaultinboundaction', ['defaultinboundaction', 'Allow', 'Block']],
  ['defaultoutboundaction', ['defaultoutboundaction', 'Allow', 'Block']],
  ['donotallowexceptions', ['allowinboundrules', 'True', 'False']],
  ['allowlocalpolicymerge', ['allowlocalfirewallrules', 'False', 'True']],
]);

function readNumber(reading: Reading, name: string, value: number, span: Span): void {
  const { section, lines } = reading;
  if (section.kind === 'rules' || section.kind === 'old') {
    addUnknown(reading, span, 'the value is not a rule');
    return;
  }
  const setting = SETTINGS.get(name.toLowerCase());
  if (section.kind !== 'profile' || !setting) return;
  const fields: Fields = new Map([[setting[0], [value === 0 ? setting[1] : setting[2]]]]);
  reading.steps.push({
    kind: 'profile',
    ...writtenAt(lines, span.start, span.end),
    fields,
    profiles: [section.profile],
    store: section.store,
    conditions: [],
  });
}

const MOST_UNKNOWNS = 1000;

function addUnknown(reading: Reading, span: Span, message: string): void {
  const last = reading.steps.at(-1);
  if (++reading.unknowns > MOST_UNKNOWNS && last?.kind === 'unknown') {
    reading.steps[reading.steps.length - 1] = { ...last, span: { start: last.span.start, end: span.end } };
    return;
  }
  const written = writtenAt(reading.lines, span.start, span.end);
  const help =
    'Lines are read that look like "v2.30|Action=Allow|…|", alone or as `reg export` and `reg query` write them';
  reading.diagnostics.push(diagnostic('PT8001', { message, place: written.place, help }));
  reading.steps.push({ kind: 'unknown', ...written, conditions: [] });
}
