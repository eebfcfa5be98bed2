import type { Dialect } from '../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import { lower } from './lower.ts';
import { printCloudFormation } from './print-cloudformation.ts';
import type { GroupFile } from './print-model.ts';
import { printTerraform } from './print-terraform.ts';

const SHARED = { reader: 'aws-security-group', capabilities: CAPABILITIES, lower } as const;

/** A security group as Terraform's resources. */
export const awsSecurityGroup: Dialect<GroupFile> = {
  ...SHARED,
  id: 'aws-security-group',
  title: 'AWS security group (Terraform)',
  extension: 'tf',
  print: printTerraform,
};

/** A security group as a template of CloudFormation. */
export const awsSecurityGroupCloudFormation: Dialect<GroupFile> = {
  ...SHARED,
  id: 'aws-security-group-cloudformation',
  title: 'AWS security group (CloudFormation)',
  extension: 'yaml',
  print: printCloudFormation,
};
