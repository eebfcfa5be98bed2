import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { Draft } from './draft.ts';
import { LayerDraft } from './layer-draft.ts';
import type { CpConfig, CpObject, CpRule, Fields, Span, Value } from './model.ts';
import { type ShellCommand, shellCommands } from './shell.ts';
import { isList } from './values.ts';

const PROGRAMS: ReadonlySet<string> = new Set(['mgmt_cli', 'mgmt']);
/** Commands that change no rule and no object. */
const QUIET: ReadonlySet<string> = new Set([
  'login',
  'logout',
  'publish',
  'discard',
  'disconnect',
  'keepalive',
  'install-policy',
  'verify-policy',
  'show',
  'where-used',
  'export',
  'continue-session-in-smartconsole',
]);
/** What a shell script may hold beside. */
const SHELL: ReadonlySet<string> = new Set(
  'set trap echo export exit cd read sleep true rm unset printf source . umask shopt'.split(' '),
);
/** Words of blocks; commands within them are judged by themselves. */
const BLOCKS: ReadonlySet<string> = new Set(
  'if then else elif fi for while until do done case esac select function { } [ [['.split(' '),
);
/** Parameters that say how a command is run. */
const MANNERS: ReadonlySet<string> = new Set([
  'ignore-warnings',
  'ignore-errors',
  'details-level',
  'set-if-exists',
  'comments',
  'color',
  'tags',
  'custom-fields',
]);

/** What a new rule holds that isn't said. Source: Management API Reference, the answers to `add access-rule`. */
const DEFAULTS: readonly (readonly [key: string, value: string])[] = [
  ['source', 'Any'],
  ['destination', 'Any'],
  ['service', 'Any'],
  ['action', 'Drop'],
];

interface Work {
  readonly draft: Draft;
  readonly layers: Map<string, LayerDraft>;
}

/** Reads a script of commands that make objects and rules, in the order in which they run. */
export function parseScript(
  text: string,
  file: string,
): { config: CpConfig; diagnostics: readonly Diagnostic[] } {
  const work: Work = { draft: new Draft(text, file), layers: new Map() };
  shellCommands(text, (command) => take(command, work));
  return work.draft.done(
    'script',
    [...work.layers.values()].map((layer) => layer.done()),
  );
}

function take(command: ShellCommand, work: Work): void {
  const { words } = command;
  const [program = ''] = words;
  if (!PROGRAMS.has(program)) {
    // One that runs only if something else holds, or several times.
    if (words.some((word) => PROGRAMS.has(word))) work.draft.doubt(command);
    else if (!SHELL.has(program) && !BLOCKS.has(program) && !/^\w+=/.test(program))
      work.draft.say(command, 'It is left out; it is no command of the management API');
    return;
  }
  const read = parametersOf(command);
  if (QUIET.has(read.verb)) return;
  if (!read.fields || read.isOpen || command.isConditional) {
    work.draft.doubt(command);
    return;
  }
  const { verb, type, fields } = read;
  if (type === 'access-rule') rule(verb, fields, command, work);
  else if (type === 'access-section') section(verb, fields, command, work);
  else if (verb === 'add' && type === 'access-layer') object(type, fields, command, work);
  else if (verb === 'add') object(type, fields, command, work);
  else if (verb === 'set') change(type, fields, command, work);
  else if (verb === 'delete') work.draft.objects.delete(`${fields.get('name') ?? ''}`);
  else work.draft.doubt(command);
}

interface Parameters {
  readonly verb: string;
  readonly type: string;
  readonly fields?: Map<string, Value>;
  readonly isOpen: boolean;
}

/** Options stand anywhere and have one value each; the rest is a verb, a type and pairs. */
function parametersOf({ words, open }: ShellCommand): Parameters {
  const plain: string[] = [];
  let isOpen = false;
  for (let i = 1; i < words.length; i++) {
    const word = words[i] as string;
    if (/^--?[a-z]/i.test(word)) {
      i++;
      continue;
    }
    plain.push(word);
    isOpen ||= open[i] === true;
  }
  const [verb = '', type = '', ...pairs] = plain;
  if (QUIET.has(verb)) return { verb, type, isOpen };
  if (pairs.length % 2 !== 0 || type === '') return { verb, type, isOpen };
  const fields = new Map<string, Value>();
  for (let i = 0; i < pairs.length; i += 2) put(fields, pairs[i] as string, pairs[i + 1] as string);
  return { verb, type, fields, isOpen };
}

/** `members.1 X members.2 Y` is a list, `position.bottom S` a field within one, and `ip-address` one of two fields. */
function put(fields: Map<string, Value>, key: string, value: string): void {
  const numbered = /^(.+)\.\d+$/.exec(key);
  const name = numbered?.[1] ?? key;
  const list = fields.get(name);
  if (numbered && isList(list)) (list as Value[]).push(value);
  else if (numbered) fields.set(name, [value]);
  else fields.set(family(key, value), value);
}

const BY_FAMILY: ReadonlyMap<string, readonly [four: string, six: string]> = new Map([
  ['ip-address', ['ipv4-address', 'ipv6-address']],
  ['ip-address-first', ['ipv4-address-first', 'ipv6-address-first']],
  ['ip-address-last', ['ipv4-address-last', 'ipv6-address-last']],
  ['subnet', ['subnet4', 'subnet6']],
]);

