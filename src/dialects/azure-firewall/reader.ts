import type { DialectReader } from '../reader.ts';
import type { FirewallConfig } from './model.ts';
import { parse } from './parse.ts';
import { raise } from './raise.ts';
import { recogniseAzureFirewall } from './recognise.ts';

/**
 * Policies of Azure Firewall, and rules of firewalls without one: as the REST interface and `az network firewall` give
 * them, in templates (JSON, Bicep), and in Terraform (`terraform show -json`, HCL).
 */
export const azureFirewallReader: DialectReader<FirewallConfig> = {
  id: 'azure-firewall',
  title: 'Azure Firewall',
  recognises: recogniseAzureFirewall,
  parse,
  raise,
  write: () => undefined,
};
