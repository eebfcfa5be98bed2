import type { DialectReader } from '../reader.ts';
import type { PfConfig, Product } from './model.ts';
import { parse } from './parse.ts';
import { raise } from './raise.ts';
import { recogniseOpnsense, recognisePfsense } from './recognise.ts';
import { write } from './write.ts';

/** The two products share their form; each has its own name for people who say which it is. */
const readerOf = (product: Product, title: string): DialectReader<PfConfig> => ({
  id: product,
  title,
  recognises: product === 'pfsense' ? recognisePfsense : recogniseOpnsense,
  parse: (text, file) => parse(text, file, product),
  raise,
  write,
});

/** pfSense: `config.xml`, whole or its parts with rules and aliases. */
export const pfsenseReader: DialectReader<PfConfig> = readerOf('pfsense', 'pfSense');
/** OPNsense: the same, with rules of the old and the new kind. */
export const opnsenseReader: DialectReader<PfConfig> = readerOf('opnsense', 'OPNsense');
