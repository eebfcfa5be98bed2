import type { Dialect } from '../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import { lower } from './lower.ts';
import type { SquidFile } from './model.ts';
import { print } from './print.ts';

/** What a web proxy may fetch, and for whom. */
export const squid: Dialect<SquidFile> = {
  id: 'squid',
  title: 'Squid (web proxy)',
  extension: 'conf',
  reader: 'squid',
  capabilities: CAPABILITIES,
  lower,
  print,
};
