import { type Network, network } from '../../net/network.ts';
import type { LineOrigin, Printed } from '../dialect.ts';
import { isEverything } from '../network-list.ts';
import { truncateBytes, visible, visibleAscii } from '../plain-text.ts';
import { timeText } from '../time-text.ts';
import { CAPABILITIES } from './capabilities.ts';
import { literal } from './literal.ts';
import type { WindowsPorts, WindowsRule, WindowsScript } from './model.ts';
import { FOOTER, headerOf, PROLOGUE } from './script.ts';

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

/** `Get-NetFirewallRule -Group` takes wildcards, and the registry separates fields with `|`. */
function groupOf(hierarchy: string): string {
  return `Portolan: ${truncateBytes(plain(hierarchy).replace(/[*?[\]`]/g, '_'), CAPABILITIES.nameLength)}`;
}

const plain = (text: string): string => visible(text).replaceAll('|', '/');

function printRule(entry: WindowsRule): string[] {
  const { rule } = entry;
  const flows = rule.origins.map((o) => o.flow).join(', ');
  const description = `${rule.title} (${timeText(rule)}). Flows: ${flows}`;
  const fields: [string, string][] = [
    ['Name', literal(entry.name)],
    ['DisplayName', literal(truncateBytes(plain(rule.title), CAPABILITIES.nameLength))],
    ['Description', literal(truncateBytes(plain(description), CAPABILITIES.commentBytes))],
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

function portTexts(ports: WindowsPorts): string[] {
  if (ports.kind === 'keyword') return [ports.keyword];
  return ports.ranges.map((r) => (r.first === r.last ? `${r.first}` : `${r.first}-${r.last}`));
}

/** Windows refuses a prefix of length 0; as a range it takes the same. */
function addressText(n: Network): string {
  if (!isEverything(n)) return n.text;
  const end = (address: bigint): string => network(n.family, address, address).text;
  return `${end(n.first)}-${end(n.last)}`;
}

const list = (items: readonly string[]): string => `@(${items.map(literal).join(', ')})`;
