import type { LineOrigin, Printed } from '../dialect.ts';
import { originsOf } from '../lowering/term.ts';
import { hclArguments, hclComment, hclString } from '../source/hcl-text.ts';
import { timeText } from '../time-text.ts';
import type { GroupFile, NewRuleOfGroup } from './print-model.ts';

/** Text only: a file of Terraform's, for version 5 and newer of the provider hashicorp/aws. */
export function printTerraform(file: GroupFile): Printed {
  const { resource } = file;
  const lines = [
    ...headerOf(file).map(hclComment),
    '',
    'variable "vpc_id" {',
    '  description = "The VPC of the host"',
    '  type        = string',
    '}',
    '',
    `resource "aws_security_group" ${hclString(resource)} {`,
    ...hclArguments(
      [
        ['name', hclString(file.group)],
        ['description', hclString(file.description)],
        ['vpc_id', 'var.vpc_id'],
      ],
      '  ',
    ),
    '}',
  ];
  const origins: LineOrigin[] = [];
  let before: NewRuleOfGroup['term'] | undefined;
  for (const rule of file.rules) {
    lines.push('');
    if (rule.term !== before) {
      const flows = originsOf(rule.term).map(({ flow }) => flow);
      lines.push(
        hclComment(`${rule.term.title} (${timeText(rule.term)})`),
        hclComment(`flows: ${flows.join(', ')}`),
      );
    }
    before = rule.term;
    lines.push(`resource "aws_vpc_security_group_${rule.direction}_rule" ${hclString(rule.name)} {`);
    for (const one of rule.term.rules)
      origins.push({ line: lines.length, rule: one.id, origins: one.origins });
    lines.push(
      ...hclArguments(
        [
          ['security_group_id', `aws_security_group.${resource}.id`],
          ['description', hclString(rule.description)],
          [rule.family === 4 ? 'cidr_ipv4' : 'cidr_ipv6', hclString(rule.cidr)],
          ['ip_protocol', hclString(rule.protocol)],
          ...portsOf(rule),
        ],
        '  ',
      ),
      '}',
    );
  }
  lines.push('');
  return { text: lines.join('\n'), lines: origins };
}

function portsOf({ range }: NewRuleOfGroup): (readonly [string, string])[] {
  if (!range) return [];
  return [
    ['from_port', `${range.from}`],
    ['to_port', `${range.to}`],
  ];
}

function headerOf({ hierarchy, name, resource }: GroupFile): string[] {
  return [
    `Rules for the host "${name}" of the hierarchy "${hierarchy}", made by Portolan from its plan.`,
    '',
    "The group belongs to the host's network interface. Other groups of the interface permit what they permit besides:",
    'take away those that permit more, such as the default group of the VPC.',
    'MANAGEMENT ACCESS IS NOT IN THE PLAN: put it into a group of its own.',
    '',
    'check      terraform plan',
    'load       terraform apply',
    `hang up    aws ec2 modify-network-interface-attribute --network-interface-id ENI --groups (id of aws_security_group.${resource})`,
    'take back  give the interface its former groups, then terraform destroy',
  ];
}
