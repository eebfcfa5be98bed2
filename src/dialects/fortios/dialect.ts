import type { Dialect } from '../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import { lower } from './lower.ts';
import type { Script } from './model.ts';
import { print } from './print.ts';

/** FortiGate: a script of CLI commands. */
export const fortios: Dialect<Script> = {
  id: 'fortios',
  title: 'Fortinet FortiOS',
  extension: 'conf',
  reader: 'fortios',
  capabilities: CAPABILITIES,
  lower,
  print,
};
