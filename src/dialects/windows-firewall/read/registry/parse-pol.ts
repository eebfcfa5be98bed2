/**
 * `Registry.pol`, the file in which a group policy keeps values for the registry ([MS-GPREG] 2.2.1): `PReg`, a version,
 * and then `[key;value;type;size;data]`, all of it in units of 16 bits with the lower byte first.
 */
import type { Diagnostic } from '../../../../diagnostics/diagnostic.ts';
import { visible } from '../../../plain-text.ts';
import type { Written } from '../../../source/lines.ts';
import type { Fields, Step } from '../model.ts';
import { LITERAL } from '../raise/query.ts';
import { sectionOf } from './section.ts';
import { addUnknown, otherValue, readNumber, readValue, type Span, type ValueReading } from './values.ts';

/** Behind the name and the version, in units. */
const HEADER = 4;

interface PolReading extends ValueReading {
  /** The file in units. */
  readonly units: string;
  at: number;
  /** What the value that is read says, for people. */
  shown: string;
}

export function parsePol(text: string, file: string): { steps: Step[]; diagnostics: Diagnostic[] } {
  const isBytes = text.startsWith('PReg');
  const units = isBytes ? Buffer.from(text, 'latin1').toString('utf16le') : text;
  const scale = isBytes ? 2 : 1;
  const reading: PolReading = {
    units,
    at: HEADER,
    shown: '',
    steps: [],
    diagnostics: [],
    section: { kind: 'other' },
    unknowns: 0,
    hardened: false,
    // Places are offsets in the file, which has no lines.
    written: ({ start, end }): Written => ({
      place: { file, line: 1, column: start * scale + 1, length: (end - start) * scale },
      span: { start: start * scale, end: end * scale },
      text: shorten(reading.shown),
    }),
  };
  if (numberAt(units, 2) !== 1 || (isBytes && text.length % 2 === 1)) {
    reading.shown = 'Registry.pol';
    addUnknown(reading, { start: 0, end: units.length }, 'the file is not whole, or not of version 1');
    return { steps: reading.steps, diagnostics: reading.diagnostics };
  }
  while (reading.at < units.length) {
    if (readEntry(reading)) continue;
    reading.shown = 'the rest of the file';
    addUnknown(reading, { start: reading.at, end: units.length }, 'the file does not go on as it has to');
    break;
  }
  return { steps: reading.steps, diagnostics: reading.diagnostics };
}

const LONGEST = 200;

function shorten(text: string): string {
  const line = visible(text.slice(0, LONGEST * 4))
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1).toWellFormed()}…` : line;
}

/** Of 32 bits. */
const numberAt = (units: string, at: number): number =>
  at + 2 > units.length ? -1 : units.charCodeAt(at) + units.charCodeAt(at + 1) * 65_536;

const REG_SZ = 1;
const REG_EXPAND_SZ = 2;
const REG_DWORD = 4;

/** One entry; nothing is taken where it isn't whole. */
function readEntry(reading: PolReading): boolean {
  const { units, at: start } = reading;
  let at = start;
  const take = (mark: string): boolean => units[at] === mark && ++at > 0;
  /** Up to the zero that ends it. */
  const name = (): string | undefined => {
    const end = units.indexOf('\0', at);
    if (end < 0) return undefined;
    const text = units.slice(at, end);
    at = end + 1;
    return text;
  };
  if (!take('[')) return false;
  const key = name();
  if (key === undefined || !take(';')) return false;
  const value = name();
  if (value === undefined || !take(';')) return false;
  const type = numberAt(units, at);
  at += 2;
  if (!take(';')) return false;
  const size = numberAt(units, at);
  at += 2;
  // Bytes come in pairs, but for the last one of values that nobody asks for here.
  const length = Math.ceil(size / 2);
  if (!take(';') || size < 0 || at + length > units.length) return false;
  const data = units.slice(at, at + length);
  at += length;
  if (!take(']')) return false;
  reading.at = at;
  readEntryValue(reading, key, value, { type, size, data }, { start, end: at });
  return true;
}

interface Data {
  readonly type: number;
  readonly size: number;
  readonly data: string;
}

function readEntryValue(
  reading: PolReading,
  key: string,
  name: string,
  { type, size, data }: Data,
  span: Span,
): void {
  reading.section = sectionOf(key.toLowerCase());
  reading.shown = `${key.split('\\').at(-1)}: ${name}`;
  if (name.startsWith('**')) {
    readCommand(reading, name, data, span);
    return;
  }
  if (type === REG_SZ || type === REG_EXPAND_SZ) {
    const end = data.indexOf('\0');
    const text = end < 0 ? data : data.slice(0, end);
    reading.shown = text;
    readValue(reading, name, text, span);
  } else if (type === REG_DWORD && size === 4) {
    const number = numberAt(data, 0);
    reading.shown += ` = ${number}`;
    readNumber(reading, name, number, span);
  } else if (reading.section.kind !== 'other') otherValue(reading, `type ${type}`, span);
}

/** Names that say what to take away ([MS-GPREG] 3.2.5.1): `**del.NAME`, `**delvals.`, `**deletevalues`. */
function readCommand(reading: PolReading, name: string, data: string, span: Span): void {
  const { kind } = reading.section;
  if (kind === 'other' || kind === 'hardening' || /^\*\*(?:securekey|soft\.)/i.test(name)) return;
  const all = /^\*\*delvals\.$/i.test(name);
  const one = /^\*\*del\.(.+)$/is.exec(name)?.[1];
  const several = /^\*\*deletevalues$/i.test(name) ? data.split('\0')[0]?.split(';') : undefined;
  const names = one === undefined ? several : [one];
  if (kind !== 'rules' || (!all && !names)) {
    // What isn't set is as it is without the policy.
    if (kind === 'profile' && (all || names)) return;
    addUnknown(reading, span, `the command ${JSON.stringify(name.slice(0, 60))} was not understood`);
    return;
  }
  const query: Fields = new Map(names && !all ? [[`${LITERAL}name`, names.map((text) => text.trim())]] : []);
  const written = reading.written(span);
  reading.steps.push({ kind: 'change', how: 'remove', ...written, query, fields: new Map(), conditions: [] });
}
