import type { DialectReader } from '../reader.ts';
import type { NsgConfig } from './model.ts';
import { parse } from './parse.ts';
import { raise } from './raise.ts';
import { recogniseNsg } from './recognise.ts';
import { write } from './write.ts';

/**
 * Azure's network security groups: as the REST interface and `az network nsg` give them, in templates (JSON, Bicep),
 * and in Terraform (`terraform show -json`, HCL).
 */
export const azureNsgReader: DialectReader<NsgConfig> = {
  id: 'azure-nsg',
  title: 'Azure network security group',
  recognises: recogniseNsg,
  parse,
  raise,
  write,
};
