import type { DialectReader } from '../reader.ts';
import type { PanosConfig } from './model.ts';
import { parse } from './parse.ts';
import { raise } from './raise.ts';
import { recognises } from './recognise.ts';
import { write } from './write.ts';

/** PAN-OS of Palo Alto Networks, of firewalls and of Panorama: set commands, XML, and what `show` prints. */
export const panosReader: DialectReader<PanosConfig> = {
  id: 'panos',
  title: 'Palo Alto PAN-OS',
  recognises,
  parse,
  raise,
  write,
};
