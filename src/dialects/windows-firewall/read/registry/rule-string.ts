/**
 * A rule as Windows keeps it in the registry: `v2.30|Action=Allow|Active=TRUE|Dir=In|Protocol=6|LPort=80|Name=…|`.
 * The grammar is in Microsoft's [MS-GPFAS] 2.2.2.19: a key that comes again adds to a list.
 */
/** Keys in lower case, without the version that some end with (`LPort2_10`) → parameters of New-NetFirewallRule. */
const KEYS: ReadonlyMap<string, string> = new Map([
  ['action', 'action'],
  ['active', 'enabled'],
  ['dir', 'direction'],
  ['profile', 'profile'],
  ['protocol', 'protocol'],
  ['lport', 'localport'],
  ['rport', 'remoteport'],
  ['icmp4', 'icmptype'],
  ['icmp6', 'icmptype'],
  ['la4', 'localaddress'],
  ['la6', 'localaddress'],
  ['la42', 'localaddress'],
  ['la62', 'localaddress'],
  ['ra4', 'remoteaddress'],
  ['ra6', 'remoteaddress'],
  ['ra42', 'remoteaddress'],
  ['ra62', 'remoteaddress'],
  ['app', 'program'],
  ['svc', 'service'],
  ['iftype', 'interfacetype'],
  ['if', 'interfacealias'],
  ['rmauth', 'remotemachine'],
  ['ruauth', 'remoteuser'],
  ['luauth', 'localuser'],
  ['luown', 'owner'],
  ['apppkgid', 'package'],
  ['security', 'authentication'],
  ['security2', 'authentication'],
  ['platform', 'platform'],
  ['platform2', 'platform'],
  ['ttk', 'dynamictarget'],
  ['policyappid', 'policyappid'],
  ['name', 'displayname'],
  ['desc', 'description'],
  ['embedctxt', 'group'],
  ['edge', 'edgetraversalpolicy'],
  ['defer', 'edgetraversalpolicy'],
  ['lsm', 'loosesourcemapping'],
]);
/** Values that New-NetFirewallRule calls otherwise. */
const WORDS: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map([
  [
    'direction',
    new Map([
      ['in', 'Inbound'],
      ['out', 'Outbound'],
    ]),
  ],
]);

/** Fields that every rule must have: what one without them does is not known. */
const NEEDED: readonly (readonly [string, string])[] = [
  ['action', 'Action'],
  ['direction', 'Dir'],
  ['enabled', 'Active'],
];

/** Whether a text begins as a rule does. */
export function isRuleString(text: string): boolean {
  return /^v\d{1,2}\.\d{1,3}\|/i.test(text);
}

/** @returns the fields, and the parts that were not understood. */
export function parseRuleString(text: string): {
  fields: Map<string, readonly string[] | null>;
  strange: readonly string[];
} {
  const fields = new Map<string, string[] | null>();
  const strange: string[] = [];
  let from = text.indexOf('|') + 1;
  let equals = text.indexOf('=');
  for (let bar = text.indexOf('|', from); bar >= 0; bar = text.indexOf('|', from)) {
    if (equals >= 0 && equals < from) equals = text.indexOf('=', from);
    const name = equals < 0 || equals > bar ? undefined : keyOf(text.slice(from, equals));
    if (name === undefined) strange.push(text.slice(from, Math.min(bar, from + 60)));
    else addValue(fields, name, text.slice(equals + 1, bar));
    from = bar + 1;
  }
  // Nothing stands behind the last bar.
  const rest = text.slice(from, from + 60).trim();
  if (rest !== '') strange.push(rest);
  if (strange.length > 0) fields.set('?part', null);
  for (const [name, key] of NEEDED) {
    if (fields.has(name)) continue;
    fields.set(name, null);
    strange.push(`no ${key}`);
  }
  return { fields, strange };
}

function addValue(fields: Map<string, string[] | null>, name: string, value: string): void {
  const words = WORDS.get(name);
  const text = words?.get(value.toLowerCase()) ?? value;
  const values = fields.get(name);
  if (values) values.push(text);
  else fields.set(name, [text]);
}

function keyOf(key: string): string | undefined {
  const lower = key.toLowerCase();
  return KEYS.get(lower) ?? KEYS.get(lower.trim().replace(/2_\d{1,2}$/, ''));
}
