/**
 * Rules of Windows Defender Firewall as JSON: exports of `Get-NetFirewallRule`, settings-catalog policies of Intune, and
 * Graph's older `windowsFirewallRule`. Objects of several kinds may stand in one list.
 */
import { diagnostic } from '../../../../diagnostics/codes.ts';
import type { Diagnostic } from '../../../../diagnostics/diagnostic.ts';
import { items, type JsonNode, member, members, readJson, stringOf } from '../../../source/json.ts';
import { type Lines, type Written, writtenAt } from '../../../source/lines.ts';
import type { Fields, Step } from '../model.ts';
import { RULES, readCatalogRule, readGraphRule, settingValues } from './intune-rule.ts';
import { readRuleObject, type Values } from './rule-object.ts';

interface JsonReading {
  readonly lines: Lines;
  readonly steps: Step[];
  readonly diagnostics: Diagnostic[];
  /** The first rule without all of its columns, and without its app package. */
  incomplete: { readonly written: Written; readonly absent: readonly string[] } | undefined;
  unsaid: Written | undefined;
}

export function parseJson(lines: Lines): { steps: Step[]; diagnostics: Diagnostic[] } {
  const reading: JsonReading = {
    lines,
    steps: [],
    diagnostics: [],
    incomplete: undefined,
    unsaid: undefined,
  };
  const { root, fault } = readJson(lines.text.replace(/^\ufeff/, ' '));
  if (root) readAny(reading, root, 0);
  if (fault) {
    const end = Math.min(lines.text.length, fault.offset + 1);
    addUnknown(reading, writtenAt(lines, fault.offset, end), `the JSON is not whole: ${fault.message}`);
  }
  if (reading.incomplete) {
    const { written, absent } = reading.incomplete;
    report(reading, 'PT8002', written, `the export leaves out ${absent.join(', ')} of its rules`, JOIN);
  }
  if (reading.unsaid)
    report(
      reading,
      'PT8002',
      reading.unsaid,
      'the export leaves out which app package a rule for every program and port is for',
      JOIN,
    );
  return { steps: reading.steps, diagnostics: reading.diagnostics };
}

const JOIN =
  'Join each rule with Get-NetFirewallPortFilter, -AddressFilter, -ApplicationFilter (Program and Package), -ServiceFilter, -InterfaceTypeFilter and -SecurityFilter';
const DEEPEST = 12;

/** A list of things, or one of them. */
function readAny(reading: JsonReading, node: JsonNode, depth: number): void {
  if (node.type === 'array') {
    for (const item of items(node)) readAny(reading, item, depth + 1);
    return;
  }
  const names = new Set([...members(node).keys()].map((name) => name.toLowerCase()));
  const has = (...some: readonly string[]): boolean => some.some((name) => names.has(name));
  if (depth > DEEPEST || node.type !== 'object') unknownObject(reading, node);
  else if (has('settings') && member(node, 'settings')?.type === 'array') readPolicy(reading, node);
  else if (has('settinginstance')) readSetting(reading, member(node, 'settingInstance') ?? node);
  else if (has('firewallrules')) readEndpointProtection(reading, node);
  else if (has('trafficdirection', 'profiletypes')) addIntune(reading, node, readGraphRule(node));
  else if (has('direction', 'action')) addRule(reading, node);
  // `ConvertTo-Json` of PowerShell 5.1, and Graph, put lists into an object.
  else if (has('value') && member(node, 'value')?.type === 'array')
    readAny(reading, member(node, 'value') ?? node, depth + 1);
  else unknownObject(reading, node);
}

function writtenOf({ lines }: JsonReading, node: JsonNode): Written {
  return writtenAt(lines, node.offset, node.offset + node.length);
}

const MOST_FINDINGS = 200;

function report(
  { diagnostics }: JsonReading,
  code: 'PT8001' | 'PT8002',
  { place }: Written,
  message: string,
  help?: string,
): void {
  if (diagnostics.length < MOST_FINDINGS) diagnostics.push(diagnostic(code, { message, place, help }));
}

function addUnknown(reading: JsonReading, written: Written, message: string): void {
  report(
    reading,
    'PT8001',
    written,
    message,
    'Rules are read as Get-NetFirewallRule, Intune and Graph write them',
  );
  if (reading.steps.length < MOST_FINDINGS || reading.steps.at(-1)?.kind !== 'unknown')
    reading.steps.push({ kind: 'unknown', ...written, conditions: [] });
}

function unknownObject(reading: JsonReading, node: JsonNode): void {
  addUnknown(reading, writtenOf(reading, node), 'this is no rule, and nothing that holds rules');
}

function addRule(reading: JsonReading, node: JsonNode): void {
  const written = writtenOf(reading, node);
  const { fields, strange, absent } = readRuleObject(node);
  reportStrange(reading, written, strange);
  const missing = absent.filter((name) => !isNeedless(name, fields));
  if (missing.length > 0) {
    reading.incomplete ??= { written, absent: missing };
    for (const name of missing) fields.set(name, null);
  }
  // Windows' own rules for app packages open every port, and only their package says that they are for one.
  if (!fields.has('package') && isForAnything(fields)) {
    reading.unsaid ??= written;
    fields.set('package', null);
  }
  reading.steps.push({ kind: 'create', ...written, fields, store: storeOf(node), conditions: [] });
}

