import type { LineOrigin, Printed } from '../dialect.ts';
import { originsOf } from '../lowering/term.ts';
import { hclArguments, hclComment, hclString } from '../source/hcl-text.ts';
import { timeText } from '../time-text.ts';
import type { GcpFile, NewGcpRule } from './print-model.ts';

/** Text only: a file of Terraform's, for version 5 and newer of the provider hashicorp/google. */
export function print(file: GcpFile): Printed {
  const lines = [
    ...headerOf(file).map(hclComment),
    '',
    'variable "network" {',
    '  description = "The VPC network of the rules"',
    '  type        = string',
    '}',
  ];
  const origins: LineOrigin[] = [];
  for (const rule of file.rules) printRule(rule, lines, origins);
  lines.push('');
  return { text: lines.join('\n'), lines: origins };
}

function printRule(rule: NewGcpRule, lines: string[], origins: LineOrigin[]): void {
  const { name, description, direction, priority, action, term } = rule;
  lines.push('');
  if (term) {
    const flows = originsOf(term).map(({ flow }) => flow);
    lines.push(hclComment(`${term.title} (${timeText(term)})`), hclComment(`flows: ${flows.join(', ')}`));
  }
  lines.push(`resource "google_compute_firewall" ${hclString(name.replaceAll('-', '_'))} {`);
  for (const one of term?.rules ?? [])
    origins.push({ line: lines.length, rule: one.id, origins: one.origins });
  lines.push(
    ...hclArguments(
      [
        ['name', hclString(name)],
        ['description', hclString(description)],
        ['network', 'var.network'],
        ['direction', hclString(direction)],
        ['priority', `${priority}`],
      ],
      '  ',
    ),
    ...hclList('source_ranges', rule.sources),
    ...hclList('destination_ranges', rule.destinations),
  );
  for (const { protocol, ports } of rule.entries) {
    const pairs: [string, string][] = [['protocol', hclString(protocol)]];
    if (ports.length > 0) pairs.push(['ports', `[${ports.map(hclString).join(', ')}]`]);
    lines.push('', `  ${action} {`, ...hclArguments(pairs, '    '), '  }');
  }
  lines.push('}');
}

function hclList(name: string, texts: readonly string[]): string[] {
  if (texts.length === 1) return ['', `  ${name} = [${hclString(texts[0] ?? '')}]`];
  return ['', `  ${name} = [`, ...texts.map((text) => `    ${hclString(text)},`), '  ]'];
}

function headerOf({ kind, hierarchy, name }: GcpFile): string[] {
  const isHost = kind === 'host';
  return [
    `Rules for ${isHost ? 'the host' : 'the filter'} "${name}" of the hierarchy "${hierarchy}", made by Portolan from its plan.`,
    '',
    ...(isHost
      ? [
          "Each rule says the host's addresses as its own end. MANAGEMENT ACCESS IS NOT IN THE PLAN: add rules for it.",
        ]
      : [
          'A packet leaves one machine of the network and enters another: each rule stands in both directions.',
          'All other traffic of the VPC network is denied, also what has nothing to do with Configuration Manager.',
        ]),
    'Rules of the network that are there already permit what they permit besides, those of the default network not',
    '(priority 65534, where a rule that denies goes first). Policies of folders and networks are asked before these rules.',
    'Health checks need a rule for 35.191.0.0/16 and 130.211.0.0/22.',
    '',
    'check      terraform plan -var network=NETWORK',
    'load       terraform apply -var network=NETWORK',
    'take back  terraform destroy -var network=NETWORK',
  ];
}
