import { describe, expect, it } from 'vitest';
import { awsSecurityGroupReader } from '../../src/dialects/aws-security-group/reader.ts';
import type { DialectReader } from '../../src/dialects/reader.ts';
import { fixture, readingWith } from './kit.ts';

const read = readingWith(awsSecurityGroupReader as DialectReader<never>);
const describeGroups = fixture('aws-security-group/describe.json');

const permission = (part: object): string =>
  JSON.stringify({
    SecurityGroups: [
      {
        GroupId: 'sg-1',
        GroupName: 'g',
        IpPermissions: [
          { IpProtocol: 'tcp', FromPort: 80, ToPort: 90, IpRanges: [{ CidrIp: '10.0.0.0/8' }], ...part },
        ],
        IpPermissionsEgress: [],
      },
    ],
  });

describe('aws ec2 describe-security-groups, of one group', () => {
  it('permits what any of its rules does, and nothing else', () => {
    const { ask, codes } = read(describeGroups);
    expect(codes).toEqual([]);
    expect(ask('tcp 10.20.0.5 > 10.0.0.1:80')).toBe('permit');
    expect(ask('tcp 10.30.0.31 > 10.0.0.1:80')).toBe('permit');
    expect(ask('tcp 10.30.0.32 > 10.0.0.1:80')).toBe('deny');
    expect(ask('tcp [fd20::5] > [fd00::1]:80')).toBe('permit');
    expect(ask('udp 10.20.0.5 > 10.0.0.1:80')).toBe('deny');
    expect(ask('icmp 10.20.0.5 > 10.0.0.1 type 8 code 0')).toBe('permit');
    expect(ask('icmp 10.20.0.5 > 10.0.0.1 type 13 code 0')).toBe('deny');
    expect(ask('50 10.0.0.1 > 10.255.0.1', 'out')).toBe('permit');
    expect(ask('50 10.0.0.1 > 11.0.0.1', 'out')).toBe('deny');
  });

  it('does not know the members of groups and prefix lists unless somebody says', () => {
    const { ask, why } = read(describeGroups);
    expect(ask('tcp 10.0.0.9 > 10.0.0.1:445')).toBe('depends');
    expect(why('tcp 10.0.0.9 > 10.0.0.1:445')).toEqual([
      'what the prefix list "pl-0abc" holds',
      'the members of the security group "sg-0site"',
    ]);
    const told = read(describeGroups, 'host', { 'sg-0site': '10.0.0.9', 'pl-0abc': '10.7.0.0/16' });
    expect(told.ask('tcp 10.0.0.9 > 10.0.0.1:445')).toBe('permit');
    expect(told.ask('tcp 10.7.0.9 > 10.0.0.1:445')).toBe('permit');
    expect(told.ask('tcp 10.0.0.8 > 10.0.0.1:445')).toBe('deny');
  });

  it('judges between networks only packets to and from those who have it', () => {
    const told = read(describeGroups, 'network', { 'cm-mp': '10.0.0.0/24' });
    expect(told.ask('tcp 10.20.0.5 > 10.0.0.1:80')).toBe('permit');
    expect(told.ask('tcp 10.20.0.5 > 10.0.0.1:81')).toBe('deny');
    expect(told.ask('tcp 10.20.0.5 > 10.1.0.1:81')).toBe('permit');
    const open = read(describeGroups, 'network');
    expect(open.codes).toEqual(['PT8005']);
    expect(open.ask('tcp 10.20.0.5 > 10.0.0.1:81')).toBe('depends');
  });
});

