import type { PanosConfig } from './model.ts';

/** What only PAN-OS says, and how sure one line of it makes. Each is searched for from line starts, in linear time. */
const SET_SIGNS: readonly (readonly [RegExp, number])[] = [
  [
    /^(?:\S{1,200}# )?set (?:[^\n]{0,200} )?(?:pre-|post-)?rulebase (?:security|nat|default-security-rules) rules /m,
    0.95,
  ],
  [
    /^(?:\S{1,200}# )?set (?:[^\n]{0,200} )?address (?:"[^"\n]{1,63}"|\S{1,63}) (?:ip-netmask|ip-range|ip-wildcard|fqdn) /m,
    0.7,
  ],
  [
    /^(?:\S{1,200}# )?set (?:[^\n]{0,200} )?service (?:"[^"\n]{1,63}"|\S{1,63}) protocol (?:tcp|udp) port /m,
    0.7,
  ],
  [/^(?:\S{1,200}# )?set (?:device-group|vsys vsys\d+|deviceconfig system|template) /m, 0.5],
];
const XML_SIGNS: readonly (readonly [RegExp, number])[] = [
  [/<config version="\d+\.\d+\.\d+"[^>\n]{0,200}>/, 0.9],
  [/<(?:pre-|post-)?rulebase>/, 0.7],
  [/<entry name="localhost\.localdomain">/, 0.6],
  [/<entry name="vsys\d+">/, 0.5],
  [/<(?:ip-netmask|ip-range|ip-wildcard)>/, 0.5],
  [/<(?:source|destination|from|to|application|service|members|static)>\s{0,200}<member>/, 0.6],
];
const BRACE_SIGNS: readonly (readonly [RegExp, number])[] = [
  [/^[ \t]{0,40}(?:pre-|post-)?rulebase \{/m, 0.7],
  [/^[ \t]{0,40}ip-(?:netmask|range|wildcard) [^;\n]{1,100};/m, 0.6],
  [/^[ \t]{0,40}service (?:application-default|any);/m, 0.5],
  [/^[ \t]{0,40}security \{\s{0,40}rules \{/m, 0.6],
];
const ENOUGH = 256 * 1024;

/** How surely a text is of PAN-OS, from 0 to 1; its start is enough. */
export function recognises(text: string): number {
  const start = startOf(text);
  const signs = { set: SET_SIGNS, xml: XML_SIGNS, braces: BRACE_SIGNS }[formOf(text)];
  let doubt = 1;
  for (const [sign, weight] of signs) if (sign.test(start)) doubt *= 1 - weight;
  return 1 - doubt;
}

const startOf = (text: string): string => text.slice(0, ENOUGH).replaceAll('\r\n', '\n');

/** In which of its forms a text is written. */
export function formOf(text: string): PanosConfig['form'] {
  const start = startOf(text);
  if (/^\s*</.test(start) || /^(?:<\?xml |<config[ >]|<response )/m.test(start)) return 'xml';
  if (/^(?:\S{1,200}# )?(?:set|delete) [a-z"]/m.test(start)) return 'set';
  return /^[^\n{};]{0,300}\{[ \t]*(?:\n|$)/m.test(start) ? 'braces' : 'set';
}
