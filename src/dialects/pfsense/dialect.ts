import type { Dialect } from '../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import { lower } from './lower.ts';
import { printOpnsense, printPfsense } from './print.ts';
import type { PfFile } from './print-model.ts';

/** pfSense: aliases and rules for its configuration. */
export const pfsense: Dialect<PfFile> = {
  id: 'pfsense',
  title: 'pfSense',
  extension: 'xml',
  reader: 'pfsense',
  capabilities: CAPABILITIES,
  lower,
  print: printPfsense,
};

/** OPNsense: aliases and rules of the new kind for its configuration. */
export const opnsense: Dialect<PfFile> = {
  ...pfsense,
  id: 'opnsense',
  title: 'OPNsense',
  reader: 'opnsense',
  print: printOpnsense,
};
