import type { Dialect } from '../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import { lower } from './lower.ts';
import type { Script } from './model.ts';
import { print } from './print.ts';

/** Check Point: a script of commands for the management server. */
export const checkpoint: Dialect<Script> = {
  id: 'checkpoint',
  title: 'Check Point',
  extension: 'sh',
  reader: 'checkpoint',
  capabilities: CAPABILITIES,
  lower,
  print,
};
