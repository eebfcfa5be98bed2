/** The commands of `netsh advfirewall` that make, change and remove rules, and set what holds where none matches. */
import type { Fields } from '../model.ts';
import { LITERAL } from '../raise/query.ts';
import { UNKNOWN_VALUE } from './command-line.ts';

type Values = Map<string, readonly string[] | null>;

/** Parameters of `add rule` and `set rule … new` → parameters of New-NetFirewallRule; `''` for what decides nothing. */
const PARAMETERS: ReadonlyMap<string, string> = new Map([
  ['name', 'displayname'],
  ['description', 'description'],
  ['group', 'group'],
  ['dir', 'direction'],
  ['action', 'action'],
  ['enable', 'enabled'],
  ['profile', 'profile'],
  ['program', 'program'],
  ['service', 'service'],
  ['localip', 'localaddress'],
  ['remoteip', 'remoteaddress'],
  ['localport', 'localport'],
  ['remoteport', 'remoteport'],
  ['protocol', 'protocol'],
  ['interfacetype', 'interfacetype'],
  ['rmtcomputergrp', 'remotemachine'],
  ['rmtusrgrp', 'remoteuser'],
  ['security', 'authentication'],
  ['edge', ''],
]);
const LISTS: ReadonlySet<string> = new Set([
  'profile',
  'localaddress',
  'remoteaddress',
  'localport',
  'remoteport',
]);
const WORDS: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  direction: new Map([
    ['in', 'Inbound'],
    ['out', 'Outbound'],
  ]),
  action: new Map([
    ['allow', 'Allow'],
    ['block', 'Block'],
    ['bypass', 'AllowBypass'],
  ]),
  enabled: new Map([
    ['yes', 'True'],
    ['no', 'False'],
  ]),
};

interface Parameters {
  readonly fields: Values;
  /** Parts that were not understood. */
  readonly strange: readonly string[];
}

/** `name="…" dir=in action=allow protocol=TCP localport=80,443`. */
function parametersOf(words: readonly string[]): Parameters {
  const fields: Values = new Map();
  const strange: string[] = [];
  for (const word of words) {
    const equals = word.indexOf('=');
    const name = equals > 0 ? PARAMETERS.get(word.slice(0, equals).trim().toLowerCase()) : undefined;
    const value = word.slice(equals + 1);
    if (name === undefined || (fields.has(name) && name !== '')) {
      strange.push(word.slice(0, 60).replaceAll(UNKNOWN_VALUE, '%…%'));
      fields.set('?part', null);
    } else if (name !== '') setField(fields, name, value, strange);
  }
  return { fields, strange };
}

const LABELS: ReadonlySet<string> = new Set(['displayname', 'description', 'group']);

function setField(fields: Values, name: string, value: string, strange: string[]): void {
  if (value.includes(UNKNOWN_VALUE)) {
    fields.set(name, null);
    if (!LABELS.has(name)) strange.push(`the value of ${name}`);
    return;
  }
  if (name === 'protocol') {
    const [protocol = '', type] = value.split(':');
    fields.set('protocol', [protocol]);
    if (type !== undefined) fields.set('icmptype', [type.replace(',', ':')]);
    return;
  }
  // With `any`, the rule is for services alone, whichever (netsh's help).
  if (name === 'service' && value.toLowerCase() === 'any') fields.set('service', ['*']);
  else if (LISTS.has(name))
    fields.set(
      name,
      value.split(',').map((item) => item.trim()),
    );
  else fields.set(name, [WORDS[name]?.get(value.toLowerCase()) ?? value]);
}

const NEEDED: readonly (readonly [field: string, parameter: string])[] = [
  ['displayname', 'name'],
  ['direction', 'dir'],
  ['action', 'action'],
];

export type RuleCommand =
  | { readonly kind: 'create'; readonly fields: Fields; readonly strange: readonly string[] }
  | {
      readonly kind: 'change';
      readonly how: 'set' | 'remove';
      readonly query: Fields | null;
      readonly fields: Fields;
      readonly strange: readonly string[];
    };

/** The words behind `advfirewall firewall`; absent for what is no such command. */
export function ruleCommand(words: readonly string[]): RuleCommand | undefined {
  const [verb, what, ...rest] = words;
  if (what?.toLowerCase() !== 'rule') return undefined;
  switch (verb?.toLowerCase()) {
    case 'add':
      return addRule(rest);
    case 'delete':
      return { kind: 'change', how: 'remove', query: queryOf(rest), fields: new Map(), strange: [] };
    case 'set': {
      const at = rest.findIndex((word) => word.toLowerCase() === 'new');
      if (at < 0) return undefined;
      const { fields, strange } = parametersOf(rest.slice(at + 1));
      if (strange.length > 0) fields.set('?', null);
      return { kind: 'change', how: 'set', query: queryOf(rest.slice(0, at)), fields, strange };
    }
    default:
      return undefined;
  }
}

