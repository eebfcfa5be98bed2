import type { LineOrigin, Printed } from '../dialect.ts';
import { truncateBytes, visible } from '../plain-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import { AFTERWARDS, aboutRules } from './frame.ts';
import type { PanosRules, PrintedRule } from './printed-model.ts';

/** Where the parts are in a firewall's configuration. */
const VSYS = "devices/entry[@name='localhost.localdomain']/vsys/entry[@name='vsys1']";

/** Text only: the part of a configuration that holds the rules and what they name. */
export function printXml(model: PanosRules): Printed {
  const lines: string[] = ['<?xml version="1.0"?>'];
  const origins: LineOrigin[] = [];
  const about = [
    ...aboutRules(model),
    'Load: "scp import configuration", then in configuration mode, for each of address, address-group, service,',
    'service-group and rulebase/security/rules (never load the whole file: it holds nothing else):',
    `load config partial from FILE from-xpath ${VSYS}/address mode merge to-xpath /config/${VSYS}/address`,
    ...AFTERWARDS,
  ];
  // Two hyphens would end the comment.
  for (const text of about) lines.push(`<!-- ${legal(text).replaceAll('--', '- -').replace(/-$/, '- ')} -->`);
  lines.push(
    '<config version="10.1.0" urldb="paloaltonetworks">',
    '  <devices>',
    '    <entry name="localhost.localdomain">',
    '      <vsys>',
    '        <entry name="vsys1">',
  );
  const entries = (key: string, made: readonly (readonly string[])[]): void => {
    if (made.length === 0) return;
    lines.push(`          <${key}>`);
    for (const entry of made) lines.push(...entry.map((line) => `            ${line}`));
    lines.push(`          </${key}>`);
  };
  entries(
    'address',
    model.addresses.map(({ name, kind, value, description }) =>
      entry(name, [element(kind, value), ...described(description)]),
    ),
  );
  entries(
    'address-group',
    model.addressGroups.map(({ name, members, description }) =>
      entry(name, [list('static', members), ...described(description === name ? '' : description)]),
    ),
  );
  entries(
    'service',
    model.services.map(({ name, transport, ports }) =>
      entry(name, [`<protocol><${transport}>${element('port', ports)}</${transport}></protocol>`]),
    ),
  );
  entries(
    'service-group',
    model.serviceGroups.map(({ name, members }) => entry(name, [list('members', members)])),
  );
  lines.push('          <rulebase>', '            <security>', '              <rules>');
  for (const rule of model.rules)
    for (const line of entry(rule.name, partsOf(rule))) {
      lines.push(`                ${line}`);
      for (const { id, origins: flows } of rule.says)
        origins.push({ line: lines.length, rule: id, origins: flows });
    }
  lines.push(
    '              </rules>',
    '            </security>',
    '          </rulebase>',
    '        </entry>',
    '      </vsys>',
    '    </entry>',
    '  </devices>',
    '</config>',
    '',
  );
  return { text: lines.join('\n'), lines: origins };
}

function partsOf(rule: PrintedRule): readonly string[] {
  return [
    list('from', [rule.from]),
    list('to', [rule.to]),
    list('source', rule.source),
    list('destination', rule.destination),
    list('application', rule.application),
    list('service', rule.service),
    element('action', 'allow'),
    ...described(rule.description),
  ];
}

const entry = (name: string, parts: readonly string[]): readonly string[] => [
  `<entry name="${escaped(name)}">`,
  ...parts.map((part) => `  ${part}`),
  '</entry>',
];

const element = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`;

const list = (name: string, members: readonly string[]): string =>
  `<${name}>${members.map((member) => element('member', member)).join('')}</${name}>`;

const described = (text: string): readonly string[] =>
  text === '' ? [] : [element('description', truncateBytes(legal(text), CAPABILITIES.commentBytes))];

/** Characters that XML 1.0 has. */
const legal = (text: string): string => visible(text).replace(/[\ufffe\uffff]/g, '\ufffd');

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

const escaped = (text: string): string => legal(text).replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign);