describe('several groups', () => {
  const [mp] = JSON.parse(describeGroups).SecurityGroups;
  const two = JSON.stringify({
    SecurityGroups: [mp, { ...mp, GroupId: 'sg-2', GroupName: 'two', IpPermissions: [] }],
  });

  it('permit nothing for certain unless somebody says who has them', () => {
    const { ask, codes } = read(two);
    expect(codes).toEqual(['PT8005']);
    expect(ask('tcp 10.20.0.5 > 10.0.0.1:80')).toBe('depends');
    expect(ask('tcp 10.99.0.5 > 10.0.0.1:80')).toBe('deny');
    const told = read(two, 'host', { 'cm-mp': '10.0.0.1' });
    expect(told.ask('tcp 10.20.0.5 > 10.0.0.1:80')).toBe('permit');
  });
});

describe('a rule', () => {
  it.each([
    ['a range that ends before it starts', { FromPort: 91 }],
    ['no end of its ports', { ToPort: undefined }],
    ['ports that are none', { FromPort: -1, ToPort: -1 }],
    ['a protocol that nobody knows', { IpProtocol: 'tcpish' }],
    ['an address that is none', { IpRanges: [{ CidrIp: '10.0.0.0' }] }],
    ['a field that nobody knows', { OnlyOnSundays: true }],
    ['a field of a range that nobody knows', { IpRanges: [{ CidrIp: '10.0.0.0/8', Except: 'x' }] }],
    ['all types and one code', { IpProtocol: 'icmp', FromPort: -1, ToPort: 3 }],
  ])('with %s permits nothing for certain', (_, part) => {
    const { configuration, codes } = read(permission(part));
    expect(codes).toContain('PT8002');
    const permits = configuration.rulesets.flatMap((r) => r.rules).filter((r) => r.depends.length === 0);
    expect(permits).toEqual([]);
  });

  it('for all protocols and for one without ports has no ports', () => {
    expect(read(permission({ IpProtocol: '-1' })).ask('tcp 10.1.0.1 > 10.0.0.1:9')).toBe('permit');
    expect(read(permission({ IpProtocol: '50' })).ask('50 10.1.0.1 > 10.0.0.1')).toBe('permit');
    expect(read(permission({ IpProtocol: '6' })).ask('tcp 10.1.0.1 > 10.0.0.1:9')).toBe('deny');
  });
});

it('takes nothing for certain from a text that is cut off', () => {
  const { ask, codes } = read(permission({}).slice(0, -40));
  expect(codes).toContain('PT8001');
  expect(ask('tcp 10.1.0.1 > 10.0.0.1:80')).toBe('depends');
});

it('reads describe-security-group-rules', () => {
  const rules = JSON.stringify({
    SecurityGroupRules: [
      {
        SecurityGroupRuleId: 'sgr-1',
        GroupId: 'sg-1',
        GroupOwnerId: '1',
        IsEgress: false,
        IpProtocol: 'tcp',
        FromPort: 443,
        ToPort: 443,
        CidrIpv4: '10.0.0.0/8',
        Tags: [],
      },
      {
        SecurityGroupRuleId: 'sgr-2',
        GroupId: 'sg-1',
        IsEgress: true,
        IpProtocol: '-1',
        FromPort: -1,
        ToPort: -1,
        ReferencedGroupInfo: { GroupId: 'sg-2', UserId: '1' },
      },
    ],
  });
  const { ask, codes } = read(rules, 'host', { 'sg-2': '10.9.0.0/16' });
  expect(codes).toEqual([]);
  expect(ask('tcp 10.0.0.1 > 10.1.0.1:443')).toBe('permit');
  expect(ask('tcp 10.1.0.1 > 10.9.0.1:1', 'out')).toBe('permit');
  expect(ask('tcp 10.1.0.1 > 10.8.0.1:1', 'out')).toBe('deny');
});

