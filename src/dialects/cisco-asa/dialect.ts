import type { Dialect } from '../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import { lower } from './lower.ts';
import { print } from './print.ts';
import type { AsaFile } from './print-model.ts';

/** Cisco ASA: a list inbound at each interface, with the objects that it names. */
export const ciscoAsa: Dialect<AsaFile> = {
  id: 'cisco-asa',
  title: 'Cisco ASA',
  extension: 'cfg',
  reader: 'cisco-asa',
  capabilities: CAPABILITIES,
  lower,
  print,
};
