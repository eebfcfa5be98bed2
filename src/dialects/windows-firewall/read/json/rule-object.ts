/** One rule as `Get-NetFirewallRule | ConvertTo-Json` writes it, alone or joined with its filters. */
import { booleanOf, items, type JsonNode, members, numberOf, stringOf } from '../../../source/json.ts';

export type Values = Map<string, readonly string[] | null>;

export interface ReadObject {
  readonly fields: Values;
  /** Parts that were not understood. */
  readonly strange: readonly string[];
  /** Columns that an export usually has, and this one doesn't. */
  readonly absent: readonly string[];
}

/** Properties, in lower case, → parameters of New-NetFirewallRule. */
const PROPERTIES: ReadonlyMap<string, string> = new Map([
  ['name', 'name'],
  ['instanceid', 'name'],
  ['displayname', 'displayname'],
  ['elementname', 'displayname'],
  ['description', 'description'],
  ['group', 'group'],
  ['rulegroup', 'group'],
  ['enabled', 'enabled'],
  ['direction', 'direction'],
  ['action', 'action'],
  ['profile', 'profile'],
  ['profiles', 'profile'],
  ['protocol', 'protocol'],
  ['icmptype', 'icmptype'],
  ['localport', 'localport'],
  ['remoteport', 'remoteport'],
  ['localaddress', 'localaddress'],
  ['localip', 'localaddress'],
  ['remoteaddress', 'remoteaddress'],
  ['remoteip', 'remoteaddress'],
  ['program', 'program'],
  ['apppath', 'program'],
  ['package', 'package'],
  ['service', 'service'],
  ['servicename', 'service'],
  ['interfacealias', 'interfacealias'],
  ['interfacetype', 'interfacetype'],
  ['authentication', 'authentication'],
  ['encryption', 'encryption'],
  ['overrideblockrules', 'overrideblockrules'],
  ['localuser', 'localuser'],
  ['localusers', 'localuser'],
  ['remoteuser', 'remoteuser'],
  ['remoteusers', 'remoteuser'],
  ['remotemachine', 'remotemachine'],
  ['remotemachines', 'remotemachine'],
  ['dynamictarget', 'dynamictarget'],
  ['dynamictransport', 'dynamictransport'],
  ['platform', 'platform'],
  ['platforms', 'platform'],
  ['owner', 'owner'],
  ['remotedynamickeywordaddresses', 'remotedynamickeywordaddresses'],
  ['policyappid', 'policyappid'],
]);

/** What such objects have beside: it decides about no packet. */
const IGNORED: ReadonlySet<string> = new Set(
  (
    'caption changestype commonname communicationstatus conditionlisttype creationclassname creationdate ' +
    'defaultsource detailedstatus displaygroup edgetraversalpolicy elementstatus enforcementstatus executionstrategy ' +
    'healthstate id installdate installstate isregenerated localonlymapping loosesourcemapping lsm mandatory ' +
    'operatingstatus operationalstatus packagefamilyname policyactionname policydecisionstrategy policykeywords ' +
    'policyroles policyrulename policystore policystoresource policystoresourcetype primarystatus priority ' +
    'pscomputername psshowcomputername psparentpath rulestatus ruleusage sequencedactions status statuscode ' +
    'statusdescriptions systemcreationclassname systemname cimclass ciminstanceproperties cimsystemproperties ' +
    'associatednetfirewallrule runspaceid sid usage'
  ).split(' '),
);

/** Objects in an object whose members count as its own: `PortFilter`, `NetFirewallAddressFilter`. */
const FILTER =
  /^(?:netfirewall)?(?:port|address|application|service|interface|interfacetype|security)filters?$/;

