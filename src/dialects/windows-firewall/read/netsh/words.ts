/**
 * What `netsh advfirewall firewall show rule` writes, in the languages of Windows whose words were found in listings that
 * people published: English, German and Spanish. Other languages are refused by name.
 */
/** Labels in lower case → parameters of New-NetFirewallRule; `''` for what decides nothing. */
export const LABELS: ReadonlyMap<string, string> = new Map([
  // English
  ['rule name', 'displayname'],
  ['description', 'description'],
  ['enabled', 'enabled'],
  ['direction', 'direction'],
  ['profiles', 'profile'],
  ['grouping', 'group'],
  ['localip', 'localaddress'],
  ['remoteip', 'remoteaddress'],
  ['protocol', 'protocol'],
  ['localport', 'localport'],
  ['remoteport', 'remoteport'],
  ['edge traversal', ''],
  ['program', 'program'],
  ['service', 'service'],
  ['interfacetypes', 'interfacetype'],
  ['security', 'authentication'],
  ['rule source', ''],
  ['action', 'action'],
  // German
  ['regelname', 'displayname'],
  ['beschreibung', 'description'],
  ['aktiviert', 'enabled'],
  ['richtung', 'direction'],
  ['profile', 'profile'],
  ['gruppierung', 'group'],
  ['lokale ip', 'localaddress'],
  ['lokales ip', 'localaddress'],
  ['lokaleip', 'localaddress'],
  ['remote-ip', 'remoteaddress'],
  ['protokoll', 'protocol'],
  ['lokaler port', 'localport'],
  ['edgeausnahme', ''],
  ['programm', 'program'],
  ['dienst', 'service'],
  ['schnittstellentypen', 'interfacetype'],
  ['sicherheit', 'authentication'],
  ['regelquelle', ''],
  ['aktion', 'action'],
  // Spanish
  ['nombre de regla', 'displayname'],
  ['habilitada', 'enabled'],
  ['dirección', 'direction'],
  ['perfiles', 'profile'],
  ['agrupamiento', 'group'],
  ['protocolo', 'protocol'],
  ['cruce seguro del perímetro', ''],
  ['acción', 'action'],
]);

/** Values in lower case → what New-NetFirewallRule calls them. */
const WORDS: Readonly<Record<string, ReadonlyMap<string, string>>> = {
  enabled: new Map([
    ['yes', 'True'],
    ['no', 'False'],
    ['ja', 'True'],
    ['nein', 'False'],
    ['sí', 'True'],
  ]),
  direction: new Map([
    ['in', 'Inbound'],
    ['out', 'Outbound'],
    ['eingehend', 'Inbound'],
    ['aus', 'Outbound'],
    ['dentro', 'Inbound'],
  ]),
  action: new Map([
    ['allow', 'Allow'],
    ['block', 'Block'],
    ['bypass', 'AllowBypass'],
    ['zulassen', 'Allow'],
    ['permitir', 'Allow'],
  ]),
  profile: new Map([
    ['domain', 'Domain'],
    ['private', 'Private'],
    ['public', 'Public'],
    ['domäne', 'Domain'],
    ['privat', 'Private'],
    ['öffentlich', 'Public'],
    ['dominio', 'Domain'],
    ['privada', 'Private'],
    ['pública', 'Public'],
  ]),
};
const ANY: ReadonlySet<string> = new Set(['any', 'beliebig', 'cualquiera']);
const NOT_REQUIRED: ReadonlySet<string> = new Set(['notrequired', 'nicht erforderlich']);

/** A value in the words of New-NetFirewallRule; what isn't known stays as it is, for nothing to understand. */
export function translated(field: string, text: string): string {
  const lower = text.toLowerCase();
  if (ANY.has(lower)) return 'Any';
  if (field === 'authentication' && NOT_REQUIRED.has(lower)) return 'NotRequired';
  return WORDS[field]?.get(lower) ?? text;
}

/** Labels of a rule's first line. */
export const FIRST_LABELS: ReadonlySet<string> = new Set(['rule name', 'regelname', 'nombre de regla']);

/** The label of a listing's first rule: the one above the first line of dashes. */
export function listingLabel(text: string): string | undefined {
  return /^([^:\n]{1,60}?)\s*:[^\n]*\r?\n-{40,}\r?$/m.exec(text)?.[1]?.trim().toLowerCase();
}
