import type { Dialect } from '../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import { lower } from './lower.ts';
import type { SwanFile } from './model.ts';
import { print } from './print.ts';

/** IPsec of a Linux host. */
export const strongswan: Dialect<SwanFile> = {
  id: 'strongswan',
  title: 'strongSwan (swanctl.conf)',
  extension: 'conf',
  reader: 'strongswan',
  capabilities: CAPABILITIES,
  lower,
  print,
};
