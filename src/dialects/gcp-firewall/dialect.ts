import type { Dialect } from '../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import { lower } from './lower.ts';
import { print } from './print.ts';
import type { GcpFile } from './print-model.ts';

/** Firewall rules of a VPC network as Terraform's resources. */
export const gcpFirewall: Dialect<GcpFile> = {
  id: 'gcp-firewall',
  title: 'Google Cloud firewall rules (Terraform)',
  extension: 'tf',
  reader: 'gcp-firewall',
  capabilities: CAPABILITIES,
  lower,
  print,
};
