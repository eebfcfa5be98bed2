import type { Dialect } from '../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import { lower } from './lower.ts';
import type { PacFile } from './model.ts';
import { print } from './print.ts';

/** Which requests clients send to a proxy. It is a program, so that nothing but running it can tell what it means. */
export const pac: Dialect<PacFile> = {
  id: 'pac',
  title: 'PAC file (proxy auto-configuration)',
  extension: 'pac',
  capabilities: CAPABILITIES,
  lower,
  print,
};