/** Numbers and words of enumerations, as `ConvertTo-Json` writes them without `-EnumsAsStrings`. */
const WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  enabled: { '1': 'True', '2': 'False', true: 'True', false: 'False', yes: 'True', no: 'False' },
  direction: { '1': 'Inbound', '2': 'Outbound', in: 'Inbound', out: 'Outbound' },
  action: { '2': 'Allow', '3': 'AllowBypass', '4': 'Block' },
  overrideblockrules: { true: 'True', false: 'False' },
  authentication: { '0': 'NotRequired' },
  encryption: { '0': 'NotRequired' },
  interfacetype: { '0': 'Any', '1': 'Wired', '2': 'Wireless', '4': 'RemoteAccess' },
  dynamictarget: { '0': 'Any' },
  dynamictransport: { '0': 'Any' },
};
/** Of these, nothing is nothing asked for. */
const OPTIONAL: ReadonlySet<string> = new Set(
  'package owner platform localuser remoteuser remotemachine policyappid remotedynamickeywordaddresses'.split(
    ' ',
  ),
);
/** Bits of a profile's number. */
const PROFILES: readonly (readonly [bit: number, name: string])[] = [
  [1, 'Domain'],
  [2, 'Private'],
  [4, 'Public'],
];
const ANY_PROFILE = 0x7fff_ffff;

const LISTS: ReadonlySet<string> = new Set([
  'profile',
  'localport',
  'remoteport',
  'localaddress',
  'remoteaddress',
  'icmptype',
  'interfacealias',
]);
const LABELS: ReadonlySet<string> = new Set([
  'name',
  'displayname',
  'description',
  'group',
  'owner',
  'platform',
]);

export function readRuleObject(node: JsonNode): ReadObject {
  const fields: Values = new Map();
  const strange: string[] = [];
  readMembers(node, fields, strange);
  const absent = COLUMNS.filter((name) => !fields.has(name));
  if (strange.length > 0) fields.set('?part', null);
  return { fields, strange, absent };
}

/** What says which packets a rule is for: without one of them, nobody knows whether it asks for it. */
const COLUMNS: readonly string[] = [
  'enabled',
  'direction',
  'action',
  'profile',
  'protocol',
  'localport',
  'remoteport',
  'localaddress',
  'remoteaddress',
  'program',
  'service',
];

function readMembers(node: JsonNode, fields: Values, strange: string[]): void {
  for (const [name, value] of members(node)) {
    const lower = name.toLowerCase();
    const field = PROPERTIES.get(lower);
    if (field === undefined) {
      if (FILTER.test(lower) && value.type === 'object') readMembers(value, fields, strange);
      else if (!IGNORED.has(lower) && !lower.startsWith('@')) strange.push(name.slice(0, 60));
      continue;
    }
    const texts = textsOf(value, field);
    const before = fields.get(field);
    // `Name` is also called `InstanceID`: the first that says something counts.
    if (before && LABELS.has(field)) continue;
    if (before && JSON.stringify(before) !== JSON.stringify(texts)) {
      strange.push(`${name} twice`);
      continue;
    }
    if (texts === null && LABELS.has(field)) continue;
    if (texts === null) strange.push(name.slice(0, 60));
    fields.set(field, texts);
  }
}

/** `null` where it is no value of the field. */
function textsOf(value: JsonNode, field: string): readonly string[] | null {
  const nodes = value.type === 'array' ? items(value) : [value];
  if (OPTIONAL.has(field) && (nodes.length === 0 || value.type === 'null')) return ['Any'];
  const texts: string[] = [];
  for (const node of nodes) {
    const number = numberOf(node);
    if (number !== undefined && field === 'profile') {
      const names = profilesOf(number);
      if (!names) return null;
      texts.push(...names);
      continue;
    }
    const boolean = booleanOf(node);
    const text = number !== undefined ? `${number}` : boolean !== undefined ? `${boolean}` : stringOf(node);
    if (text === undefined) return null;
    const parts = LISTS.has(field) ? text.split(',').map((part) => part.trim()) : [text];
    texts.push(...parts.map((part) => WORDS[field]?.[part.toLowerCase()] ?? part));
  }
  // An empty list asks for nothing, and nobody knows whether that means everything.
  return texts.length === 0 || (texts.every((text) => text === '') && !LABELS.has(field)) ? null : texts;
}

function profilesOf(bits: number): readonly string[] | undefined {
  if (bits === 0 || bits === ANY_PROFILE) return ['Any'];
  const names = PROFILES.filter(([bit]) => (bits & bit) !== 0).map(([, name]) => name);
  return bits > 7 || bits < 0 ? undefined : names;
}
