import type { Dialect } from '../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import { lower } from './lower.ts';
import { printArm } from './print-arm.ts';
import { printBicep } from './print-bicep.ts';
import type { NsgFile } from './print-model.ts';

const SHARED = { reader: 'azure-nsg', capabilities: CAPABILITIES, lower } as const;

/** A network security group as a Bicep file. */
export const azureNsg: Dialect<NsgFile> = {
  ...SHARED,
  id: 'azure-nsg',
  title: 'Azure network security group (Bicep)',
  extension: 'bicep',
  print: printBicep,
};

/** A network security group as a template of the Azure Resource Manager. */
export const azureNsgArm: Dialect<NsgFile> = {
  ...SHARED,
  id: 'azure-nsg-arm',
  title: 'Azure network security group (ARM template)',
  extension: 'json',
  print: printArm,
};
