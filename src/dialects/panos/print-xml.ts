import type { LineOrigin, Printed } from '../dialect.ts';
import { TextLines } from '../lowering/text-lines.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import { AFTERWARDS, aboutRules } from './frame.ts';
import type { PanosRules, PrintedRule } from './printed-model.ts';

/** Where the parts are in a firewall's configuration. */
const VSYS = "devices/entry[@name='localhost.localdomain']/vsys/entry[@name='vsys1']";

/** Text only: the part of a configuration that holds the rules and what they name. */
export function printXml(model: PanosRules): Printed {
  const text = new TextLines();
  const origins: LineOrigin[] = [];
  text.add('<?xml version="1.0"?>');
  const about = [
    ...aboutRules(model),
    'Load: "scp import configuration", then in configuration mode, for each of address, address-group, service,',
    'service-group and rulebase/security/rules (never load the whole file: it holds nothing else):',
    `load config partial from FILE from-xpath ${VSYS}/address mode merge to-xpath /config/${VSYS}/address`,
    ...AFTERWARDS,
  ];
  // Two hyphens would end the comment.
  for (const line of about) text.add(`<!-- ${legal(line).replaceAll('--', '- -').replace(/-$/, '- ')} -->`);
  text.addAll([
    '<config version="10.1.0" urldb="paloaltonetworks">',
    '  <devices>',
    '    <entry name="localhost.localdomain">',
    '      <vsys>',
    '        <entry name="vsys1">',
  ]);
  printObjects(model, text);
  text.addAll(['          <rulebase>', '            <security>', '              <rules>']);
  const membersOf = rememberedMembers();
  for (const rule of model.rules) {
    const first = text.count;
    printEntry(text, '                ', rule.name, partsOf(rule, membersOf));
    for (let line = first + 1; line <= text.count; line++)
      for (const { id, origins: flows } of rule.says) origins.push({ line, rule: id, origins: flows });
  }
  text.addAll([
    '              </rules>',
    '            </security>',
    '          </rulebase>',
    '        </entry>',
    '      </vsys>',
    '    </entry>',
    '  </devices>',
    '</config>',
  ]);
  return { text: text.text(), lines: origins };
}

/** Everything that rules name. */
function printObjects(model: PanosRules, text: TextLines): void {
  const section = <T extends { readonly name: string }>(
    key: string,
    made: readonly T[],
    parts: (one: T) => readonly string[],
  ): void => {
    if (made.length === 0) return;
    text.add(`          <${key}>`);
    for (const one of made) printEntry(text, '            ', one.name, parts(one));
    text.add(`          </${key}>`);
  };
  section('address', model.addresses, ({ kind, value, description }) => [
    element(kind, value),
    ...described(description),
  ]);
  section('address-group', model.addressGroups, ({ name, members, description }) => [
    list('static', members),
    ...described(description === name ? '' : description),
  ]);
  section('service', model.services, ({ transport, ports }) => [
    `<protocol><${transport}>${element('port', ports)}</${transport}></protocol>`,
  ]);
  section('service-group', model.serviceGroups, ({ members }) => [list('members', members)]);
}

function printEntry(text: TextLines, indent: string, name: string, parts: readonly string[]): void {
  text.add(indent, `<entry name="${escaped(name)}">`);
  const deeper = `${indent}  `;
  for (const part of parts) text.add(deeper, part);
  text.add(indent, '</entry>');
}

type Members = (members: readonly string[]) => string;

/** Most lists of names stand in many rules, as the same list. */
function rememberedMembers(): Members {
  const known = new Map<readonly string[], string>();
  return (members) => {
    let text = known.get(members);
    if (text === undefined) {
      text = membersText(members);
      known.set(members, text);
    }
    return text;
  };
}

function partsOf(rule: PrintedRule, membersOf: Members): readonly string[] {
  return [
    list('from', [rule.from]),
    list('to', [rule.to]),
    `<source>${membersOf(rule.source)}</source>`,
    `<destination>${membersOf(rule.destination)}</destination>`,
    list('application', rule.application),
    `<service>${membersOf(rule.service)}</service>`,
    element('action', 'allow'),
    ...described(rule.description),
  ];
}

const element = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`;

const list = (name: string, members: readonly string[]): string =>
  `<${name}>${membersText(members)}</${name}>`;

const membersText = (members: readonly string[]): string =>
  members.map((member) => element('member', member)).join('');

const described = (text: string): readonly string[] =>
  text === '' ? [] : [element('description', truncateBytes(legal(text), CAPABILITIES.commentBytes))];

/** Characters that XML 1.0 has. */
const legal = (text: string): string => {
  const shown = visible(text);
  return NONE.test(shown) ? shown.replace(NONE_AT_ALL, '\ufffd') : shown;
};

const NONE = /[\ufffe\uffff]/;
const NONE_AT_ALL = /[\ufffe\uffff]/g;

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escaped = (text: string): string =>
  // Most texts are plain words.
  WORDS.test(text) ? text : legal(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);

const WORDS = /^[A-Za-z0-9 ._/-]*$/;
