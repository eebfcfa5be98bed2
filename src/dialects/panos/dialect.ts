import type { Dialect } from '../dialect.ts';
import { CAPABILITIES } from './capabilities.ts';
import { lower } from './lower.ts';
import { printSet } from './print-set.ts';
import { printXml } from './print-xml.ts';
import type { PanosRules } from './printed-model.ts';

/** Palo Alto's firewalls: set commands, to be pasted in configuration mode. */
export const panos: Dialect<PanosRules> = {
  id: 'panos',
  title: 'Palo Alto PAN-OS (set commands)',
  extension: 'set',
  reader: 'panos',
  capabilities: CAPABILITIES,
  lower,
  print: printSet,
};

/** The same as a part of a configuration in XML. */
export const panosXml: Dialect<PanosRules> = {
  id: 'panos-xml',
  title: 'Palo Alto PAN-OS (XML)',
  extension: 'xml',
  reader: 'panos',
  capabilities: CAPABILITIES,
  lower,
  print: printXml,
};
