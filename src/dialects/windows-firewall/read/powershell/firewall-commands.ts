import { indentAt, type Written, writtenAt } from '../../../source/lines.ts';
import type { Beside, ChangeStep, Fields } from '../model.ts';
import type { Command } from './ast.ts';
import { type Bound, bind, fieldsOf, isOn, type Signature } from './bind.ts';
import {
  FIND_RULE,
  NEW_RULE,
  PROFILE_FIELDS,
  QUERY_FIELDS,
  RULE_FIELDS,
  SET_PROFILE,
  SET_RULE,
} from './cmdlets.ts';
import { addUnknown, isUncertain, type KnownCommand, type Machine, type Purpose, report } from './machine.ts';
import { asText, asTexts, NOTHING, type Table, UNKNOWN, type Value } from './value.ts';

const FIREWALL_COMMANDS: ReadonlyMap<string, KnownCommand> = new Map<string, KnownCommand>([
  ['new-netfirewallrule', (m, c) => createRule(m, c, FIREWALL_RULE)],
  ['set-netfirewallrule', (m, c, input) => changeRules(m, c, input, 'set')],
  ['enable-netfirewallrule', (m, c, input) => changeRules(m, c, input, 'enable')],
  ['disable-netfirewallrule', (m, c, input) => changeRules(m, c, input, 'disable')],
  ['remove-netfirewallrule', (m, c, input) => changeRules(m, c, input, 'remove')],
  ['get-netfirewallrule', findRules],
  ['show-netfirewallrule', findRules],
  ['set-netfirewallprofile', setProfile],
]);

/** Rules of the host's firewall. */
export const FIREWALL: Purpose = {
  commands: FIREWALL_COMMANDS,
  maker: 'New-NetFirewallRule',
  madeByNetsh: true,
};

const LABELS: ReadonlySet<string> = new Set([
  'name',
  'ipsecrulename',
  'displayname',
  'group',
  'displaygroup',
  'description',
]);
/** What New-NetFirewallRule takes where a parameter isn't given. */
const DEFAULTS: readonly (readonly [string, string])[] = [
  ['direction', 'Inbound'],
  ['action', 'Allow'],
  ['enabled', 'True'],
];

/** A cmdlet that makes a rule. */
export interface RuleMaker {
  readonly signature: Signature;
  /** The parameters that are kept, in lower case. */
  readonly kept: ReadonlySet<string>;
  /** What it takes where a parameter isn't given. */
  readonly defaults: readonly (readonly [string, string])[];
}

/** Notes the rule that a command makes. */
export function createRule(
  machine: Machine,
  command: Command,
  { signature, kept, defaults }: RuleMaker,
): Value {
  const bound = bind(machine, command, signature);
  if (isOn(bound, 'whatif') === true) {
    report(machine, 'PT8004', command.span, 'the rule is not made, because of -WhatIf');
    return NOTHING;
  }
  const fields = allFields(bound.values, kept);
  if (!bound.open) for (const [name, value] of defaults) if (!fields.has(name)) fields.set(name, [value]);
  const entry = bound.tables.find((table) => machine.items.includes(table));
  const at = entry?.span ?? command.span;
  nameUnknown(machine, bound, fields, at);
  if (bound.open || bound.strange.length > 0) fields.set('?', null);
  remember(machine, fields);
  const written = writtenAt(machine.lines, at.start, at.end);
  const beside = entry ? besideEntry(machine, entry, bound) : besideCommand(machine, command);
  machine.steps.push({
    kind: 'create',
    ...written,
    fields,
    store: storeOf(bound),
    conditions: [...machine.conditions],
    ...(entry && { via: writtenAt(machine.lines, command.span.start, command.span.end) }),
    ...(beside && { beside }),
  });
  return UNKNOWN;
}

const FIREWALL_RULE: RuleMaker = {
  signature: NEW_RULE,
  kept: new Set([...RULE_FIELDS, 'name', 'displayname', 'group']),
  defaults: DEFAULTS,
};

/** What was given, without what every cmdlet takes. */
function allFields(
  values: ReadonlyMap<string, Value>,
  kept: ReadonlySet<string>,
): Map<string, readonly string[] | null> {
  const fields = new Map<string, readonly string[] | null>();
  for (const [name, value] of values) if (kept.has(name)) fields.set(name, asTexts(value));
  return fields;
}

/** Says which parameters have a value that isn't known; a label may well be unknown. */
function nameUnknown(machine: Machine, bound: Bound, fields: Fields, span: Command['span']): void {
  const unknown: string[] = [];
  for (const [name, value] of fields) if (value === null && !LABELS.has(name)) unknown.push(`-${name}`);
  const parts = [...unknown, ...bound.strange, ...(bound.open ? ['what is splatted'] : [])];
  if (parts.length === 0) return;
  report(
    machine,
    'PT8002',
    span,
    `a part of the rule was not understood: ${parts.join(', ')}`,
    'Values have to be literals, or variables that were set to literals before',
  );
}

function remember({ names }: Machine, fields: Fields): void {
  names.count++;
  for (const key of ['name', 'displayname', 'group'] as const) {
    const values = fields.get(key);
    if (values === null || fields.has('?')) names.uncertain = true;
    for (const value of values ?? []) names[key].add(value.toLowerCase());
  }
}

const LOCAL_STORES: ReadonlySet<string> = new Set(['', 'persistentstore', 'activestore', 'localhost', '.']);

