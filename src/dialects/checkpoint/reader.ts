import type { DialectReader } from '../reader.ts';
import type { CpConfig } from './model.ts';
import { parse } from './parse.ts';
import { raise } from './raise.ts';
import { recognises } from './recognise.ts';
import { write } from './write.ts';

/** Check Point R80 to R82: answers of `show access-rulebase` as JSON, or a script of `mgmt_cli add …`. */
export const checkpointReader: DialectReader<CpConfig> = {
  id: 'checkpoint',
  title: 'Check Point',
  recognises,
  parse,
  raise,
  write,
};
