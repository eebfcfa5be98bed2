import type { LineOrigin, Printed } from '../../dialect.ts';
import { originsOf } from '../../lowering/term.ts';
import { truncateBytes, visibleAscii } from '../../plain-text.ts';
import { timeText } from '../../time-text.ts';
import { literal } from '../literal.ts';
import { addressText, groupOf, plain } from '../texts.ts';
import { CAPABILITIES } from './capabilities.ts';
import type { IpsecRule, IpsecScript } from './model.ts';
import { FOOTER, headerOf, PROLOGUE } from './script.ts';

/** Text only: a script for Windows PowerShell 5.1 and later that replaces what an earlier one created. */
export function print({ host, hierarchy, rules }: IpsecScript): Printed {
  const origins: LineOrigin[] = [];
  const lines = [...headerOf(visibleAscii(host), visibleAscii(hierarchy)), ...PROLOGUE, ''];
  lines.push(`$group = ${literal(`${groupOf(hierarchy)} (IPsec)`)}`, '', '$rules = @(');
  for (const entry of rules) {
    const first = lines.length + 1;
    lines.push(...printRule(entry));
    for (let line = first; line <= lines.length; line++)
      for (const rule of entry.term.rules) origins.push({ line, rule: rule.id, origins: rule.origins });
  }
  lines.push(')', '', ...FOOTER, '');
  return { text: lines.join('\n'), lines: origins };
}

function printRule({ name, protocol, side, ports, local, remote, term }: IpsecRule): string[] {
  const title = `${term.title} (${timeText(term)})`;
  const flows = originsOf(term)
    .map((o) => o.flow)
    .join(', ');
  const fields: [string, string][] = [
    ['IPsecRuleName', literal(name)],
    ['DisplayName', literal(truncateBytes(plain(term.title), CAPABILITIES.nameLength))],
    ['Description', literal(truncateBytes(plain(`${title}. Flows: ${flows}`), CAPABILITIES.commentBytes))],
    ['LocalAddress', list(local.map(addressText))],
    ['RemoteAddress', list(remote.map(addressText))],
    ['Protocol', literal(protocol)],
  ];
  if (ports) fields.push([side === 'local' ? 'LocalPort' : 'RemotePort', list(ports.map((p) => `${p}`))]);
  return [
    `    # ${visibleAscii(title)}`,
    '    @{',
    ...fields.map(([field, value]) => `        ${field} = ${value}`),
    '    }',
  ];
}

const list = (items: readonly string[]): string => `@(${items.map(literal).join(', ')})`;