describe('CloudFormation', () => {
  const yaml = `AWSTemplateFormatVersion: '2010-09-09'
Parameters:
  Clients: {Type: String}
Resources:
  Mp:
    Type: AWS::EC2::SecurityGroup
    Properties:
      GroupDescription: mp
      VpcId: !Ref Vpc
      SecurityGroupIngress:
        - {IpProtocol: tcp, FromPort: 80, ToPort: "443", CidrIp: 10.1.0.0/16} # flow style
        - IpProtocol: tcp
          FromPort: 8080
          ToPort: 8080
          CidrIp: !Ref Clients
  FromSite:
    Type: AWS::EC2::SecurityGroupIngress
    Properties:
      GroupId: !GetAtt Mp.GroupId
      IpProtocol: tcp
      FromPort: 1433
      ToPort: 1433
      SourceSecurityGroupId: !Ref Site
`;

  it('is read from YAML', () => {
    const { ask, codes } = read(yaml);
    expect(codes).toEqual(['PT8002']);
    expect(ask('tcp 10.1.0.5 > 10.0.0.1:100')).toBe('permit');
    expect(ask('tcp 10.1.0.5 > 10.0.0.1:8080')).toBe('depends');
    expect(ask('tcp 10.1.0.5 > 10.0.0.1:1433')).toBe('depends');
    expect(read(yaml, 'host', { Site: '10.1.0.5' }).ask('tcp 10.1.0.5 > 10.0.0.1:1433')).toBe('permit');
  });

  it('lets everything out where nothing is said of that', () => {
    expect(read(yaml).ask('tcp 10.0.0.1 > 1.1.1.1:1', 'out')).toBe('permit');
    const closed = yaml.replace(
      '  FromSite:',
      '      SecurityGroupEgress: [{IpProtocol: "-1", CidrIp: 127.0.0.1/32}]\n  FromSite:',
    );
    expect(read(closed).ask('tcp 10.0.0.1 > 1.1.1.1:1', 'out')).toBe('deny');
  });

  it('does not take numbers of another base, functions and conditions for certain', () => {
    const octal = yaml.replace('FromPort: 80,', 'FromPort: 0120,');
    expect(read(octal).ask('tcp 10.1.0.5 > 10.0.0.1:100')).toBe('depends');
    const chosen = yaml.replace('- {IpProtocol', '- !If [c, a, b]\n        - {IpProtocol');
    expect(read(chosen).ask('tcp 10.9.0.5 > 10.0.0.1:100')).toBe('depends');
    for (const part of ['Transform: AWS::Include', 'Metadata: {}']) {
      const { ask } = read(`${part}\n${yaml}`);
      expect(ask('udp 10.7.0.5 > 10.0.0.1:100')).toBe(part.startsWith('Transform') ? 'depends' : 'deny');
    }
    const nested = yaml.replace('  FromSite:', '  More: {Type: AWS::CloudFormation::Stack}\n  FromSite:');
    expect(read(nested).ask('udp 10.7.0.5 > 10.0.0.1:100')).toBe('depends');
    const maybe = yaml.replace(
      'Type: AWS::EC2::SecurityGroup\n',
      'Type: AWS::EC2::SecurityGroup\n    Condition: c\n',
    );
    expect(read(maybe).ask('tcp 10.1.0.5 > 10.0.0.1:100')).toBe('depends');
  });

  it('is read from JSON', () => {
    const json = JSON.stringify({
      Resources: {
        A: {
          Type: 'AWS::EC2::SecurityGroup',
          Properties: { GroupDescription: 'a', SecurityGroupEgress: [] },
        },
        B: {
          Type: 'AWS::EC2::SecurityGroupIngress',
          Properties: {
            GroupId: { 'Fn::GetAtt': ['A', 'GroupId'] },
            IpProtocol: 'udp',
            FromPort: 67,
            ToPort: 68,
            CidrIp: '10.0.0.0/8',
          },
        },
      },
    });
    expect(read(json).ask('udp 10.1.0.5 > 10.0.0.1:67')).toBe('permit');
  });
});

