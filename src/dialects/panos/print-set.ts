import type { LineOrigin, Printed } from '../dialect.ts';
import { truncateBytes, visibleAscii } from '../plain-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import { AFTERWARDS, aboutRules } from './frame.ts';
import type { PanosRules, PrintedRule } from './printed-model.ts';

/** Text only: set commands, one attribute a line, as a firewall writes them itself. */
export function printSet(model: PanosRules): Printed {
  const lines = [
    ...aboutRules(model),
    'Load: paste after "set cli scripting-mode on" and "configure". Lines with # are for people: the terminal refuses them.',
    ...AFTERWARDS,
  ].map((text) => `# ${visibleAscii(text)}`);
  const origins: LineOrigin[] = [];
  lines.push('');
  for (const { name, kind, value, description } of model.addresses) {
    lines.push(`set address ${word(name)} ${kind} ${word(value)}`);
    if (description !== '') lines.push(`set address ${word(name)} description ${quoted(description)}`);
  }
  for (const { name, members, description } of model.addressGroups) {
    lines.push(`set address-group ${word(name)} static ${list(members)}`);
    if (description !== '' && description !== name)
      lines.push(`set address-group ${word(name)} description ${quoted(description)}`);
  }
  for (const { name, transport, ports } of model.services)
    lines.push(`set service ${word(name)} protocol ${transport} port ${ports}`);
  for (const { name, members } of model.serviceGroups)
    lines.push(`set service-group ${word(name)} members ${list(members)}`);
  if (lines.at(-1) !== '') lines.push('');
  for (const rule of model.rules) {
    for (const part of partsOf(rule)) {
      lines.push(`set rulebase security rules ${word(rule.name)} ${part}`);
      for (const { id, origins: flows } of rule.says)
        origins.push({ line: lines.length, rule: id, origins: flows });
    }
  }
  return { text: `${lines.join('\n').trimEnd()}\n`, lines: origins };
}

function partsOf(rule: PrintedRule): readonly string[] {
  return [
    `from ${word(rule.from)}`,
    `to ${word(rule.to)}`,
    `source ${list(rule.source)}`,
    `destination ${list(rule.destination)}`,
    `application ${list(rule.application)}`,
    `service ${list(rule.service)}`,
    'action allow',
    `description ${quoted(rule.description)}`,
  ];
}

const list = (members: readonly string[]): string =>
  members.length === 1 ? word(members[0] ?? '') : `[ ${members.map(word).join(' ')} ]`;

const word = (text: string): string => (/^[A-Za-z0-9._:/-]+$/.test(text) ? text : quoted(text));

/**
 * In double quotes, which know no escapes. A question mark asks the terminal for help even there, and what a backslash
 * does is not documented.
 */
function quoted(text: string): string {
  const plain = visibleAscii(text).replaceAll('"', "'").replaceAll('\\', '/').replaceAll('?', '.');
  return `"${truncateBytes(plain, CAPABILITIES.commentBytes)}"`;
}
