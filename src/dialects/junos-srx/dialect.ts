import type { Dialect } from '../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import { lower } from './lower.ts';
import { printCurly } from './print-curly.ts';
import type { SrxFile } from './print-model.ts';
import { printSet } from './print-set.ts';

/** Juniper SRX: commands for the configuration mode. */
export const junosSrx: Dialect<SrxFile> = {
  id: 'junos-srx',
  title: 'Juniper SRX (set commands)',
  extension: 'set',
  reader: 'junos-srx',
  capabilities: CAPABILITIES,
  lower,
  print: printSet,
};

/** Juniper SRX: statements in braces. */
export const junosSrxCurly: Dialect<SrxFile> = {
  ...junosSrx,
  id: 'junos-srx-curly',
  title: 'Juniper SRX (statements in braces)',
  extension: 'conf',
  print: printCurly,
};