describe('Terraform', () => {
  const hcl = `
resource "aws_security_group" "mp" {
  name   = "mp"
  vpc_id = var.vpc_id
  ingress {
    description     = "http"
    from_port       = 80
    to_port         = 80
    protocol        = "tcp"
    cidr_blocks     = ["10.1.0.0/16", "10.2.0.0/16"]
    security_groups = [aws_security_group.site.id]
  }
  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = [
      "0.0.0.0/0", # all
    ]
    ipv6_cidr_blocks = ["::/0"]
  }
  lifecycle { create_before_destroy = true }
}
`;

  it('is read from HCL', () => {
    const { ask, codes } = read(hcl);
    expect(codes).toEqual([]);
    expect(ask('tcp 10.2.0.1 > 10.0.0.1:80')).toBe('permit');
    expect(ask('tcp 10.3.0.1 > 10.0.0.1:80')).toBe('depends');
    expect(ask('tcp 10.0.0.1 > 10.3.0.1:80', 'out')).toBe('permit');
    const given = read(hcl.replace('"10.1.0.0/16", "10.2.0.0/16"', 'var.clients'));
    expect(given.ask('tcp 10.2.0.1 > 10.0.0.1:80')).toBe('depends');
    const spread = read(hcl.replace('["10.1.0.0/16", "10.2.0.0/16"]', 'concat(["10.2.0.0/16"], var.more)'));
    expect(spread.ask('tcp 10.2.0.1 > 10.0.0.1:80')).toBe('depends');
    const templated = read(hcl.replace('"10.2.0.0/16"', '"10.$' + '{var.n}.0.0/16"'));
    expect(templated.ask('tcp 10.2.0.1 > 10.0.0.1:80')).toBe('depends');
    expect(templated.ask('tcp 10.1.0.1 > 10.0.0.1:80')).toBe('permit');
  });

  it('is read from a plan, with what refers to groups that are not made yet', () => {
    const rule = (name: string, values: object): object => ({
      address: `aws_vpc_security_group_ingress_rule.${name}`,
      mode: 'managed',
      type: 'aws_vpc_security_group_ingress_rule',
      name,
      values: { ip_protocol: 'tcp', from_port: 443, to_port: 443, cidr_ipv6: null, tags: null, ...values },
    });
    const plan = JSON.stringify({
      format_version: '1.2',
      planned_values: {
        root_module: {
          resources: [
            {
              address: 'aws_security_group.mp',
              mode: 'managed',
              type: 'aws_security_group',
              name: 'mp',
              values: { name: 'mp', revoke_rules_on_delete: false },
            },
            rule('a', { cidr_ipv4: '10.1.0.0/16' }),
            rule('b', { cidr_ipv4: null }),
          ],
        },
      },
      resource_changes: [
        {
          address: 'aws_security_group.mp',
          change: { after_unknown: { id: true, ingress: true, egress: true } },
        },
        {
          address: 'aws_vpc_security_group_ingress_rule.a',
          change: { after_unknown: { id: true, security_group_id: true } },
        },
        {
          address: 'aws_vpc_security_group_ingress_rule.b',
          change: { after_unknown: { security_group_id: true, referenced_security_group_id: true } },
        },
      ],
      configuration: {
        root_module: {
          resources: ['a', 'b'].map((name) => ({
            address: `aws_vpc_security_group_ingress_rule.${name}`,
            expressions: {
              security_group_id: { references: ['aws_security_group.mp.id', 'aws_security_group.mp'] },
              referenced_security_group_id: { references: ['aws_security_group.site.id'] },
            },
          })),
        },
      },
    });
    const { ask, codes, configuration } = read(plan, 'host', { 'aws_security_group.site': '10.9.0.1' });
    expect(codes).toEqual([]);
    expect(configuration.rulesets.map((r) => r.name)).toEqual([
      'inbound rules of mp',
      'outbound rules of mp',
    ]);
    expect(ask('tcp 10.1.0.1 > 10.0.0.1:443')).toBe('permit');
    expect(ask('tcp 10.9.0.1 > 10.0.0.1:443')).toBe('permit');
    expect(ask('tcp 10.9.0.2 > 10.0.0.1:443')).toBe('deny');
  });
});
