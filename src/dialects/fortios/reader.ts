import type { DialectReader } from '../reader.ts';
import type { FortiConfig } from './model.ts';
import { parse } from './parse.ts';
import { raise } from './raise.ts';
import { recognises } from './recognise.ts';
import { write } from './write.ts';

/** FortiOS 6.0 to 7.6: a backup or the output of `show`, whole or in part, or a script of commands. */
export const fortiosReader: DialectReader<FortiConfig> = {
  id: 'fortios',
  title: 'Fortinet FortiOS',
  recognises,
  parse,
  raise,
  write,
};
