import type { Dialect } from '../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import { lower } from './lower.ts';
import { print } from './print.ts';
import type { RestoreFile } from './written-model.ts';

/** The older form of Linux' own firewall: a file for `iptables-restore` and `ip6tables-restore` in one. */
export const iptables: Dialect<RestoreFile> = {
  id: 'iptables',
  title: 'iptables and ip6tables (Linux)',
  extension: 'rules',
  reader: 'iptables',
  capabilities: CAPABILITIES,
  lower,
  print,
};
