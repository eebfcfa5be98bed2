import type { LineOrigin, Printed } from '../dialect.ts';
import { originsOf } from '../lowering/term.ts';
import { visible } from '../plain-text.ts';
import { timeText } from '../time-text.ts';
import type { Direction } from './model.ts';
import type { GroupFile } from './print-model.ts';

/** Text only: a template of CloudFormation in YAML. */
export function printCloudFormation(file: GroupFile): Printed {
  const lines = [
    ...headerOf(file).map(comment),
    "AWSTemplateFormatVersion: '2010-09-09'",
    `Description: ${text(file.description)}`,
    'Parameters:',
    '  VpcId:',
    '    Type: AWS::EC2::VPC::Id',
    '    Description: The VPC of the host',
    'Resources:',
    '  SecurityGroup:',
    '    Type: AWS::EC2::SecurityGroup',
    '    Properties:',
    `      GroupName: ${text(file.group)}`,
    `      GroupDescription: ${text(file.description)}`,
    '      VpcId: !Ref VpcId',
  ];
  const origins: LineOrigin[] = [];
  printRules(file, 'ingress', lines, origins);
  printRules(file, 'egress', lines, origins);
  lines.push('Outputs:', '  SecurityGroupId:', '    Value: !GetAtt SecurityGroup.GroupId', '');
  return { text: lines.join('\n'), lines: origins };
}

const comment = (line: string): string => `# ${visible(line)}`.trimEnd();

/** In double quotes YAML takes the escapes of JSON. */
const text = (value: string): string => JSON.stringify(visible(value));

function printRules(
  { rules }: GroupFile,
  direction: Direction,
  lines: string[],
  origins: LineOrigin[],
): void {
  const own = rules.filter((rule) => rule.direction === direction);
  if (own.length === 0) {
    // Without any rule for what goes out, AWS adds one that lets everything out.
    if (direction === 'egress')
      lines.push(
        '      SecurityGroupEgress:',
        '        - IpProtocol: "-1"',
        '          CidrIp: "127.0.0.1/32"',
        '          Description: "Nothing goes out: this takes the place of the default rule"',
      );
    return;
  }
  lines.push(`      SecurityGroup${direction === 'ingress' ? 'Ingress' : 'Egress'}:`);
  let before: GroupFile['rules'][number]['term'] | undefined;
  for (const { term, protocol, range, family, cidr, description } of own) {
    if (term !== before) {
      const flows = originsOf(term).map(({ flow }) => flow);
      lines.push(
        `        ${comment(`${term.title} (${timeText(term)})`)}`,
        `        ${comment(`flows: ${flows.join(', ')}`)}`,
      );
    }
    before = term;
    lines.push(`        - IpProtocol: ${text(protocol)}`);
    for (const one of term.rules) origins.push({ line: lines.length, rule: one.id, origins: one.origins });
    lines.push(
      ...(range ? [`          FromPort: ${range.from}`, `          ToPort: ${range.to}`] : []),
      `          ${family === 4 ? 'CidrIp' : 'CidrIpv6'}: ${text(cidr)}`,
      `          Description: ${text(description)}`,
    );
  }
}

function headerOf({ hierarchy, name, group }: GroupFile): string[] {
  return [
    `Rules for the host "${name}" of the hierarchy "${hierarchy}", made by Portolan from its plan.`,
    '',
    "The group belongs to the host's network interface. Other groups of the interface permit what they permit besides:",
    'take away those that permit more, such as the default group of the VPC.',
    'MANAGEMENT ACCESS IS NOT IN THE PLAN: put it into a group of its own.',
    '',
    `check      aws cloudformation deploy --no-execute-changeset --stack-name ${group} --template-file FILE --parameter-overrides VpcId=VPC`,
    `load       aws cloudformation deploy --stack-name ${group} --template-file FILE --parameter-overrides VpcId=VPC`,
    '           (a file of more than 51,200 bytes needs --s3-bucket BUCKET)',
    'hang up    aws ec2 modify-network-interface-attribute --network-interface-id ENI --groups ID',
    `take back  give the interface its former groups, then aws cloudformation delete-stack --stack-name ${group}`,
    '',
  ];
}
