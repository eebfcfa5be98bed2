import type { DialectReader } from '../reader.ts';
import type { AsaConfig } from './model.ts';
import { parse } from './parse.ts';
import { raise } from './raise.ts';
import { recognises } from './recognise.ts';
import { write } from './write.ts';

/** Cisco ASA 8.3 and newer: `show running-config` and `show access-list`, whole or in part. */
export const ciscoAsaReader: DialectReader<AsaConfig> = {
  id: 'cisco-asa',
  title: 'Cisco ASA',
  recognises,
  parse,
  raise,
  write,
};
