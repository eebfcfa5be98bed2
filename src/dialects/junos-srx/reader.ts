import type { DialectReader } from '../reader.ts';
import type { SrxConfig } from './model.ts';
import { parse } from './parse.ts';
import { raise } from './raise.ts';
import { recogniseSrx } from './recognise.ts';
import { write } from './write.ts';

/** Juniper SRX: `show configuration`, with or without `| display set`, whole or in part. */
export const junosSrxReader: DialectReader<SrxConfig> = {
  id: 'junos-srx',
  title: 'Juniper SRX',
  recognises: recogniseSrx,
  parse,
  raise,
  write,
};