function family(key: string, value: string): string {
  const names = BY_FAMILY.get(key);
  return names ? names[value.includes(':') ? 1 : 0] : key;
}

function object(type: string, fields: Map<string, Value>, at: Span, { draft }: Work): void {
  const name = fields.get('name');
  if (typeof name !== 'string') {
    draft.doubt(at);
    return;
  }
  // The plain length goes with whichever network stands beside it.
  const length = fields.get('mask-length');
  if (length !== undefined) {
    fields.delete('mask-length');
    fields.set(fields.has('subnet6') ? 'mask-length6' : 'mask-length4', length);
  }
  draft.objects.set(name, { uid: name, name, type, fields, at });
  for (const group of asList(fields.get('groups'))) join(group, [name], at, draft);
}

const asList = (value: Value | undefined): readonly Value[] =>
  value === undefined ? [] : isList(value) ? value : [value];

/** Adds members to a group that is there. */
function join(group: Value, members: readonly Value[], at: Span, draft: Draft): void {
  const known = typeof group === 'string' ? draft.objects.get(group) : undefined;
  if (!known) {
    draft.doubt(at);
    return;
  }
  const list = known.fields.get('members');
  if (isList(list)) for (const member of members) (list as Value[]).push(member);
  else (known.fields as Map<string, Value>).set('members', [...members]);
}

/** `set`: what only says how an object looks, members that come in, and plain fields. */
function change(type: string, fields: Map<string, Value>, at: Span, { draft }: Work): void {
  const name = fields.get('name');
  const known: CpObject | undefined = typeof name === 'string' ? draft.objects.get(name) : undefined;
  if (!known || known.type !== type) {
    draft.say(at, 'It changes something that the script has not made');
    return;
  }
  for (const [key, value] of fields) {
    if (key === 'name' || MANNERS.has(key)) continue;
    if (key === 'members.add') join(known.name, asList(value), at, draft);
    else if (key.includes('.') || key === 'new-name') draft.doubt(at);
    else (known.fields as Map<string, Value>).set(key, value);
  }
}

function layerOf(fields: Fields, at: Span, { layers, draft }: Work): LayerDraft | undefined {
  const name = fields.get('layer');
  if (typeof name !== 'string') return undefined;
  const known = layers.get(name);
  if (known) return known;
  const layer = new LayerDraft(name, at);
  layers.set(name, layer);
  const object = draft.objects.get(name);
  const cleanup = object?.type === 'access-layer' ? cleanupOf(object) : undefined;
  if (cleanup) layer.add(cleanup, ['bottom', undefined]);
  return layer;
}

/**
 * The rule that a new layer starts with: what is put at the bottom stands behind it and never counts. Whether there is
 * one where the command doesn't say so is not documented.
 * @see Check Point Management API reference, "add access-layer": add-default-rule
 */
function cleanupOf({ fields, at }: CpObject): CpRule | undefined {
  const said = fields.get('add-default-rule');
  if (said === 'false') return undefined;
  const span = { start: at.start, end: at.end };
  const unread = said === 'true' ? [] : [span];
  return { kind: 'rule', name: 'Cleanup rule', fields: new Map(DEFAULTS), at: span, unread };
}

function positionOf(fields: Fields): readonly [string, string | undefined] {
  for (const where of ['top', 'bottom', 'above', 'below']) {
    const of = fields.get(`position.${where}`);
    if (typeof of === 'string') return [where, of];
  }
  const position = fields.get('position');
  return [typeof position === 'string' ? position : '', undefined];
}

function section(verb: string, fields: Fields, at: Span, work: Work): void {
  if (verb === 'delete' || verb === 'set') return;
  const name = fields.get('name');
  const layer = layerOf(fields, at, work);
  if (!layer || typeof name !== 'string' || !layer.addSection(name, positionOf(fields))) work.draft.doubt(at);
}

function rule(verb: string, fields: Map<string, Value>, at: Span, work: Work): void {
  const layer = layerOf(fields, at, work);
  const named = fields.get('name');
  if (!layer) {
    work.draft.doubt(at);
    return;
  }
  if (verb === 'add') {
    const span = { start: at.start, end: at.end };
    const name = typeof named === 'string' && named !== '' ? named : 'rule';
    for (const [key, value] of DEFAULTS) if (!fields.has(key)) fields.set(key, value);
    const made: CpRule = { kind: 'rule', name, fields, at: span, unread: [] };
    if (!layer.add(made, positionOf(fields))) work.draft.doubt(at);
    return;
  }
  const known = typeof named === 'string' ? layer.find(named) : undefined;
  if (!known || typeof named !== 'string') work.draft.doubt(at);
  else if (verb === 'delete') layer.delete(named);
  else if ([...fields.keys()].some((key) => /\./.test(key) || key.startsWith('new-')))
    layer.replace(named, { ...known, unread: [...known.unread, { start: at.start, end: at.end }] });
  else layer.replace(named, { ...known, fields: new Map([...known.fields, ...fields]) });
}
