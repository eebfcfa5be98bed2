import type { LineOrigin, Printed } from '../dialect.ts';
import { visible } from '../plain-text.ts';
import { timeText } from '../time-text.ts';
import type { WindowsScript } from './model.ts';
import { ruleStringOf } from './rule-string.ts';

const KEY =
  'HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Services\\SharedAccess\\Parameters\\FirewallPolicy\\FirewallRules';

/** Text only: a file for `reg import`, which is in UTF-16 with its mark. */
export function printRegistry({ host, hierarchy, rules }: WindowsScript): Printed {
  const lines: string[] = [
    '\ufeffWindows Registry Editor Version 5.00',
    '',
    ...[
      `Rules for the host "${host}" of the hierarchy "${hierarchy}", made by Portolan from its plan.`,
      'Permitted is what the plan needs to and from this host. Import it on that host, as an administrator.',
      '',
      'apply      reg import FILE.reg      (replaces values of the same names; the firewall reads them when it starts)',
      'take back  delete the values that begin with Portolan-',
      '',
      'The rules hold in every network profile. Default actions are not touched: outbound rules have an effect only',
      'where outbound connections are blocked by default.',
    ].map(comment),
    '',
    `[${KEY}]`,
  ];
  const origins: LineOrigin[] = [];
  for (const entry of rules) {
    const { rule } = entry;
    lines.push(comment(`${rule.title} (${timeText(rule)})`));
    lines.push(`${quoted(entry.name)}=${quoted(ruleStringOf(entry, hierarchy))}`);
    origins.push({ line: lines.length, rule: rule.id, origins: rule.origins });
  }
  lines.push('', '');
  return { text: lines.join('\r\n'), lines: origins };
}

const comment = (text: string): string => `; ${visible(text)}`.trimEnd();
const quoted = (text: string): string => `"${text.replace(/[\\"]/g, '\\$&')}"`;
