/** What the registry's values say, wherever they were read: a rule string, a setting of a profile, or neither. */
import { diagnostic } from '../../../../diagnostics/codes.ts';
import type { Diagnostic } from '../../../../diagnostics/diagnostic.ts';
import type { Written } from '../../../source/lines.ts';
import type { Beside, Fields, Step } from '../model.ts';
import { isRuleString, parseRuleString } from './rule-string.ts';
import type { Section } from './section.ts';

export interface Span {
  readonly start: number;
  readonly end: number;
}

export interface ValueReading {
  readonly steps: Step[];
  readonly diagnostics: Diagnostic[];
  /** The value that stands there, with its place. */
  readonly written: (span: Span) => Written;
  section: Section;
  unknowns: number;
  hardened: boolean;
}

/** How a rule is written beside another one; absent where none can be. */
type StringForm = (Beside & { kind: 'string' })['form'];

/** A value of a kind that no rule has. */
export function otherValue(reading: ValueReading, rest: string, span: Span): void {
  if (reading.section.kind === 'hardening') return;
  const what = rest === '-' ? 'takes a value away' : 'holds a value of a kind that no rule has';
  addUnknown(reading, span, `the line ${what}`);
}

export function readValue(
  reading: ValueReading,
  name: string,
  text: string,
  span: Span,
  form?: StringForm,
): void {
  const { section } = reading;
  if (section.kind === 'hardening') nameHardening(reading, span);
  else if (isRuleString(text.slice(0, 12))) addRule(reading, text, name, span, form);
  else if (section.kind === 'rules' || section.kind === 'old') {
    addUnknown(reading, span, 'the value is not a rule of the form "v2.30|Action=Allow|…|"');
  }
}

function nameHardening(reading: ValueReading, span: Span): void {
  if (reading.hardened) return;
  reading.hardened = true;
  const { place } = reading.written(span);
  const message =
    'rules that harden Windows’ own services stand apart from the firewall’s rules and are left out';
  reading.diagnostics.push(diagnostic('PT8010', { message, place }));
}

export function addRule(
  reading: ValueReading,
  text: string,
  name: string | undefined,
  span: Span,
  form?: StringForm,
): void {
  const { section } = reading;
  const written = reading.written(span);
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
    ...(form && { beside: { kind: 'string', form, indent } }),
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

export function readNumber(reading: ValueReading, name: string, value: number, span: Span): void {
  const { section } = reading;
  if (section.kind === 'rules' || section.kind === 'old') {
    addUnknown(reading, span, 'the value is not a rule');
    return;
  }
  const setting = SETTINGS.get(name.toLowerCase());
  if (section.kind !== 'profile' || !setting) return;
  const fields: Fields = new Map([[setting[0], [value === 0 ? setting[1] : setting[2]]]]);
  reading.steps.push({
    kind: 'profile',
    ...reading.written(span),
    fields,
    profiles: [section.profile],
    store: section.store,
    conditions: [],
  });
}

const MOST_UNKNOWNS = 1000;

export function addUnknown(reading: ValueReading, span: Span, message: string): void {
  const last = reading.steps.at(-1);
  if (++reading.unknowns > MOST_UNKNOWNS && last?.kind === 'unknown') {
    reading.steps[reading.steps.length - 1] = { ...last, span: { start: last.span.start, end: span.end } };
    return;
  }
  const written = reading.written(span);
  const help =
    'Lines are read that look like "v2.30|Action=Allow|…|", alone or as `reg export` and `reg query` write them';
  reading.diagnostics.push(diagnostic('PT8001', { message, place: written.place, help }));
  reading.steps.push({ kind: 'unknown', ...written, conditions: [] });
}
