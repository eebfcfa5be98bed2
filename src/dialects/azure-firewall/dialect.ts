import type { Dialect } from '../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import { lower } from './lower.ts';
import { printArm } from './print-arm.ts';
import { printBicep } from './print-bicep.ts';
import type { FirewallFile } from './print-model.ts';

const SHARED = { reader: 'azure-firewall', capabilities: CAPABILITIES, lower } as const;

/** A policy of Azure Firewall as a Bicep file. */
export const azureFirewall: Dialect<FirewallFile> = {
  ...SHARED,
  id: 'azure-firewall',
  title: 'Azure Firewall policy (Bicep)',
  extension: 'bicep',
  print: printBicep,
};

/** A policy of Azure Firewall as a template of the Azure Resource Manager. */
export const azureFirewallArm: Dialect<FirewallFile> = {
  ...SHARED,
  id: 'azure-firewall-arm',
  title: 'Azure Firewall policy (ARM template)',
  extension: 'json',
  print: printArm,
};
