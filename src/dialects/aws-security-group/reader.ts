import type { DialectReader } from '../reader.ts';
import type { AwsConfig } from './model.ts';
import { parse } from './parse.ts';
import { raise } from './raise.ts';
import { recogniseAws } from './recognise.ts';
import { write } from './write.ts';

/**
 * Security groups of AWS: as `aws ec2 describe-security-groups` and `describe-security-group-rules` give them, in
 * templates of CloudFormation (YAML, JSON), and in Terraform (`terraform show -json`, HCL).
 */
export const awsSecurityGroupReader: DialectReader<AwsConfig> = {
  id: 'aws-security-group',
  title: 'AWS security group',
  recognises: recogniseAws,
  parse,
  raise,
  write,
};
