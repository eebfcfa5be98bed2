import type { LineOrigin, Printed } from '../dialect.ts';
import { visibleAscii } from '../plain-text.ts';
import { timeText } from '../time-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import { literal } from './literal.ts';
import type { WindowsRule, WindowsScript } from './model.ts';
import { FOOTER, headerOf, PROLOGUE } from './script.ts';
import { addressText, descriptionOf, displayNameOf, groupOf, portTexts } from './texts.ts';

/** Text only: a script for Windows PowerShell 5.1 and later that replaces what an earlier one created. */
export function print(script: WindowsScript): Printed {
  const lines: string[] = [];
  const origins: LineOrigin[] = [];
  lines.push(...headerOf(visibleAscii(script.host), visibleAscii(script.hierarchy)), ...PROLOGUE, '');
  lines.push(`$group = ${literal(groupOf(script.hierarchy))}`, '', '$rules = @(');
  for (const entry of script.rules) {
    const first = lines.length + 1;
    lines.push(...printRule(entry));
    for (let line = first; line <= lines.length; line++) {
      origins.push({ line, rule: entry.rule.id, origins: entry.rule.origins });
    }
  }
  lines.push(')', '', ...FOOTER, '');
  return { text: lines.join('\n'), lines: origins };
}

function printRule(entry: WindowsRule): string[] {
  const { rule } = entry;
  const fields: [string, string][] = [
    ['Name', literal(entry.name)],
    ['DisplayName', literal(displayNameOf(entry, CAPABILITIES))],
    ['Description', literal(descriptionOf(entry, CAPABILITIES))],
    ['Direction', literal(entry.direction)],
    ['Protocol', literal(entry.protocol)],
  ];
  if (entry.icmpType !== undefined) fields.push(['IcmpType', literal(`${entry.icmpType}`)]);
  if (entry.ports) {
    fields.push([entry.direction === 'Inbound' ? 'LocalPort' : 'RemotePort', list(portTexts(entry.ports))]);
  }
  if (entry.localNetworks) fields.push(['LocalAddress', list(entry.localNetworks.map(addressText))]);
  fields.push(['RemoteAddress', list(entry.remoteNetworks.map(addressText))]);
  if (entry.program !== undefined) fields.push(['Program', literal(entry.program)]);
  if (entry.service !== undefined) fields.push(['Service', literal(entry.service)]);
  return [
    `    # ${visibleAscii(`${rule.title} (${timeText(rule)})`)}`,
    '    @{',
    ...fields.map(([name, value]) => `        ${name} = ${value}`),
    '    }',
  ];
}

const list = (items: readonly string[]): string => `@(${items.map(literal).join(', ')})`;
