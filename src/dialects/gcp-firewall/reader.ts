import type { DialectReader } from '../reader.ts';
import type { GcpConfig } from './model.ts';
import { parse } from './parse.ts';
import { raise } from './raise.ts';
import { recogniseGcp } from './recognise.ts';
import { write } from './write.ts';

/**
 * Firewall rules of Google Cloud's VPC networks: as `gcloud compute firewall-rules list --format=json` and the REST
 * interface give them, and in Terraform (`terraform show -json`, HCL).
 */
export const gcpFirewallReader: DialectReader<GcpConfig> = {
  id: 'gcp-firewall',
  title: 'Google Cloud firewall rules',
  recognises: recogniseGcp,
  parse,
  raise,
  write,
};
