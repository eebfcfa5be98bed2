/**
 * Rules of Intune: children of a settings-catalog policy, and the older `windowsFirewallRule` of Microsoft Graph. Both say
 * what the Firewall CSP takes (learn.microsoft.com, "Firewall CSP"), with its defaults for what they don't say.
 */
import {
  booleanOf,
  items,
  type JsonNode,
  member,
  members,
  numberOf,
  stringOf,
} from '../../../source/json.ts';
import type { Values } from './rule-object.ts';

export interface ReadIntune {
  readonly fields: Values;
  readonly strange: readonly string[];
}

export const RULES = 'vendor_msft_firewall_mdmstore_firewallrules_{firewallrulename}';

/** Ends of a setting's id → parameters of New-NetFirewallRule; `''` for what decides nothing. */
const SETTINGS: ReadonlyMap<string, string> = new Map([
  ['name', 'displayname'],
  ['description', 'description'],
  ['enabled', 'enabled'],
  ['direction', 'direction'],
  ['action_type', 'action'],
  ['profiles', 'profile'],
  ['protocol', 'protocol'],
  ['localportranges', 'localport'],
  ['remoteportranges', 'remoteport'],
  ['icmptypesandcodes', 'icmptype'],
  ['localaddressranges', 'localaddress'],
  ['remoteaddressranges', 'remoteaddress'],
  ['app_filepath', 'program'],
  ['app_servicename', 'service'],
  ['app_packagefamilyname', 'package'],
  ['app_fqbn', 'package'],
  ['interfacetypes', 'interfacetype'],
  ['localuserauthorizedlist', 'localuser'],
  ['localuserauthorizationlist', 'localuser'],
  ['policyappid', 'policyappid'],
  ['remoteaddressdynamickeywords', 'remotedynamickeywordaddresses'],
  ['edgetraversal', ''],
]);
/** Ends of a choice's id. */
const CHOICES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  enabled: { '1': 'True', '0': 'False', true: 'True', false: 'False' },
  direction: { in: 'Inbound', out: 'Outbound' },
  action: { '1': 'Allow', '0': 'Block' },
  profile: { '1': 'Domain', '2': 'Private', '4': 'Public' },
  interfacetype: { all: 'Any', remoteaccess: 'RemoteAccess', wireless: 'Wireless', lan: 'Wired' },
};
/** What the Firewall CSP does where a rule doesn't say it. */
const DEFAULTS: readonly (readonly [string, string])[] = [
  ['enabled', 'True'],
  ['direction', 'Outbound'],
  ['action', 'Allow'],
];
const LISTS: ReadonlySet<string> = new Set([
  'localport',
  'remoteport',
  'localaddress',
  'remoteaddress',
  'icmptype',
]);

/** The children of one value of `groupSettingCollectionValue`. */
export function readCatalogRule(node: JsonNode): ReadIntune {
  const fields: Values = new Map();
  const strange: string[] = [];
  for (const child of items(member(node, 'children'))) {
    const id = stringOf(member(child, 'settingDefinitionId'))?.toLowerCase() ?? '';
    const field = id.startsWith(`${RULES}_`) ? SETTINGS.get(id.slice(RULES.length + 1)) : undefined;
    if (field === '') continue;
    const values = field === undefined ? undefined : settingValues(child, id);
    add(fields, strange, field, values, id.slice(-60));
  }
  return finish(fields, strange);
}

/** The values of a setting instance of any type; choices without the setting's id. */
export function settingValues(node: JsonNode, id: string): string[] | undefined {
  const values: JsonNode[] = [];
  for (const name of ['simpleSettingValue', 'choiceSettingValue']) {
    const value = member(node, name);
    if (value) values.push(value);
  }
  for (const name of ['simpleSettingCollectionValue', 'choiceSettingCollectionValue'])
    values.push(...items(member(node, name)));
  const texts = values.map((value) => textOf(member(value, 'value')));
  if (texts.some((text) => text === undefined)) return undefined;
  return texts.map((text = '') =>
    text.toLowerCase().startsWith(`${id}_`) ? text.slice(id.length + 1) : text,
  );
}