function storeOf(bound: Bound): 'local' | 'policy' {
  const named = bound.values.get('policystore');
  const store = named === undefined ? undefined : asText(named)?.toLowerCase();
  const isLocal = named === undefined || (store !== undefined && LOCAL_STORES.has(store));
  return bound.values.has('gposession') || !isLocal ? 'policy' : 'local';
}

function besideCommand(machine: Machine, { span }: Command): Beside | undefined {
  if (machine.repeats > 0 || isUncertain(machine)) return undefined;
  const indent = indentAt(machine.lines, span.start);
  return indent === undefined ? undefined : { kind: 'command', indent };
}

function besideEntry(machine: Machine, { span, entries }: Table, bound: Bound): Beside | undefined {
  const indent = indentAt(machine.lines, span.start);
  if (indent === undefined || isUncertain(machine) || bound.open) return undefined;
  const common = new Map<string, Value>([...bound.values].filter(([name]) => !entries.has(name)));
  const { text } = machine.lines;
  const comma = /^[ \t]*,/.test(text.slice(span.end, span.end + 20));
  const afterComma = /,\s*$/.test(text.slice(Math.max(0, span.start - indent.length - 20), span.start));
  return { kind: 'entry', indent, comma: comma || afterComma, common: fieldsOf(common, [...common.keys()]) };
}

function changeRules(
  machine: Machine,
  command: Command,
  input: Value | undefined,
  how: ChangeStep['how'],
): Value {
  const bound = bind(machine, command, how === 'set' ? SET_RULE : FIND_RULE);
  if (isOn(bound, 'whatif') === true) return NOTHING;
  const query = queryOf(bound, input, how === 'set' ? QUERY_FIELDS : FOUND_BY);
  if (query !== null && query !== 'nothing' && isOfNone(machine, query) && !isEnabling(how, bound))
    return NOTHING;
  if (query === 'nothing') return NOTHING;
  const fields = new Map(how === 'set' ? fieldsOf(bound.values, RULE_FIELDS) : []);
  const renamed = bound.values.get('newdisplayname');
  if (renamed) fields.set('displayname', asTexts(renamed));
  nameUnknown(machine, bound, fields, command.span);
  if (bound.open || bound.strange.length > 0) fields.set('?', null);
  machine.steps.push({
    kind: 'change',
    how,
    ...writtenAt(machine.lines, command.span.start, command.span.end),
    query: bound.open ? null : query,
    fields,
    conditions: [...machine.conditions],
  });
  if (renamed) remember(machine, fields);
  return NOTHING;
}

/** Switching off or removing what the text doesn't make changes nothing here; switching on does. */
function isEnabling(how: ChangeStep['how'], bound: Bound): boolean {
  if (how !== 'set') return how === 'enable';
  const enabled = fieldsOf(bound.values, ['enabled']).get('enabled');
  return enabled?.[0]?.toLowerCase() !== 'false';
}

const FOUND_BY: readonly string[] = [
  ...QUERY_FIELDS,
  'direction',
  'action',
  'enabled',
  'description',
  'owner',
];

function queryOf(
  bound: Bound,
  input: Value | undefined,
  names: readonly string[],
): Fields | null | 'nothing' {
  const object = bound.values.get('inputobject') ?? input;
  if (object !== undefined) {
    if (object.kind === 'null') return 'nothing';
    return object.kind === 'rules' ? object.query : null;
  }
  return bound.strange.length > 0 ? null : fieldsOf(bound.values, names);
}

/** Whether no rule made so far can be meant. */
function isOfNone({ names }: Machine, query: Fields): boolean {
  if (names.uncertain) return false;
  if (names.count === 0) return true;
  return (['name', 'displayname', 'group'] as const).some((key) => {
    const wanted = query.get(key);
    return wanted?.every((text) => !/[*?[\]]/.test(text) && !names[key].has(text.toLowerCase()));
  });
}

/** The text is taken for the whole configuration: rules that it doesn't make aren't there. */
function findRules(machine: Machine, command: Command): Value {
  const bound = bind(machine, command, FIND_RULE);
  const query = queryOf(bound, undefined, FOUND_BY);
  if (query === 'nothing') return NOTHING;
  if (query !== null && !bound.open && isOfNone(machine, query)) return { kind: 'list', items: [] };
  return { kind: 'rules', query: bound.open ? null : query };
}

function setProfile(machine: Machine, command: Command, input: Value | undefined): Value {
  const bound = bind(machine, command, SET_PROFILE);
  if (isOn(bound, 'whatif') === true) return NOTHING;
  if (bound.open || bound.strange.length > 0 || bound.values.has('inputobject')) {
    addUnknown(machine, command.span, 'what is set for the profiles was not understood');
    return NOTHING;
  }
  const written: Written = writtenAt(machine.lines, command.span.start, command.span.end);
  const named = bound.values.get('profile') ?? bound.values.get('name');
  const texts = named && asTexts(named);
  const profiles = input !== undefined ? null : texts === undefined ? ['any'] : texts;
  machine.steps.push({
    kind: 'profile',
    ...written,
    fields: fieldsOf(bound.values, PROFILE_FIELDS),
    profiles: profiles?.flatMap((text) => text.toLowerCase().split(/\s*,\s*/)) ?? null,
    store: storeOf(bound),
    conditions: [...machine.conditions],
  });
  return NOTHING;
}