function addRule(words: readonly string[]): RuleCommand {
  const { fields, strange } = parametersOf(words);
  const missing = NEEDED.filter(([field]) => !fields.has(field));
  for (const [field] of missing) fields.set(field, null);
  if (!fields.has('enabled')) fields.set('enabled', ['True']);
  return { kind: 'create', fields, strange: [...strange, ...missing.map(([, name]) => `no ${name}`)] };
}

const FOUND_BY: ReadonlySet<string> = new Set(['displayname', 'direction', 'group']);

/** Which rules are meant; `null` where not only name and direction say it. */
function queryOf(words: readonly string[]): Fields | null {
  const { fields, strange } = parametersOf(words);
  if (strange.length > 0) return null;
  const query: Values = new Map();
  for (const [name, values] of fields) {
    const [value = ''] = values ?? [];
    if (!FOUND_BY.has(name) || values === null) return null;
    // `*` and `?` mean themselves here.
    if (name !== 'displayname' || value.toLowerCase() !== 'all') query.set(LITERAL + name, values);
  }
  return query;
}

const PROFILES: ReadonlyMap<string, readonly string[]> = new Map([
  ['allprofiles', ['any']],
  ['domainprofile', ['domain']],
  ['privateprofile', ['private']],
  ['publicprofile', ['public']],
]);
const INBOUND: ReadonlyMap<string, readonly (readonly [string, string])[]> = new Map([
  [
    'blockinbound',
    [
      ['defaultinboundaction', 'Block'],
      ['allowinboundrules', 'True'],
    ],
  ],
  ['blockinboundalways', [['allowinboundrules', 'False']]],
  [
    'allowinbound',
    [
      ['defaultinboundaction', 'Allow'],
      ['allowinboundrules', 'True'],
    ],
  ],
  ['notconfigured', []],
]);
const OUTBOUND: ReadonlyMap<string, readonly (readonly [string, string])[]> = new Map([
  ['blockoutbound', [['defaultoutboundaction', 'Block']]],
  ['allowoutbound', [['defaultoutboundaction', 'Allow']]],
  ['notconfigured', []],
]);

export interface ProfileSetting {
  /** `null`: the current ones, which nobody knows. */
  readonly profiles: readonly string[] | null;
  readonly fields: Fields;
}

/** `allprofiles state on`, `domainprofile firewallpolicy blockinbound,allowoutbound`, behind `advfirewall set`. */
export function profileSetting(words: readonly string[]): ProfileSetting | 'nothing' | undefined {
  const [which = '', what = '', value = '', ...more] = words.map((word) => word.toLowerCase());
  const profiles = which === 'currentprofile' ? null : PROFILES.get(which);
  if (profiles === undefined) return undefined;
  if (what === 'logging' || what === 'settings') return 'nothing';
  if (more.length > 0) return undefined;
  if (what === 'state') {
    if (value === 'notconfigured') return 'nothing';
    if (value !== 'on' && value !== 'off') return undefined;
    return { profiles, fields: new Map([['enabled', [value === 'on' ? 'True' : 'False']]]) };
  }
  const [inbound, outbound, ...rest] = value.split(',');
  const both = [INBOUND.get(inbound ?? ''), OUTBOUND.get(outbound ?? '')];
  if (what !== 'firewallpolicy' || rest.length > 0 || both.some((part) => part === undefined))
    return undefined;
  return { profiles, fields: new Map(both.flatMap((part) => part ?? []).map(([k, v]) => [k, [v]])) };
}

/** `tcp start=49152 num=16384`, behind `int ipv4 set dynamicport`. */
export function dynamicPorts(
  words: readonly string[],
): { first: number; last: number } | 'nothing' | undefined {
  const [protocol, ...rest] = words.map((word) => word.toLowerCase());
  if (protocol === 'udp' || protocol === 'protocol=udp') return 'nothing';
  if (protocol !== 'tcp' && protocol !== 'protocol=tcp') return undefined;
  const numberOf = (name: string): number =>
    Number(rest.find((w) => w.startsWith(`${name}=`))?.slice(name.length + 1));
  const [first, count] = [numberOf('start'), numberOf('num')];
  if (!Number.isInteger(first) || !Number.isInteger(count) || count < 1 || first + count > 65_536)
    return undefined;
  return { first, last: first + count - 1 };
}