function textOf(node: JsonNode | undefined): string | undefined {
  return stringOf(node) ?? numberOf(node)?.toString() ?? booleanOf(node)?.toString();
}

function add(
  fields: Values,
  strange: string[],
  field: string | undefined,
  values: readonly string[] | undefined,
  name: string,
): void {
  if (field === undefined || values === undefined || fields.has(field)) {
    strange.push(name);
    return;
  }
  // An empty list is a setting that isn't made.
  if (values.length === 0) return;
  const parts = LISTS.has(field) ? values.flatMap((value) => value.split(',').map((p) => p.trim())) : values;
  fields.set(
    field,
    parts.map((part) => CHOICES[field]?.[part.toLowerCase()] ?? part),
  );
}

function finish(fields: Values, strange: readonly string[]): ReadIntune {
  for (const [name, value] of DEFAULTS) if (!fields.has(name)) fields.set(name, [value]);
  const protocol = fields.get('protocol')?.[0];
  if (protocol === 'null') fields.delete('protocol');
  if (strange.length > 0) fields.set('?part', null);
  return { fields, strange };
}

/** Properties of Graph's `windowsFirewallRule` → parameters of New-NetFirewallRule. */
const GRAPH: ReadonlyMap<string, string> = new Map([
  ['displayname', 'displayname'],
  ['description', 'description'],
  ['action', 'action'],
  ['trafficdirection', 'direction'],
  ['profiletypes', 'profile'],
  ['protocol', 'protocol'],
  ['localportranges', 'localport'],
  ['remoteportranges', 'remoteport'],
  ['localaddressranges', 'localaddress'],
  ['actuallocaladdressranges', 'localaddress'],
  ['remoteaddressranges', 'remoteaddress'],
  ['actualremoteaddressranges', 'remoteaddress'],
  ['filepath', 'program'],
  ['servicename', 'service'],
  ['packagefamilyname', 'package'],
  ['interfacetypes', 'interfacetype'],
  ['localuserauthorizations', 'localuser'],
  ['edgetraversal', ''],
]);
const GRAPH_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  action: { allowed: 'Allow', blocked: 'Block' },
  direction: { in: 'Inbound', out: 'Outbound' },
  interfacetype: { remoteaccess: 'RemoteAccess', wireless: 'Wireless', lan: 'Wired' },
};
/** Flags that say which of two lists counts. */
const USES_ANY: ReadonlyMap<string, string> = new Map([
  ['useanylocaladdressrange', 'localaddress'],
  ['useanyremoteaddressrange', 'remoteaddress'],
]);

/** `{"displayName": …, "action": "allowed", "trafficDirection": "in", …}`. */
export function readGraphRule(node: JsonNode): ReadIntune {
  const fields: Values = new Map();
  const strange: string[] = [];
  for (const [name, value] of members(node)) {
    const lower = name.toLowerCase();
    const field = GRAPH.get(lower);
    if (field === '' || name.includes('@odata') || lower === 'id' || value.type === 'null') continue;
    if (USES_ANY.has(lower)) continue;
    const nodes = value.type === 'array' ? items(value) : [value];
    const texts = nodes.map(textOf);
    if (field === undefined || texts.some((text) => text === undefined)) {
      strange.push(name.slice(0, 60));
      continue;
    }
    // Several flags are one word with commas; "not configured" and an empty list say nothing.
    const parts = texts
      .flatMap((text = '') => (field === 'displayname' || field === 'description' ? [text] : text.split(',')))
      .map((part) => part.trim())
      .filter((part) => part !== '' && part.toLowerCase() !== 'notconfigured');
    if (parts.length > 0 && !fields.has(field))
      fields.set(
        field,
        parts.map((part) => GRAPH_WORDS[field]?.[part.toLowerCase()] ?? part),
      );
  }
  for (const [flag, field] of USES_ANY) {
    const isAny = [...members(node)].some(
      ([name, v]) => name.toLowerCase() === flag && booleanOf(v) === true,
    );
    if (isAny) fields.delete(field);
  }
  return finish(fields, strange);
}