/** A rule for a protocol without ports has none. */
function isNeedless(name: string, fields: Values): boolean {
  if (name !== 'localport' && name !== 'remoteport') return false;
  const protocol = fields.get('protocol')?.[0]?.toLowerCase();
  return (
    protocol !== undefined &&
    protocol !== 'tcp' &&
    protocol !== 'udp' &&
    protocol !== '6' &&
    protocol !== '17'
  );
}

function isForAnything(fields: Values): boolean {
  const isAny = (name: string): boolean =>
    (fields.get(name) ?? ['any']).some((text) => text.toLowerCase() === 'any' || text === '*');
  return ['program', 'service', 'localport', 'remoteport'].every(isAny);
}

/** `PolicyStoreSourceType` is 2, or its word, for rules of a group policy. */
function storeOf(node: JsonNode): 'local' | 'policy' {
  for (const [name, value] of members(node)) {
    if (name.toLowerCase() !== 'policystoresourcetype') continue;
    if (value.value === 2 || stringOf(value)?.toLowerCase() === 'grouppolicy') return 'policy';
  }
  return 'local';
}

function reportStrange(reading: JsonReading, written: Written, strange: readonly string[]): void {
  if (strange.length > 0)
    report(
      reading,
      'PT8002',
      written,
      `a part of the rule was not understood: ${strange.slice(0, 5).join(', ')}`,
    );
}

function addIntune(
  reading: JsonReading,
  node: JsonNode,
  { fields, strange }: { readonly fields: Values; readonly strange: readonly string[] },
): void {
  const written = writtenOf(reading, node);
  reportStrange(reading, written, strange);
  reading.steps.push({ kind: 'create', ...written, fields, store: 'policy', conditions: [] });
}

function readPolicy(reading: JsonReading, node: JsonNode): void {
  for (const setting of items(member(node, 'settings'))) {
    const instance = member(setting, 'settingInstance');
    if (instance) readSetting(reading, instance);
    else unknownObject(reading, setting);
  }
}

const FIREWALL = 'vendor_msft_firewall_mdmstore_';

function readSetting(reading: JsonReading, instance: JsonNode): void {
  const id = stringOf(member(instance, 'settingDefinitionId'))?.toLowerCase();
  if (id === undefined) unknownObject(reading, instance);
  else if (id === RULES) {
    const rules = member(instance, 'groupSettingCollectionValue');
    if (rules?.type !== 'array') unknownObject(reading, instance);
    for (const rule of items(rules)) addIntune(reading, rule, readCatalogRule(rule));
  } else if (id.startsWith(FIREWALL)) readProfile(reading, instance, id.slice(FIREWALL.length), id);
  else readChildren(reading, instance);
}

/** Settings of a profile → what Set-NetFirewallProfile calls them, with what a choice's end means. */
const SETTINGS: ReadonlyMap<string, readonly [string, Readonly<Record<string, string>>]> = new Map([
  ['enablefirewall', ['enabled', { true: 'True', false: 'False' }]],
  ['defaultinboundaction', ['defaultinboundaction', { '0': 'Allow', '1': 'Block' }]],
  ['defaultoutboundaction', ['defaultoutboundaction', { '0': 'Allow', '1': 'Block' }]],
  ['shielded', ['allowinboundrules', { true: 'False', false: 'True' }]],
  ['allowlocalpolicymerge', ['allowlocalfirewallrules', { true: 'True', false: 'False' }]],
]);

function readProfile(reading: JsonReading, instance: JsonNode, path: string, id: string): void {
  const [, profile, name = ''] = /^(domain|private|public)profile_(.+)$/.exec(path) ?? [];
  const setting = SETTINGS.get(name);
  if (profile !== undefined && setting) {
    const [value = ''] = settingValues(instance, id) ?? [];
    const word = setting[1][value.toLowerCase()];
    const fields: Fields = new Map([[setting[0], word === undefined ? null : [word]]]);
    const written = writtenOf(reading, instance);
    if (word === undefined) report(reading, 'PT8002', written, `the value of ${path} was not understood`);
    reading.steps.push({
      kind: 'profile',
      ...written,
      fields,
      profiles: [profile],
      store: 'policy',
      conditions: [],
    });
  }
  readChildren(reading, instance);
}

/** Choices hold the settings that depend on them. */
function readChildren(reading: JsonReading, instance: JsonNode): void {
  for (const child of items(member(member(instance, 'choiceSettingValue'), 'children')))
    readSetting(reading, child);
}

/** Graph's `windows10EndpointProtectionConfiguration`. */
function readEndpointProtection(reading: JsonReading, node: JsonNode): void {
  const rules = member(node, 'firewallRules');
  if (rules?.type !== 'array') unknownObject(reading, node);
  for (const rule of items(rules)) addIntune(reading, rule, readGraphRule(rule));
  const profile = member(node, 'firewallProfileDomain');
  if (profile && profile.type !== 'null')
    report(
      reading,
      'PT8002',
      writtenOf(reading, profile),
      'the settings of a profile in this form are not read: its defaults are taken to be those of Windows',
    );
}
